package io.dunlin.serialization.protobuf;

import static io.dunlin.serialization.protobuf.Bodies.bytes;
import static io.dunlin.serialization.protobuf.Bodies.codec;
import static io.dunlin.serialization.protobuf.Bodies.hex;
import static io.dunlin.serialization.protobuf.Bodies.plain;
import static io.dunlin.serialization.protobuf.Bodies.read;
import static io.dunlin.serialization.protobuf.Bodies.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Api;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.DescriptorProtos.UninterpretedOption.NamePart;
import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import com.google.protobuf.Method;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufSerializerTest {
  @SuppressWarnings("unused") // called by codecs only
  interface Carried {
    Api describe(Timestamp when, Struct facts);

    CompletableFuture<ListValue> later(BytesValue bytes);

    CompletableFuture<Void> nothingLater(Empty empty);

    void nothing();

    String text(String text);

    byte[] bytes(byte[] bytes);

    boolean bool(Boolean value);

    byte int8(Byte value);

    short int16(Short value);

    char character(Character value);

    int int32(Integer value);

    long int64(Long value);

    float float32(Float value);

    double float64(Double value);

    NamePart required(NamePart part);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text", ""),
        Arguments.of("text", "Grüße, 世界 🐦"),
        Arguments.of("text", "x".repeat(100_000)),
        Arguments.of("bytes", new byte[] {0, -1, 127}),
        Arguments.of("bool", true),
        Arguments.of("int8", Byte.MIN_VALUE),
        Arguments.of("int16", Short.MIN_VALUE),
        Arguments.of("character", '\uffff'),
        Arguments.of("int32", Integer.MIN_VALUE),
        Arguments.of("int64", Long.MIN_VALUE),
        Arguments.of("float32", Float.NaN),
        Arguments.of("float64", -0.0));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueArrivesAsItWas(String method, Object value) {
    MethodCodec codec = codec(Carried.class, method);
    byte[] body =
        write(
            codec,
            writer -> {
              writer.writeArgument(0, value);
              writer.writeResult(value);
            });
    BodyReader reader = read(codec, body);

    assertThat(reader.readArgument(0)).isEqualTo(value);
    assertThat(reader.readResult()).isEqualTo(value);
    assertThat(reader.position()).isEqualTo(body.length);
  }

  @Test
  void messagesArriveAsTheyWere() {
    Timestamp when = Timestamp.newBuilder().setSeconds(1_700_000_000).setNanos(7).build();
    Struct facts =
        Struct.newBuilder()
            .putFields("ä", Value.newBuilder().setStringValue("🐦").build())
            .putFields(
                "list",
                Value.newBuilder()
                    .setListValue(
                        ListValue.newBuilder().addValues(Value.newBuilder().setNumberValue(1.5)))
                    .build())
            .build();
    Api api =
        Api.newBuilder().setName("api").addMethods(Method.newBuilder().setName("call")).build();
    MethodCodec codec = codec(Carried.class, "describe");
    byte[] body =
        write(
            codec,
            writer -> {
              writer.writeArgument(0, when);
              writer.writeArgument(1, facts);
              writer.writeResult(api);
            });
    BodyReader reader = read(codec, body);

    assertThat(reader.readArgument(0)).isEqualTo(when);
    assertThat(reader.readArgument(1)).isEqualTo(facts);
    assertThat(reader.readResult()).isEqualTo(api);
  }

  @Test
  void resultOfAFutureIsItsValue() {
    MethodCodec codec = codec(Carried.class, "later");
    ListValue list = ListValue.getDefaultInstance();

    assertThat(read(codec, write(codec, writer -> writer.writeResult(list))).readResult())
        .isEqualTo(list);
  }

  @Test
  void methodsMayReturnNothing() {
    assertThat(codec(Carried.class, "nothing")).isNotNull();
    assertThat(codec(Carried.class, "nothingLater")).isNotNull();
  }

  @Test
  void bodyIsARunOfMessagesBehindTheirLengths() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a", "b");
    entries.put("path", "");
    byte[] body =
        write(
            plain(),
            writer -> {
              writer.writeString("2.0.2");
              writer.writeString("");
              writer.writeInt(4);
              writer.writeInt(0);
              writer.writeAttachments(Attachments.copyOf(entries));
              writer.writeAttachments(Attachments.EMPTY);
            });

    assertThat(hex(body))
        .isEqualTo(
            "070a05322e302e32" // "2.0.2"
                + "00" // ""
                + "020804" // 4
                + "00" // 0
                + "12"
                + "0a060a0161120162"
                + "0a080a04706174681200" // {a=b, path=}
                + "00"); // {}
    BodyReader reader = read(plain(), body);
    assertThat(reader.readString()).isEqualTo("2.0.2");
    assertThat(reader.readString()).isEmpty();
    assertThat(reader.readInt()).isEqualTo(4);
    assertThat(reader.readInt()).isZero();
    assertThat(reader.readAttachments().asMap()).isEqualTo(entries);
    assertThat(reader.readAttachments().isEmpty()).isTrue();
  }

  @Test
  void absentAttachmentsAreNone() {
    assertThat(read(plain(), new byte[0]).readAttachments().isEmpty()).isTrue();
  }

  @Test
  void valuesArePassedOverUnread() {
    byte[] body =
        write(
            plain(),
            writer -> {
              writer.writeString("not looked at");
              writer.writeInt(5);
            });
    BodyReader reader = read(plain(), body);
    reader.skip();

    assertThat(reader.position()).isEqualTo(15 + 1);
    assertThat(reader.readInt()).isEqualTo(5);
  }

  @Test
  void exceptionArrivesWithStackAndCause() {
    Exception cause = new IllegalArgumentException((String) null);
    cause.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.D", "e", "D.java", 7)}); // no module
    Exception error = new IllegalStateException("no bird", cause);
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("a.B", "c", "B.java", 42),
          new StackTraceElement("a.N", "n", null, -2)
        });
    byte[] body = write(plain(), writer -> writer.writeException(error));
    Throwable read = read(plain(), body).readException();

    assertThat(read).isInstanceOf(RemoteException.class);
    assertThat(((RemoteException) read).className()).isEqualTo("java.lang.IllegalStateException");
    assertThat(((RemoteException) read).remoteMessage()).isEqualTo("no bird");
    assertThat(read.getStackTrace()).isEqualTo(error.getStackTrace());
    assertThat(read.getCause()).isInstanceOf(RemoteException.class);
    assertThat(((RemoteException) read.getCause()).className())
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(read.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
  }

  @Test
  void exceptionsThatCauseEachOtherAreCutOff() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);
    byte[] body = write(plain(), writer -> writer.writeException(first));

    Throwable read = read(plain(), body).readException();
    int causes = 0;
    while (read.getCause() != null) {
      read = read.getCause();
      causes++;
    }
    assertThat(causes).isEqualTo(32);
  }

  @Test
  void nullArgumentIsRefused() {
    assertThatThrownBy(
            () -> write(codec(Carried.class, "text"), writer -> writer.writeArgument(0, null)))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "argument 0 of "
                + Carried.class.getName()
                + ".text(java.lang.String) is null, which protobuf does not carry; pass an empty"
                + " message or value [RPC-1402]");
  }

  @Test
  void valueOfAnotherClassIsRefused() {
    assertThatThrownBy(
            () ->
                write(
                    codec(Carried.class, "describe"),
                    writer -> writer.writeArgument(0, StringValue.of("now"))))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "argument 0 of "
                + Carried.class.getName()
                + ".describe(com.google.protobuf.Timestamp,com.google.protobuf.Struct) is a"
                + " com.google.protobuf.StringValue (expected: com.google.protobuf.Timestamp)"
                + " [RPC-1402]");
  }

  @Test
  void messageWithoutItsRequiredFieldsIsRefusedOnBothSides() {
    MethodCodec codec = codec(Carried.class, "required");

    assertThatThrownBy(
            () ->
                write(
                    codec, writer -> writer.writeArgument(0, NamePart.newBuilder().buildPartial())))
        .hasMessageContaining("lacks required fields: name_part, is_extension [RPC-1402]");
    assertThatThrownBy(() -> read(codec, bytes("00")).readArgument(0))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("cannot be read: Message missing required fields")
        .hasMessageEndingWith("deploy the same .proto files on both sides [RPC-1403]");
  }

  @Test
  void numberOutsideTheDeclaredTypeIsRefused() {
    assertThatThrownBy(() -> read(codec(Carried.class, "int8"), bytes("03 08ac02")).readArgument(0))
        .isInstanceOf(RpcException.class)
        .hasMessage("number 300 (expected: -128 to 127) [RPC-1403]");
  }

  @Test
  void genericCallIsRefused() {
    assertThatThrownBy(() -> write(plain(), writer -> writer.writeArgument(0, "x")))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "argument 0 is not declared, and protobuf carries nothing else; make generic calls with"
                + " hessian2 [RPC-1402]");
    assertThatThrownBy(() -> read(plain(), bytes("00")).readArgument(0))
        .isInstanceOfSatisfying(
            RpcException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DECODE_FAILED));
  }

  @Test
  void extensionsAndAnyAreNotLookedInto() {
    MethodCodec codec = codec(Carried.class, "later");
    ByteString unknown = ByteString.copyFrom(bytes("0a0161 9a06021234"));
    byte[] body = new byte[unknown.size() + 1];
    body[0] = (byte) unknown.size();
    unknown.copyTo(body, 1);

    BytesValue read = (BytesValue) read(codec, body).readArgument(0);
    assertThat(read).isNotNull();
    assertThat(read.getUnknownFields().asMap()).containsOnlyKeys(99);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(Serializer.class).stream().map(ServiceLoader.Provider::get))
        .filteredOn(serializer -> serializer.name().equals("protobuf"))
        .singleElement()
        .satisfies(
            serializer -> {
              assertThat(serializer).isInstanceOf(ProtobufSerializer.class);
              assertThat(serializer.wireId()).isEqualTo(22);
            });
  }

  @Test
  void isProvidedOnTheModulePathToo() throws Exception {
    Path classes =
        Path.of(
            ProtobufSerializer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor descriptor;
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }

    assertThat(descriptor.provides())
        .singleElement()
        .satisfies(
            provides -> {
              assertThat(provides.service()).isEqualTo(Serializer.class.getName());
              assertThat(provides.providers()).containsExactly(ProtobufSerializer.class.getName());
            });
  }
}
