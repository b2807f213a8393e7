package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.RemoteException;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.MethodCodec;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a response into the outcome of its call: a {@link Result}, or the {@link
 * RpcException} that the status stands for (protocol 1.3, 1.5 and 1.9).
 */
@HotPath
final class Answers {
  private static final int EXCEPTION = 0;
  private static final int VALUE = 1;
  private static final int NULL = 2;
  private static final int EXCEPTION_WITH_ATTACHMENTS = 3;
  private static final int VALUE_WITH_ATTACHMENTS = 4;
  private static final int NULL_WITH_ATTACHMENTS = 5;

  private Answers() {}

  /**
   * Reads the body of a response with status 20.
   *
   * @param known attachments of earlier responses, or null on other threads than the event loop
   * @throws RpcException if it cannot be read, or is a failure of the provider's framework
   */
  static Result result(
      PendingCall call, byte[] bytes, int bodyBytes, @Nullable KnownAttachments known) {
    Throwable error;
    Attachments attachments;
    try {
      BodyReader reader = call.codec.reader(bytes, 0, bodyBytes);
      int kind = reader.readInt();
      Object value = null;
      error = null;
      switch (kind) {
        case EXCEPTION, EXCEPTION_WITH_ATTACHMENTS -> error = reader.readException();
        case VALUE, VALUE_WITH_ATTACHMENTS -> value = reader.readResult();
        case NULL, NULL_WITH_ATTACHMENTS -> {}
        default ->
            throw RpcException.of(
                ErrorCode.DECODE_FAILED, "response of kind " + kind + " (expected: 0 to 5)");
      }
      if (kind < EXCEPTION_WITH_ATTACHMENTS) {
        attachments = Attachments.EMPTY;
      } else {
        attachments =
            known == null
                ? reader.readAttachments()
                : known.read(reader, bytes, reader.position(), bodyBytes);
      }
      if (error == null) {
        return new Result.Value(value, attachments);
      }
    } catch (Throwable e) { // whatever it is, the call must end
      throw TransportErrors.undecodable(call.invocation, call.endpoint, e);
    }
    if (error instanceof RemoteException remote && isDubboFailure(remote.className())) {
      throw dubboFailure(call.invocation, call.endpoint, remote);
    }
    return new Result.Failure(error, attachments);
  }

  private static boolean isDubboFailure(String className) {
    return className.equals("org.apache.dubbo.rpc.RpcException")
        || className.equals("com.alibaba.dubbo.rpc.RpcException");
  }

  /**
   * Codes of Dubbo's RpcException (protocol 1.9). None says whether the method ran: a provider
   * sends its own refusal, and what a call that the method itself made ended with, in the same
   * form. "No provider" (4) or "limit exceeded" (7) of a call two hops away must not have this one
   * repeated.
   */
  private static RpcException dubboFailure(
      Invocation invocation, @Nullable Endpoint endpoint, RemoteException remote) {
    String foreignCode = remote.fields().getOrDefault("code", "0");
    ErrorCode code =
        switch (foreignCode) {
          case "7" -> ErrorCode.OVERLOADED; // limit exceeded
          case "8" -> ErrorCode.EXPIRED_BEFORE_START;
          case "11" -> ErrorCode.METHOD_NOT_FOUND;
          case "12" -> ErrorCode.BAD_REQUEST; // arguments did not pass validation
          case "13" -> ErrorCode.TOKEN_REFUSED;
          default -> ErrorCode.SERVER_ERROR;
        };
    return TransportErrors.foreignFailure(
        invocation, endpoint, code, FailureClass.UNKNOWN, foreignCode, remote);
  }

  /**
   * The failure that a status other than 20 stands for.
   *
   * @param plain reads the text
   * @param dunlin whether the peer is known to be Dunlin, so that the code in its text counts
   */
  static RpcException failure(
      PendingCall call,
      MethodCodec plain,
      int status,
      byte[] bytes,
      int bodyBytes,
      boolean dunlin) {
    String text;
    try {
      String read = plain.reader(bytes, 0, bodyBytes).readString();
      text = read == null ? "no text" : read;
    } catch (RuntimeException e) {
      text = "its text cannot be read: " + TransportErrors.reason(e);
    }
    ErrorCode code = dunlin ? Refusals.codeIn(text) : null;
    if (code != null) {
      text = text.substring(0, text.lastIndexOf(" ["));
    }
    FailureClass failureClass;
    ErrorCode byStatus;
    switch (status) {
      case DubboFrames.SERIALIZATION_ERROR -> {
        failureClass = FailureClass.EXECUTED;
        byStatus = ErrorCode.RESPONSE_TOO_LARGE;
      }
      case DubboFrames.BAD_REQUEST -> {
        failureClass = FailureClass.REJECTED;
        byStatus = ErrorCode.BAD_REQUEST;
      }
      case DubboFrames.BAD_RESPONSE -> {
        failureClass = FailureClass.EXECUTED;
        byStatus = ErrorCode.BAD_RESPONSE;
      }
      case DubboFrames.SERVICE_NOT_FOUND -> {
        failureClass = FailureClass.REJECTED;
        byStatus = ErrorCode.SERVICE_NOT_FOUND;
      }
      case DubboFrames.SERVICE_ERROR -> {
        // Another implementation means "before execution" usually, but not surely.
        failureClass = code != null ? FailureClass.REJECTED : FailureClass.UNKNOWN;
        byStatus = ErrorCode.SERVER_ERROR;
      }
      case DubboFrames.CLIENT_ERROR -> {
        failureClass = FailureClass.EXECUTED;
        byStatus = ErrorCode.DECODE_FAILED;
      }
      case DubboFrames.OVERLOADED -> {
        failureClass = FailureClass.REJECTED;
        byStatus = ErrorCode.OVERLOADED;
      }
      default -> {
        failureClass = FailureClass.UNKNOWN;
        byStatus = ErrorCode.SERVER_ERROR;
      }
    }
    return TransportErrors.answered(
        call.invocation, call.endpoint, code == null ? byStatus : code, failureClass, status, text);
  }
}
