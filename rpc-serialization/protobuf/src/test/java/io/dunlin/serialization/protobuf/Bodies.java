package io.dunlin.serialization.protobuf;

import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.TypeRules;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/** Codecs and bodies for tests. */
final class Bodies {
  private static final ProtobufSerializer SERIALIZER = new ProtobufSerializer();

  private Bodies() {}

  static MethodCodec plain() {
    return SERIALIZER.plain(TypeRules.DEFAULT);
  }

  /** The codec of the only method of {@code service} that is called {@code name}. */
  static MethodCodec codec(Class<?> service, String name) {
    return codec(service, name, DecodeLimits.DEFAULT);
  }

  static MethodCodec codec(Class<?> service, String name, DecodeLimits limits) {
    ServiceContract contract = ServiceContract.of(service);
    MethodCodec[] codecs = SERIALIZER.compile(contract, new TypeRules(Set.of(), limits));
    return codecs[contract.methods(name).get(0).index()];
  }

  static byte[] write(MethodCodec codec, Consumer<BodyWriter> content) {
    ByteSink sink = ByteSink.heap(0, 64 << 20);
    content.accept(codec.writer(sink));
    return Arrays.copyOf(sink.array(), sink.position());
  }

  static BodyReader read(MethodCodec codec, byte[] body) {
    return codec.reader(body, 0, body.length);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
