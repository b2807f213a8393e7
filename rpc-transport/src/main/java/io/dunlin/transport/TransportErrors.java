package io.dunlin.transport;

import io.dunlin.CallRecord;
import io.dunlin.CallRecord.Phase;
import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.RpcException;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The messages of this module, one factory each. */
final class TransportErrors {
  private TransportErrors() {}

  static RpcException notConnected(
      Invocation invocation, Endpoint endpoint, Remote.State state, @Nullable Throwable failure) {
    String why =
        switch (state) {
          case CONNECTING -> "the first connection is still being made";
          case CLOSED -> "this use of the connection was given up";
          default -> failure == null ? "the connection is broken" : reason(failure);
        };
    return RpcException.ofCall(
        ErrorCode.NOT_CONNECTED,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent: no connection to %s (%s: %s); check that the provider listens there"
            .formatted(endpoint.address(), state, why),
        null);
  }

  static RpcException peerDraining(Invocation invocation, @Nullable Endpoint endpoint) {
    return RpcException.ofCall(
        ErrorCode.PEER_DRAINING,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent: provider %s announced that it shuts down; call another provider"
            .formatted(address(endpoint)),
        null);
  }

  static RpcException clientClosed(Invocation invocation, @Nullable Endpoint endpoint) {
    return RpcException.ofCall(
        ErrorCode.CLIENT_CLOSED,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent to %s: this side is closed; close it after its last user"
            .formatted(address(endpoint)),
        null);
  }

  static RpcException tooManyCalls(
      Invocation invocation, @Nullable Endpoint endpoint, int pending, int limit) {
    return RpcException.ofCall(
        ErrorCode.TOO_MANY_CALLS,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent: %d calls already in flight to %s (limit %d); raise maxPendingCalls or slow the caller down"
            .formatted(pending, address(endpoint), limit),
        null);
  }

  static RpcException sendBufferFull(
      Invocation invocation,
      @Nullable Endpoint endpoint,
      long frameBytes,
      long waiting,
      String limitName,
      long limit) {
    return RpcException.ofCall(
        ErrorCode.SEND_BUFFER_FULL,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent: %d bytes wait to be sent to %s already, %d more would exceed %s=%d; send less or raise it"
            .formatted(waiting, address(endpoint), frameBytes, limitName, limit),
        null);
  }

  static RpcException encodeFailed(
      Invocation invocation, @Nullable Endpoint endpoint, Throwable cause) {
    ErrorCode code = cause instanceof RpcException known ? known.code() : ErrorCode.ENCODE_FAILED;
    return RpcException.ofCall(
        code,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent to %s: %s".formatted(address(endpoint), reason(cause)),
        cause);
  }

  static RpcException notWritten(
      Invocation invocation, @Nullable Endpoint endpoint, @Nullable Throwable cause) {
    return RpcException.ofCall(
        ErrorCode.CONNECTION_LOST,
        FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "not sent: the connection to %s was lost before (%s); try again or another provider"
            .formatted(address(endpoint), reason(cause)),
        null);
  }

  static RpcException connectionLost(
      Invocation invocation, @Nullable Endpoint endpoint, @Nullable Throwable cause) {
    return RpcException.ofCall(
        ErrorCode.CONNECTION_LOST,
        FailureClass.UNKNOWN,
        invocation,
        endpoint,
        "was sent, but the connection to %s was lost (%s) before the answer came: it may have run; mark the method idempotent if repeating it is harmless"
            .formatted(address(endpoint), reason(cause)),
        null);
  }

  /**
   * @param unreadBytes bytes that the operating system has not taken yet, 0 if none
   */
  static RpcException timeout(
      Invocation invocation, @Nullable Endpoint endpoint, boolean sent, long unreadBytes) {
    CallRecord record = invocation.record();
    long elapsed = record.elapsedNanos();
    long written = record.nanosTo(Phase.WRITTEN);
    StringBuilder where = new StringBuilder();
    if (!sent) {
      where.append("waited to be written all the time; ").append(unreadBytes);
      where.append(" bytes before it were not read by the provider");
    } else {
      where.append("written after ").append(millis(written)).append(" ms, no answer for ");
      where.append(millis(elapsed - written)).append(" ms");
      if (unreadBytes > 0) {
        where.append("; the provider does not read: ").append(unreadBytes).append(" bytes wait");
      }
    }
    return RpcException.ofCall(
        ErrorCode.TIMEOUT,
        sent ? FailureClass.UNKNOWN : FailureClass.NOT_SENT,
        invocation,
        endpoint,
        "timed out after %s ms (time-out %d ms) at %s: %s; %s"
            .formatted(
                millis(elapsed),
                invocation.deadline().timeout().toMillis(),
                address(endpoint),
                where,
                sent
                    ? "it may have run; raise the time-out or look at the provider"
                    : "send less or look at the provider"),
        null);
  }

