package io.dunlin.monitor;

import io.dunlin.FailureClass;
import io.dunlin.Result;
import io.dunlin.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended. A closed list, so that counters have a fixed place for each and labels of
 * metrics cannot multiply.
 */
public enum Outcome {
  /** The method returned. */
  SUCCESS,
  /** The method threw; for the framework that is an answer like any other. */
  BUSINESS_FAILURE,
  /** {@link FailureClass#NOT_SENT}. */
  NOT_SENT,
  /** {@link FailureClass#REJECTED}. */
  REJECTED,
  /** {@link FailureClass#UNKNOWN}, time-outs among them. */
  UNKNOWN,
  /** {@link FailureClass#EXECUTED}. */
  EXECUTED;

  /** Whether the provider answered, with a value or with its own exception. */
  public boolean isAnswer() {
    return this == SUCCESS || this == BUSINESS_FAILURE;
  }

  /**
   * The outcome of a call that ended with one of the two. A failure that is no {@link RpcException}
   * breaks the first law of invokers; nothing is known about such a call.
   */
  static Outcome of(@Nullable Result result, @Nullable Throwable failure) {
    if (failure == null) {
      return result instanceof Result.Failure ? BUSINESS_FAILURE : SUCCESS;
    }
    return failure instanceof RpcException e ? of(e.failureClass()) : UNKNOWN;
  }

  private static Outcome of(FailureClass failureClass) {
    return switch (failureClass) {
      case NOT_SENT -> NOT_SENT;
      case REJECTED -> REJECTED;
      case UNKNOWN -> UNKNOWN;
      case EXECUTED -> EXECUTED;
    };
  }
}
