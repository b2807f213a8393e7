package io.dunlin.serialization.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.dunlin.RemoteException;
import io.dunlin.serialization.DecodeLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception as Dubbo writes it:
 *
 * <pre>
 * message Throwable { string class = 1; string message = 2; repeated Frame stack = 3; Throwable cause = 4; }
 * message Frame     { string class = 1; string method = 2; string file = 3; int32 line = 4; }
 * </pre>
 */
final class ThrowableMessage {
  private static final int CLASS = 1;
  private static final int MESSAGE = 2;
  private static final int STACK = 3;
  private static final int CAUSE = 4;

  private static final int FRAME_CLASS = 1;
  private static final int FRAME_METHOD = 2;
  private static final int FRAME_FILE = 3;
  private static final int FRAME_LINE = 4;

  /** Causes written: readers give up on deep nesting, and circles must end. */
  private static final int MOST_CAUSES = 32;

  private static final int FRAME_BYTES = 100;

  private ThrowableMessage() {}

  /** The bytes of {@code error}. */
  static ByteString of(Throwable error) {
    try {
      return of(error, MOST_CAUSES);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private static ByteString of(Throwable error, int mostCauses) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(4096);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(CLASS, error.getClass().getName());
    String message = error.getMessage();
    if (message != null) {
      out.writeString(MESSAGE, message);
    }
    for (StackTraceElement frame : error.getStackTrace()) {
      out.writeBytes(STACK, of(frame)); // a message is written like bytes
    }
    Throwable cause = error.getCause();
    if (cause != null && mostCauses > 0) {
      out.writeBytes(CAUSE, of(cause, mostCauses - 1));
    }
    out.flush();
    return bytes.toByteString();
  }

  private static ByteString of(StackTraceElement frame) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(FRAME_BYTES);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(FRAME_CLASS, frame.getClassName());
    out.writeString(FRAME_METHOD, frame.getMethodName());
    String file = frame.getFileName();
    if (file != null) {
      out.writeString(FRAME_FILE, file);
    }
    out.writeInt32(FRAME_LINE, frame.getLineNumber());
    out.flush();
    return bytes.toByteString();
  }

  /** Reads up to the limit of {@code in}; {@code depth} is 1 for what is no cause. */
  static RemoteException read(
      CodedInputStream in, Budget budget, DecodeLimits limits, int depth, String what)
      throws IOException {
    budget.checkDepth(depth, what);
    String className = "";
    String message = "";
    List<StackTraceElement> stack = new ArrayList<>();
    Throwable cause = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (Fields.isDelimited(tag, CLASS)) {
        className = text(in, budget, limits, what);
      } else if (Fields.isDelimited(tag, MESSAGE)) {
        message = text(in, budget, limits, what);
      } else if (Fields.isDelimited(tag, STACK)) {
        int outer = in.pushLimit(in.readRawVarint32());
        stack.add(frame(in, budget, limits, what));
        in.popLimit(outer);
      } else if (Fields.isDelimited(tag, CAUSE)) {
        int outer = in.pushLimit(in.readRawVarint32());
        cause = read(in, budget, limits, depth + 1, what);
        in.popLimit(outer);
      } else {
        Fields.skip(in, tag);
      }
    }
    return exception(className, message, stack, cause);
  }

  private static RemoteException exception(
      String className, String message, List<StackTraceElement> stack, @Nullable Throwable cause) {
    RemoteException exception = new RemoteException(className, message, Map.of());
    exception.setStackTrace(stack.toArray(StackTraceElement[]::new));
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  private static StackTraceElement frame(
      CodedInputStream in, Budget budget, DecodeLimits limits, String what) throws IOException {
    budget.count(1, FRAME_BYTES, what);
    String className = "";
    String method = "";
    String file = null;
    int line = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (Fields.isDelimited(tag, FRAME_CLASS)) {
        className = text(in, budget, limits, what);
      } else if (Fields.isDelimited(tag, FRAME_METHOD)) {
        method = text(in, budget, limits, what);
      } else if (Fields.isDelimited(tag, FRAME_FILE)) {
        file = text(in, budget, limits, what);
      } else if (Fields.isVarint(tag, FRAME_LINE)) {
        line = in.readInt32();
      } else {
        Fields.skip(in, tag);
      }
    }
    return new StackTraceElement(className, method, file, line);
  }

  private static String text(CodedInputStream in, Budget budget, DecodeLimits limits, String what)
      throws IOException {
    String text = Fields.text(in, limits.maxStringChars(), "maxStringChars", what);
    budget.count(1, 2L * text.length(), what);
    return text;
  }
}
