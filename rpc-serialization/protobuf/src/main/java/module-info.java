/** Protocol Buffers messages over Dubbo's frames: serialization 22. */
module io.dunlin.serialization.protobuf {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires transitive io.dunlin.serialization;
  requires com.google.protobuf;

  exports io.dunlin.serialization.protobuf;

  provides io.dunlin.serialization.Serializer with
      io.dunlin.serialization.protobuf.ProtobufSerializer;
}
