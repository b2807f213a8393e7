package io.dunlin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The framework failed to get an answer. What the provider's method itself throws never arrives as
 * this type.
 *
 * <p>{@link #failureClass} says whether the call may be repeated, {@link #code} what happened; the
 * message is for people and ends with the code's id.
 */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final FailureClass failureClass;
  private final @Nullable String service;
  private final @Nullable String method;
  private final @Nullable String address;

  private RpcException(
      ErrorCode code,
      FailureClass failureClass,
      @Nullable String service,
      @Nullable String method,
      @Nullable String address,
      String message,
      @Nullable Throwable cause,
      boolean stackTrace) {
    super(message + " [" + code.id() + "]", cause, true, true);
    this.code = code;
    this.failureClass = failureClass;
    this.service = service;
    this.method = method;
    this.address = address;
    if (stackTrace) {
      super.fillInStackTrace();
    }
  }

  /** Does nothing: where a call fails, the stack is an event loop's; see {@link #atCaller}. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /**
   * Gives this exception the stack of the calling thread, whose call it ends. Refusals, which load
   * makes many of, stay without one.
   */
  public RpcException atCaller() {
    if (failureClass != FailureClass.REJECTED
        && code != ErrorCode.TOO_MANY_CALLS
        && code != ErrorCode.SEND_BUFFER_FULL) {
      super.fillInStackTrace();
    }
    return this;
  }

  /**
   * A failed call.
   *
   * @param message what happened, what was found and allowed, and what to do; without service,
   *     method and code, which are added
   */
  public static RpcException ofCall(
      ErrorCode code,
      FailureClass failureClass,
      Invocation invocation,
      @Nullable Endpoint endpoint,
      String message,
      @Nullable Throwable cause) {
    return new RpcException(
        code,
        failureClass,
        invocation.service().toString(),
        invocation.method().name(),
        endpoint == null ? null : endpoint.address(),
        invocation.service() + "." + invocation.method().name() + " " + message,
        cause,
        false);
  }

  /** A failure outside any call: configuration, start, codec; nothing was sent. */
  public static RpcException of(ErrorCode code, String message, @Nullable Throwable cause) {
    return new RpcException(code, FailureClass.NOT_SENT, null, null, null, message, cause, true);
  }

  /** A failure outside any call: configuration, start, codec; nothing was sent. */
  public static RpcException of(ErrorCode code, String message) {
    return of(code, message, null);
  }

  /**
   * A provider's refusal of a request it has not begun; without stack trace, as load makes many.
   */
  public static RpcException refusal(ErrorCode code, String message) {
    return new RpcException(code, FailureClass.REJECTED, null, null, null, message, null, false);
  }

  static RpcException filterFailed(
      Invocation invocation, String filter, String whatHappened, @Nullable Throwable cause) {
    return ofCall(
        ErrorCode.FILTER_FAILED,
        FailureClass.UNKNOWN,
        invocation,
        null,
        "failed: filter " + filter + " " + whatHappened + "; correct the filter",
        cause);
  }

  static RpcException invokerFailed(
      Invocation invocation, String invoker, String whatHappened, @Nullable Throwable cause) {
    return ofCall(
        ErrorCode.INTERNAL,
        FailureClass.UNKNOWN,
        invocation,
        null,
        "failed: "
            + invoker
            + " "
            + whatHappened
            + " instead of returning a stage; report it with the stack trace",
        cause);
  }

  /**
   * Nobody can take the call.
   *
   * @param funnel how many providers are known, how many each step left and why, and what to do
   */
  public static RpcException noProvider(Invocation invocation, String funnel) {
    return new RpcException(
        ErrorCode.NO_PROVIDER,
        FailureClass.NOT_SENT,
        invocation.service().toString(),
        invocation.method().name(),
        null,
        "no provider of "
            + invocation.service()
            + " for "
            + invocation.method().name()
            + ": "
            + funnel,
        null,
        false);
  }

  /** The call's deadline passed before anything was sent. */
  public static RpcException deadlineBeforeSend(Invocation invocation, String whatUsedTheTime) {
    Duration timeout = invocation.deadline().timeout();
    return ofCall(
        ErrorCode.DEADLINE_BEFORE_SEND,
        FailureClass.NOT_SENT,
        invocation,
        null,
        "not sent: its %d ms had passed before (%s); raise the time-out of the whole call"
            .formatted(timeout.toMillis(), whatUsedTheTime),
        null);
  }

  /** What happened; the catalogue has cause and remedy. */
  public ErrorCode code() {
    return code;
  }

  /** How far the call got; true for this hop only. */
  public FailureClass failureClass() {
    return failureClass;
  }

  /** The service called, or null outside a call. */
  public @Nullable String service() {
    return service;
  }

  /** The method called, or null outside a call. */
  public @Nullable String method() {
    return method;
  }

  /** {@code host:port} of the provider, or null when none was chosen. */
  public @Nullable String address() {
    return address;
  }
}
