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
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      furthest = further(furthest, attempt.failureClass());
      list.append(i == 0 ? ": " : "; ").append(describe(i + 1, attempt));
    }
    if (latest.code() == ErrorCode.NO_PROVIDER || latest.code() == ErrorCode.CLIENT_CLOSED) {
      list.append("; then ").append(latest.getMessage());
    }
    RpcException all =
        RpcException.ofCall(
            ErrorCode.ALL_ATTEMPTS_FAILED,
            furthest,
            invocation,
            null,
            "failed in %s within %d ms%s. No further attempt: %s"
                .formatted(
                    attempts.size() == 1
                        ? "one attempt"
                        : "each of " + attempts.size() + " attempts",
                    invocation.record().elapsedNanos() / 1_000_000,
                    list,
                    why),
            latest);
    for (Attempt attempt : attempts) {
      Throwable cause = attempt.cause();
      if (cause != null && cause != latest) {
        all.addSuppressed(cause);
      }
    }
    return all;
  }

  private static String describe(int number, Attempt attempt) {
    Throwable cause = attempt.cause();
    return "(%d) %s %s after %.1f ms: %s"
        .formatted(
            number,
            attempt.endpoint().address(),
            attempt.failureClass(),
            attempt.elapsedNanos() / 1e6,
            cause == null ? "no failure" : cause.getMessage());
  }

  /** Failure classes are declared in the order of how far a call got. */
  private static FailureClass further(FailureClass one, @Nullable FailureClass other) {
    return other == null || one.compareTo(other) >= 0 ? one : other;
  }
}
