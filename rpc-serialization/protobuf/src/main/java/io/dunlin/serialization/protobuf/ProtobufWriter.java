package io.dunlin.serialization.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import io.dunlin.Attachments;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes one body: messages, each behind its length. */
final class ProtobufWriter implements BodyWriter {
  private static final int LENGTH_BYTES = 5;

  private final ProtobufCodec codec;
  private final ByteSink sink;

  /** Something that writes itself. */
  private interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  ProtobufWriter(ProtobufCodec codec, ByteSink sink) {
    this.codec = codec;
    this.sink = sink;
  }

  /** Writes a string; null as an empty one, for the wire has no other. */
  @Override
  public void writeString(@Nullable String text) {
    write(StringValue.of(text == null ? "" : text), "a string");
  }

  @Override
  public void writeInt(int number) {
    write(Int32Value.of(number), "a number");
  }

  @Override
  public void writeArgument(int index, @Nullable Object value) {
    write(codec.argument(index), value, codec.argumentName(index));
  }

  @Override
  public void writeResult(@Nullable Object value) {
    write(codec.result(), value, codec.resultName());
  }

  private void write(@Nullable Carrier carrier, @Nullable Object value, String what) {
    if (carrier == null) {
      throw ProtobufErrors.notDeclared(what);
    }
    if (value == null) {
      throw ProtobufErrors.nullValue(what);
    }
    if (!carrier.type().isInstance(value)) {
      throw ProtobufErrors.wrongClass(what, carrier.type(), value);
    }
    Message message = carrier.wrap(value);
    if (!message.isInitialized()) {
      throw ProtobufErrors.incomplete(what, message.getInitializationErrorString());
    }
    write(message, what);
  }

  private void write(Message message, String what) {
    write(message.getSerializedSize(), message::writeTo, what);
  }

  private void write(int size, Content content, String what) {
    sink.ensure(LENGTH_BYTES + size);
    CodedOutputStream out =
        CodedOutputStream.newInstance(sink.array(), sink.position(), LENGTH_BYTES + size);
    try {
      out.writeUInt32NoTag(size);
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw ProtobufErrors.notWritten(what, e); // a message that is not as long as it said
    }
    sink.position(sink.position() + out.getTotalBytesWritten());
  }

  @Override
  public void writeException(Throwable error) {
    ByteString message = ThrowableMessage.of(error);
    write(message.size(), out -> out.writeRawBytes(message), "exception " + error.getClass());
  }

  @Override
  public void writeAttachments(Attachments attachments) {
    AttachmentsMessage message = new AttachmentsMessage(attachments.asMap());
    write(message.size(), message::writeTo, "attachments");
  }
}
