package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.DunlinVersion;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.MethodCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes responses (protocol 1.3 and 1.5). Stateless but for bytes that never change. */
@HotPath
final class ReplyWriter {
  private static final int EXCEPTION = 0;
  private static final int VALUE = 1;
  private static final int NULL = 2;
  private static final int WITH_ATTACHMENTS = 3;

  /** Longest text of a refusal; what is cut off is in our log or was a list. */
  private static final int MAX_TEXT_CHARS = 4000;

  private static final int MAX_TEXT_BODY_BYTES = 16 << 10;
  private static final Map<String, String> TO_OTHERS =
      Map.of(AttachmentKeys.DUBBO, DubboFrames.VERSION);
  private static final Map<String, String> TO_DUNLIN = toDunlin();

  private ReplyWriter() {}

  private static Map<String, String> toDunlin() {
    Map<String, String> fixed = new LinkedHashMap<>(TO_OTHERS);
    fixed.put(AttachmentKeys.DUNLIN, DunlinVersion.CURRENT);
    return Map.copyOf(fixed);
  }

  /** Writes what the method answered, or why that cannot be sent. */
  static void answer(
      FrameBuffer frame, long id, Route route, boolean dunlin, Result answered, int maxBodyBytes) {
    try {
      Result result =
          route.kind() == Route.Kind.GENERIC ? GenericCall.generalize(answered) : answered;
      frame.beginReply(maxBodyBytes);
      BodyWriter writer = route.codec().writer(frame);
      int withAttachments = route.attachmentsUnderstood() ? WITH_ATTACHMENTS : 0;
      if (result instanceof Result.Failure failure) {
        writer.writeInt(EXCEPTION + withAttachments);
        writer.writeException(failure.error());
      } else if (result instanceof Result.Value value) {
        if (value.value() == null) {
          writer.writeInt(NULL + withAttachments);
        } else {
          writer.writeInt(VALUE + withAttachments);
          writer.writeResult(value.value());
        }
      }
      if (withAttachments != 0) {
        writer.writeAttachments(attachments(result.attachments(), dunlin));
      }
      frame.finish(route.wireId(), DubboFrames.OK, id);
    } catch (Throwable e) { // whatever it is, the requester must hear of it
      notSent(frame, id, route, e);
    }
  }

  private static Attachments attachments(Attachments own, boolean dunlin) {
    Map<String, String> fixed = dunlin ? TO_DUNLIN : TO_OTHERS;
    if (own.isEmpty()) {
      return dunlin ? Fixed.DUNLIN : Fixed.OTHERS;
    }
    Map<String, String> all = new LinkedHashMap<>(own.asMap());
    all.putAll(fixed);
    return Attachments.copyOf(all);
  }

  /** Writes a value of which the bytes are known, as for echo. */
  static void answerBytes(
      FrameBuffer frame, long id, Route route, boolean dunlin, byte[] value, int maxBodyBytes) {
    try {
      frame.beginReply(maxBodyBytes);
      BodyWriter writer = route.plain().writer(frame);
      writer.writeInt(VALUE + (route.attachmentsUnderstood() ? WITH_ATTACHMENTS : 0));
      frame.append(value);
      if (route.attachmentsUnderstood()) {
        writer.writeAttachments(attachments(Attachments.EMPTY, dunlin));
      }
      frame.finish(route.wireId(), DubboFrames.OK, id);
    } catch (Throwable e) {
      notSent(frame, id, route, e);
    }
  }

  private static void notSent(FrameBuffer frame, long id, Route route, Throwable cause) {
    boolean large =
        cause instanceof RpcException known && known.code() == ErrorCode.RESPONSE_TOO_LARGE;
    String text =
        large
            ? "Data length too large: %s of %s ran, but its %s"
                .formatted(route.method(), route.path(), TransportErrors.reason(cause))
            : "%s of %s ran, but its answer cannot be encoded: %s"
                .formatted(route.method(), route.path(), TransportErrors.reason(cause));
    ErrorCode code =
        large
            ? ErrorCode.RESPONSE_TOO_LARGE
            : cause instanceof RpcException known ? known.code() : ErrorCode.BAD_RESPONSE;
    text(
        frame,
        id,
        route.wireId(),
        route.plain(),
        large ? DubboFrames.SERIALIZATION_ERROR : DubboFrames.BAD_RESPONSE,
        text + " [" + code.id() + "]");
  }

  /** Writes that the framework failed or refused; the status says which. */
  static void failure(
      FrameBuffer frame, long id, int wireId, @Nullable MethodCodec plain, RpcException failure) {
    text(frame, id, wireId, plain, status(failure), String.valueOf(failure.getMessage()));
  }

  /** The status that makes peers treat {@code failure} as what it is. */
  static int status(RpcException failure) {
    if (failure.failureClass() == FailureClass.EXECUTED) {
      return DubboFrames.BAD_RESPONSE; // it ran, and there is no answer: nobody must repeat it
    }
    if (failure.failureClass() != FailureClass.REJECTED) {
      return DubboFrames.SERVER_ERROR;
    }
    return switch (failure.code()) {
      case OVERLOADED, TOO_MANY_CALLS -> DubboFrames.OVERLOADED;
      case SERVICE_NOT_FOUND,
          METHOD_NOT_FOUND,
          BAD_REQUEST,
          REQUEST_TOO_LARGE,
          TYPE_NOT_ADMITTED,
          DECODE_FAILED,
          LIMIT_EXCEEDED,
          INVALID_GENERIC_CALL ->
          DubboFrames.BAD_REQUEST;
      default -> DubboFrames.SERVICE_ERROR;
    };
  }

  /**
   * Writes an error text.
   *
   * @param plain writes it, or null if nothing here speaks the request's serialization; the answer
   *     is then in Hessian2, and says so in its flags
   */
  private static void text(
      FrameBuffer frame,
      long id,
      int wireId,
      @Nullable MethodCodec plain,
      int status,
      String text) {
    String shown = text;
    if (text.length() > MAX_TEXT_CHARS) {
      // The end holds the code.
      shown = text.substring(0, MAX_TEXT_CHARS - 100) + " … " + text.substring(text.length() - 90);
    }
    frame.beginReply(MAX_TEXT_BODY_BYTES);
    if (plain != null) {
      plain.writer(frame).writeString(shown);
      frame.finish(wireId, status, id);
    } else {
      PlainBytes.writeString(frame, shown);
      frame.finish(Events.SERIALIZATION, status, id);
    }
  }

  private static final class Fixed {
    static final Attachments DUNLIN = Attachments.copyOf(TO_DUNLIN);
    static final Attachments OTHERS = Attachments.copyOf(TO_OTHERS);
  }
}
