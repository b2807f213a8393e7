package io.dunlin.serialization.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.dunlin.Attachments;
import io.dunlin.serialization.BodyReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one body: messages, each behind its length. */
final class ProtobufReader implements BodyReader {
  private final ProtobufCodec codec;
  private final byte[] bytes;
  private final int from;
  private final CodedInputStream in;
  private final Budget budget;

  /** Reads what stands between here and the limit of the stream. */
  private interface Content<T> {
    T read(int length) throws IOException;
  }

  ProtobufReader(ProtobufCodec codec, byte[] bytes, int from, int to) {
    this.codec = codec;
    this.bytes = bytes;
    this.from = from;
    this.in = CodedInputStream.newInstance(bytes, from, to - from);
    in.setRecursionLimit(codec.limits().maxDepth());
    this.budget = new Budget(codec.limits());
  }

  @Override
  public @Nullable String readString() {
    return (String) read(codec.string(), "a string");
  }

  @Override
  public int readInt() {
    return (Integer) read(codec.int32(), "a number");
  }

  @Override
  public @Nullable Object readArgument(int index) {
    return read(codec.argument(index), codec.argumentName(index));
  }

  @Override
  public @Nullable Object readResult() {
    return read(codec.result(), codec.resultName());
  }

  private Object read(@Nullable Carrier carrier, String what) {
    if (carrier == null) {
      throw ProtobufErrors.notExpected(what);
    }
    return read(
        length -> {
          budget.admit(carrier.shape(), bytes, position(), length, what);
          Message message =
              carrier.parser().parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
          return carrier.unwrap(message);
        },
        what);
  }

  private <T> T read(Content<T> content, String what) {
    try {
      int length = in.readRawVarint32();
      int outer = in.pushLimit(length); // refuses what is negative or reaches beyond the body
      T read = content.read(length);
      if (!in.isAtEnd()) {
        throw new InvalidProtocolBufferException("it goes on behind its end");
      }
      in.popLimit(outer);
      return read;
    } catch (IOException e) {
      throw ProtobufErrors.malformed(what, e);
    }
  }

  @Override
  public void skip() {
    read(
        length -> {
          in.skipRawBytes(length);
          return length;
        },
        codec.valueName());
  }

  @Override
  public Throwable readException() {
    String what = codec.exceptionName();
    return read(length -> ThrowableMessage.read(in, budget, codec.limits(), 1, what), what);
  }

  /** Reads attachments; none are written where there are none, so the end of the body is none. */
  @Override
  public Attachments readAttachments() {
    String what = codec.attachmentsName();
    try {
      if (in.isAtEnd()) {
        return Attachments.EMPTY;
      }
    } catch (IOException e) {
      throw ProtobufErrors.malformed(what, e);
    }
    return read(length -> AttachmentsMessage.read(in, codec.limits()), what);
  }

  @Override
  public int position() {
    return from + in.getTotalBytesRead();
  }
}
