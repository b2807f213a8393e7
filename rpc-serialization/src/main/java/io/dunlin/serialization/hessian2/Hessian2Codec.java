package io.dunlin.serialization.hessian2;

import io.dunlin.Attachments;
import io.dunlin.HotPath;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of one method; the plain codec is one without declared parameters. */
@HotPath
final class Hessian2Codec implements MethodCodec {
  private final Scope scope;
  private final ValueCodec[] arguments;
  private final ValueCodec result;

  Hessian2Codec(Scope scope, ValueCodec[] arguments, ValueCodec result) {
    this.scope = scope;
    this.arguments = arguments;
    this.result = result;
  }

  private ValueCodec argument(int index) {
    return index < arguments.length ? arguments[index] : OpenCodec.OBJECT;
  }

  @Override
  public BodyWriter writer(ByteSink sink) {
    return new Writer(new HessianOutput(sink, scope));
  }

  @Override
  public BodyReader reader(byte[] bytes, int from, int to) {
    return new Reader(new HessianInput(bytes, from, to, scope));
  }

  private final class Writer implements BodyWriter {
    private final HessianOutput out;

    Writer(HessianOutput out) {
      this.out = out;
    }

    @Override
    public void writeString(@Nullable String text) {
      out.begin();
      out.writeString(text);
      out.end();
    }

    @Override
    public void writeInt(int number) {
      out.begin();
      out.writeInt(number);
      out.end();
    }

    @Override
    public void writeArgument(int index, @Nullable Object value) {
      write(argument(index), value);
    }

    @Override
    public void writeResult(@Nullable Object value) {
      write(result, value);
    }

    @Override
    public void writeException(Throwable error) {
      write(ThrowableCodec.ANY, error);
    }

    private void write(ValueCodec codec, @Nullable Object value) {
      out.begin();
      try {
        codec.write(out, value);
      } catch (RpcException own) {
        throw own;
      } catch (RuntimeException thrown) {
        // A value that is not of its declared type, or one that another thread is changing.
        throw HessianErrors.notEncodable(
            scope, "a value cannot be written: %s; pass a complete copy".formatted(thrown), thrown);
      }
      out.end();
    }

    @Override
    public void writeAttachments(Attachments attachments) {
      out.begin();
      out.takeReference();
      out.writeMapBegin(null);
      for (Map.Entry<String, String> entry : attachments.asMap().entrySet()) {
        out.writeString(entry.getKey());
        out.writeString(entry.getValue());
      }
      out.writeEnd();
      out.end();
    }
  }

  private final class Reader implements BodyReader {
    private final HessianInput in;

    Reader(HessianInput in) {
      this.in = in;
    }

    @Override
    public @Nullable String readString() {
      return in.readString();
    }

    @Override
    public int readInt() {
      return in.readInt();
    }

    @Override
    public @Nullable Object readArgument(int index) {
      return read(argument(index));
    }

    @Override
    public void skip() {
      in.skip();
    }

    @Override
    public @Nullable Object readResult() {
      return read(result);
    }

    @Override
    public Throwable readException() {
      Object error = read(ThrowableCodec.ANY);
      if (error == null) {
        throw in.malformed("null instead of an exception");
      }
      return (Throwable) error;
    }

    private @Nullable Object read(ValueCodec codec) {
      try {
        return codec.read(in);
      } catch (RpcException own) {
        throw own;
      } catch (RuntimeException thrown) {
        throw in.invalid("a value cannot be made: " + thrown, thrown);
      }
    }

    @Override
    public Attachments readAttachments() {
      return Hessian2Codec.this.readAttachments(in);
    }

    @Override
    public int position() {
      return in.position();
    }
  }

  private Attachments readAttachments(HessianInput in) {
    int tag = in.tag();
    if (tag == 'N') {
      return Attachments.EMPTY;
    }
    if (!Tags.isMap(tag)) {
      throw in.unexpected(tag, "a map of attachments");
    }
    in.mapBegin(tag);
    int number = in.open(HessianInput.IN_PROGRESS);
    Map<String, String> entries = new LinkedHashMap<>();
    while (!in.nextIsEnd()) {
      in.count(2);
      String key = attachmentText(in);
      String value = attachmentText(in);
      if (key != null && value != null) {
        entries.put(key, value);
      }
      if (entries.size() > scope.limits().maxAttachments()) {
        throw HessianErrors.limit(
            scope,
            "attachments",
            entries.size(),
            "maxAttachments",
            scope.limits().maxAttachments());
      }
    }
    in.close(number);
    return Attachments.copyOf(entries);
  }

  /** Scalars only: nobody declares attachments, so nothing else may be in them. */
  private @Nullable String attachmentText(HessianInput in) {
    String text;
    if (in.nextIsString()) {
      text = in.readString();
    } else if (in.nextIsScalar()) {
      Object value = in.readOpen(OpenCodec.OBJECT);
      text = value == null ? null : value.toString();
    } else {
      throw refusedAttachment(in);
    }
    if (text != null && text.length() > scope.limits().maxAttachmentChars()) {
      throw HessianErrors.limit(
          scope,
          "characters of an attachment",
          text.length(),
          "maxAttachmentChars",
          scope.limits().maxAttachmentChars());
    }
    return text;
  }

  private RpcException refusedAttachment(HessianInput in) {
    int tag = in.tag();
    ClassDef def = in.objectDefinition(tag, null);
    if (def != null) {
      return scope.refused(def.name(), ATTACHMENT);
    }
    return in.unexpected(tag, ATTACHMENT.expected());
  }

  private static final ValueCodec ATTACHMENT =
      new ValueCodec(String.class) {
        @Override
        String expected() {
          return "an attachment of text, number or boolean";
        }

        @Override
        public void write(HessianOutput out, @Nullable Object value) {
          out.writeString((String) value);
        }

        @Override
        public @Nullable Object read(HessianInput in) {
          return in.readString();
        }
      };
}
