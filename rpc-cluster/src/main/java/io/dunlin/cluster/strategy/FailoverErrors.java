package io.dunlin.cluster.strategy;

import io.dunlin.CallRecord.Attempt;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.Result;
import io.dunlin.RpcException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failover reports. */
final class FailoverErrors {
  private FailoverErrors() {}

  /** The failure as the first law wants it; others than RpcException come from a broken invoker. */
  static RpcException asRpcException(Invocation invocation, Throwable failure) {
    Throwable inner = Result.unwrap(failure);
    if (inner instanceof RpcException known) {
      return known;
    }
    return RpcException.ofCall(
        ErrorCode.INTERNAL,
        FailureClass.UNKNOWN,
        invocation,
        null,
        "failed with " + inner + " instead of an RpcException; report a defect",
        inner);
  }

  /**
   * More than one attempt was made, and none succeeded.
   *
   * @param latest the last failure
   * @param why why there was no further attempt
   */
  static RpcException allFailed(Invocation invocation, RpcException latest, String why) {
    List<Attempt> attempts = invocation.record().attempts();
    FailureClass furthest = latest.failureClass();
    StringBuilder text = new StringBuilder("failed in ");
    if (attempts.size() == 1) {
      text.append("one attempt");
    } else {
      text.append("each of ").append(attempts.size()).append(" attempts");
    }
    text.append(" within ").append(invocation.record().elapsedNanos() / 1_000_000).append(" ms");
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      furthest = further(furthest, attempt.failureClass());
      describe(i + 1, attempt, text);
    }
    if (latest.code() == ErrorCode.NO_PROVIDER || latest.code() == ErrorCode.CLIENT_CLOSED) {
      text.append("; then ").append(latest.getMessage());
    }
    text.append(". No further attempt: ").append(why);
    RpcException all =
        RpcException.ofCall(
            ErrorCode.ALL_ATTEMPTS_FAILED, furthest, invocation, null, text.toString(), latest);
    for (Attempt attempt : attempts) {
      Throwable cause = attempt.cause();
      if (cause != null && cause != latest) {
        all.addSuppressed(cause);
      }
    }
    return all;
  }

  /** Without format strings: an outage makes many of these. */
  private static void describe(int number, Attempt attempt, StringBuilder into) {
    long tenths = attempt.elapsedNanos() / 100_000;
    Throwable cause = attempt.cause();
    into.append(number == 1 ? ": (" : "; (")
        .append(number)
        .append(") ")
        .append(attempt.endpoint().address())
        .append(' ')
        .append(attempt.failureClass())
        .append(" after ")
        .append(tenths / 10)
        .append('.')
        .append(tenths % 10)
        .append(" ms: ")
        .append(cause == null ? "no failure" : cause.getMessage());
  }

  /** Failure classes are declared in the order of how far a call got. */
  private static FailureClass further(FailureClass one, @Nullable FailureClass other) {
    return other == null || one.compareTo(other) >= 0 ? one : other;
  }
}