  static RpcException onewayNotWritten(
      Invocation invocation, @Nullable Endpoint endpoint, @Nullable Throwable cause) {
    return RpcException.ofCall(
        ErrorCode.CONNECTION_LOST,
        FailureClass.UNKNOWN,
        invocation,
        endpoint,
        "was being written when the connection to %s was lost (%s): it may have run"
            .formatted(address(endpoint), reason(cause)),
        null);
  }

  static RpcException responseTooLarge(
      Invocation invocation, @Nullable Endpoint endpoint, int bodyBytes, int limit) {
    return RpcException.ofCall(
        ErrorCode.RESPONSE_TOO_LARGE,
        FailureClass.EXECUTED,
        invocation,
        endpoint,
        "ran, but its answer from %s has %d bytes (limit: %d); return less or raise maxBodyBytes"
            .formatted(address(endpoint), bodyBytes, limit),
        null);
  }

  static RpcException undecodable(
      Invocation invocation, @Nullable Endpoint endpoint, Throwable cause) {
    ErrorCode code = cause instanceof RpcException known ? known.code() : ErrorCode.DECODE_FAILED;
    return RpcException.ofCall(
        code,
        FailureClass.EXECUTED,
        invocation,
        endpoint,
        "ran, but its answer from %s cannot be read: %s"
            .formatted(address(endpoint), reason(cause)),
        cause);
  }

  static RpcException wrongSerialization(
      Invocation invocation, @Nullable Endpoint endpoint, int found, int expected) {
    return RpcException.ofCall(
        ErrorCode.DECODE_FAILED,
        FailureClass.EXECUTED,
        invocation,
        endpoint,
        "ran, but its answer from %s is in serialization %d (expected: %d, that of the request); report it to the makers of the provider"
            .formatted(address(endpoint), found, expected),
        null);
  }

  /** The provider answered with an error status. */
  static RpcException answered(
      Invocation invocation,
      @Nullable Endpoint endpoint,
      ErrorCode code,
      FailureClass failureClass,
      int status,
      String text) {
    String verb = failureClass == FailureClass.REJECTED ? "refused" : "failed";
    return RpcException.ofCall(
        code,
        failureClass,
        invocation,
        endpoint,
        "%s by provider %s (status %d): %s"
            .formatted(verb, address(endpoint), status, RateLimitedLog.printable(text)),
        null);
  }

  /** The provider's own framework sent its exception as if the method had thrown it. */
  static RpcException foreignFailure(
      Invocation invocation,
      @Nullable Endpoint endpoint,
      ErrorCode code,
      FailureClass failureClass,
      String foreignCode,
      Throwable cause) {
    return RpcException.ofCall(
        code,
        failureClass,
        invocation,
        endpoint,
        "failed in the framework of provider %s (its code %s): %s"
            .formatted(address(endpoint), foreignCode, RateLimitedLog.printable(reason(cause))),
        cause);
  }

  static RpcException portUnavailable(SocketAddress address, Throwable cause) {
    return RpcException.of(
        ErrorCode.PORT_UNAVAILABLE,
        "cannot listen on %s: %s; stop the other process, choose another port, or port 0 for any free one"
            .formatted(address, reason(cause)),
        cause);
  }

  static RpcException tooManyCallbacks(String interfaceName, int limit) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        "%d callbacks of %s are registered on this connection already (limit: %d); pass the same object again instead of new ones"
            .formatted(limit, interfaceName, limit));
  }

  /** What an exception says, without our code at the end: the new message gets its own. */
  static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "closed";
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    if (failure instanceof RpcException known) {
      String suffix = " [" + known.code().id() + "]";
      if (message.endsWith(suffix)) {
        return message.substring(0, message.length() - suffix.length());
      }
    }
    return message;
  }

  private static String address(@Nullable Endpoint endpoint) {
    return endpoint == null ? "the caller" : endpoint.address();
  }

  private static String millis(long nanos) {
    long tenths = nanos / 100_000;
    return tenths >= 100
        ? Long.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }
}
