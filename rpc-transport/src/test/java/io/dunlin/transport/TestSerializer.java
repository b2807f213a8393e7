package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeRules;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** As much of Hessian2 as the first tests need. */
final class TestSerializer implements Serializer {
  @Override
  public String name() {
    return "hessian2";
  }

  @Override
  public int wireId() {
    return 2;
  }

  @Override
  public MethodCodec[] compile(ServiceContract contract, TypeRules rules) {
    MethodCodec[] codecs = new MethodCodec[contract.methods().size()];
    java.util.Arrays.fill(codecs, new Codec());
    return codecs;
  }

  @Override
  public MethodCodec plain(TypeRules rules) {
    return new Codec();
  }

  private static final class Codec implements MethodCodec {
    @Override
    public BodyWriter writer(ByteSink sink) {
      return new Writer(sink);
    }

    @Override
    public BodyReader reader(byte[] bytes, int from, int to) {
      return new Reader(bytes, from, to);
    }
  }

  private record Writer(ByteSink sink) implements BodyWriter {
    void put(int... bytes) {
      sink.ensure(bytes.length);
      int at = sink.position();
      for (int b : bytes) {
        sink.array()[at++] = (byte) b;
      }
      sink.position(at);
    }

    @Override
    public void writeString(String text) {
      if (text == null) {
        put('N');
        return;
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < 0x20) {
        put(bytes.length);
      } else {
        put('S', bytes.length >> 8, bytes.length);
      }
      sink.ensure(bytes.length);
      System.arraycopy(bytes, 0, sink.array(), sink.position(), bytes.length);
      sink.position(sink.position() + bytes.length);
    }

    @Override
    public void writeInt(int number) {
      if (number >= -16 && number < 48) {
        put(0x90 + number);
      } else {
        put('I', number >> 24, number >> 16, number >> 8, number);
      }
    }

    @Override
    public void writeArgument(int index, Object value) {
      if (value instanceof Integer number) {
        writeInt(number);
      } else if (value == null || value instanceof String) {
        writeString((String) value);
      } else {
        throw RpcException.of(ErrorCode.ENCODE_FAILED, "no " + value.getClass().getName());
      }
    }

    @Override
    public void writeResult(Object value) {
      writeArgument(0, value);
    }

    @Override
    public void writeException(Throwable error) {
      writeString(error.getClass().getName());
      writeString(String.valueOf(error.getMessage()));
    }

    @Override
    public void writeAttachments(Attachments attachments) {
      put('H');
      attachments
          .asMap()
          .forEach(
              (key, value) -> {
                writeString(key);
                writeString(value);
              });
      put('Z');
    }
  }

  private static final class Reader implements BodyReader {
    private final byte[] bytes;
    private int at;
    private final int to;

    Reader(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.at = from;
      this.to = to;
    }

    private int next() {
      if (at >= to) {
        throw RpcException.of(ErrorCode.DECODE_FAILED, "no more bytes");
      }
      return bytes[at++] & 0xFF;
    }

    private Object value() {
      int tag = next();
      if (tag == 'N') {
        return null;
      }
      if (tag >= 0x80 && tag < 0xC0) {
        return tag - 0x90;
      }
      if (tag == 'I') {
        return next() << 24 | next() << 16 | next() << 8 | next();
      }
      int length;
      if (tag < 0x20) {
        length = tag;
      } else if (tag == 'S') {
        length = next() << 8 | next();
      } else {
        throw RpcException.of(ErrorCode.DECODE_FAILED, "tag " + tag);
      }
      if (length > to - at) {
        throw RpcException.of(ErrorCode.DECODE_FAILED, "string of " + length);
      }
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }

    @Override
    public String readString() {
      return value() instanceof String text ? text : null;
    }

    @Override
    public int readInt() {
      if (value() instanceof Integer number) {
        return number;
      }
      throw RpcException.of(ErrorCode.DECODE_FAILED, "not an int");
    }

    @Override
    public Object readArgument(int index) {
      return value();
    }

    @Override
    public void skip() {
      value();
    }

    @Override
    public Object readResult() {
      return value();
    }

    @Override
    public Throwable readException() {
      return new RemoteException(readString(), readString(), Map.of());
    }

    @Override
    public Attachments readAttachments() {
      int tag = next();
      if (tag == 'N') {
        return Attachments.EMPTY;
      }
      if (tag != 'H') {
        throw RpcException.of(ErrorCode.DECODE_FAILED, "no map");
      }
      Map<String, String> map = new LinkedHashMap<>();
      while (at < to && bytes[at] != 'Z') {
        map.put(String.valueOf(value()), String.valueOf(value()));
      }
      next();
      return Attachments.copyOf(map);
    }

    @Override
    public int position() {
      return at;
    }
  }
}
