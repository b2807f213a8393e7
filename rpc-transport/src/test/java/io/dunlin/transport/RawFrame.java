package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.TypeRules;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A frame as a test's own peer sees it. */
record RawFrame(int flags, int status, long id, byte[] body) {
  static final MethodCodec PLAIN = Rig.serializer().plain(TypeRules.DEFAULT);

  /** The next frame of a stream. */
  static RawFrame read(DataInputStream in) throws IOException {
    int first = in.readInt();
    if (first >>> 16 != DubboFrames.MAGIC) {
      throw new IOException("not a frame: " + Integer.toHexString(first));
    }
    long id = in.readLong();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return new RawFrame(first >>> 8 & 0xFF, first & 0xFF, id, body);
  }

  static RawFrame parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int first = in.getInt();
    long id = in.getLong();
    int length = in.getInt();
    return new RawFrame(
        first >>> 8 & 0xFF,
        first & 0xFF,
        id,
        Arrays.copyOfRange(bytes, 16, Math.min(bytes.length, 16 + Math.max(0, length))));
  }

  byte[] bytes() {
    return bytes(body.length);
  }

  /** With another length in the header. */
  byte[] bytes(int length) {
    return ByteBuffer.allocate(16 + body.length)
        .putShort((short) DubboFrames.MAGIC)
        .put((byte) flags)
        .put((byte) status)
        .putLong(id)
        .putInt(length)
        .put(body)
        .array();
  }

  RawFrame withId(long newId) {
    return new RawFrame(flags, status, newId, body);
  }

  static byte[] body(Consumer<BodyWriter> content) {
    ByteSink sink = ByteSink.heap(64, 64 << 20);
    content.accept(PLAIN.writer(sink));
    return Arrays.copyOf(sink.array(), sink.position());
  }

  BodyReader reader() {
    return PLAIN.reader(body, 0, body.length);
  }

  /** The text of a response with an error status. */
  String text() {
    return reader().readString();
  }

  /** A call of the demo service as a Dubbo consumer sends it. */
  static RawFrame request(long id, String method, String descriptor, Object... arguments) {
    return request(
        0xC2, id, Demo.class.getName(), "0.0.0", method, descriptor, Map.of(), arguments);
  }

  static RawFrame request(
      int flags,
      long id,
      String path,
      String version,
      String method,
      String descriptor,
      Map<String, String> attachments,
      Object... arguments) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("path", path);
    all.put("interface", path);
    if (version != null) {
      all.put("version", version);
    }
    all.putAll(attachments);
    return new RawFrame(
        flags,
        0,
        id,
        body(
            out -> {
              out.writeString("2.0.2");
              out.writeString(path);
              out.writeString(version);
              out.writeString(method);
              out.writeString(descriptor);
              for (int i = 0; i < arguments.length; i++) {
                out.writeArgument(i, arguments[i]);
              }
              out.writeAttachments(Attachments.copyOf(all));
            }));
  }

  static RawFrame response(long id, int status, String text) {
    return new RawFrame(2, status, id, body(out -> out.writeString(text)));
  }

  static RawFrame value(long id, Object value, Map<String, String> attachments) {
    return new RawFrame(
        2,
        20,
        id,
        body(
            out -> {
              out.writeInt(4);
              out.writeResult(value);
              out.writeAttachments(Attachments.copyOf(attachments));
            }));
  }
}
