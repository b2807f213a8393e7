package io.dunlin.serialization.protobuf;

import static io.dunlin.serialization.protobuf.Bodies.bytes;
import static io.dunlin.serialization.protobuf.Bodies.codec;
import static io.dunlin.serialization.protobuf.Bodies.plain;
import static io.dunlin.serialization.protobuf.Bodies.read;
import static io.dunlin.serialization.protobuf.Bodies.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileBytesTest {
  private static final DecodeLimits SMALL =
      new DecodeLimits(8, 1000, 100, 100, 100_000, 256, 512, 3, 10);
  private static final String OF_STRUCT =
      "argument 0 of "
          + Service.class.getName()
          + ".struct(com.google.protobuf.Struct): too much in it (limit: ";

  @SuppressWarnings("unused") // called by codecs only
  interface Service {
    Struct struct(Struct struct);

    StringValue string(StringValue text);

    BytesValue bytes(BytesValue bytes);

    FileDescriptorProto file(FileDescriptorProto file);

    SourceCodeInfo.Location packed(SourceCodeInfo.Location numbers);
  }

  @Test
  void deepMessageIsRefused() {
    Struct deep = Struct.getDefaultInstance();
    for (int i = 0; i < 20; i++) {
      deep =
          Struct.newBuilder()
              .putFields("", Value.newBuilder().setStructValue(deep).build())
              .build();
    }
    Struct tooDeep = deep;

    assertThatThrownBy(() -> roundTrip("struct", tooDeep, SMALL))
        .isInstanceOf(RpcException.class)
        .hasMessage(OF_STRUCT + "maxDepth 8); send less or raise the limit [RPC-1404]");
  }

  @Test
  void manyEmptyMessagesAreRefusedBeforeTheyAreMade() {
    ListValue many =
        ListValue.newBuilder()
            .addAllValues(Collections.nCopies(1000, Value.getDefaultInstance()))
            .build();
    Struct struct =
        Struct.newBuilder().putFields("", Value.newBuilder().setListValue(many).build()).build();

    assertThatThrownBy(() -> roundTrip("struct", struct, SMALL))
        .isInstanceOf(RpcException.class)
        .hasMessage(OF_STRUCT + "maxElements 1000); send less or raise the limit [RPC-1404]");
  }

  @Test
  void severalArgumentsShareTheLimits() {
    MethodCodec codec = codec(Service.class, "struct", SMALL);
    Struct struct =
        Struct.newBuilder()
            .putFields(
                "",
                Value.newBuilder()
                    .setListValue(
                        ListValue.newBuilder()
                            .addAllValues(Collections.nCopies(400, Value.getDefaultInstance())))
                    .build())
            .build();
    byte[] body =
        write(
            codec,
            writer -> {
              for (int i = 0; i < 3; i++) {
                writer.writeArgument(0, struct);
              }
            });
    BodyReader reader = read(codec, body);
    reader.readArgument(0);
    reader.readArgument(0);

    assertThatThrownBy(() -> reader.readArgument(0)).hasMessageContaining("maxElements 1000");
  }

  @Test
  void longStringIsRefused() {
    assertThatThrownBy(() -> roundTrip("string", StringValue.of("x".repeat(301)), SMALL))
        .hasMessageContaining("too much in it (limit: maxStringChars 100)");
  }

  @Test
  void longBinaryIsRefused() {
    assertThatThrownBy(
            () -> roundTrip("bytes", BytesValue.of(ByteString.copyFrom(new byte[101])), SMALL))
        .hasMessageContaining("too much in it (limit: maxBinaryBytes 100)");
  }

  @Test
  void packedNumbersAreCounted() {
    SourceCodeInfo.Location numbers =
        SourceCodeInfo.Location.newBuilder().addAllPath(Collections.nCopies(1001, 1)).build();

    assertThatThrownBy(() -> roundTrip("packed", numbers, SMALL))
        .hasMessageContaining("too much in it (limit: maxElements 1000)");
  }

  @Test
  void unknownFieldsAreCounted() {
    byte[] many = new byte[1 + 2 + 2 * 900];
    many[0] = (byte) (0x80 | (1800 & 0x7f));
    many[1] = (byte) (1800 >> 7);
    for (int i = 2; i + 1 < many.length - 1; i += 2) {
      many[i] = 0x78; // field 15, a number
      many[i + 1] = 1;
    }

    assertThatThrownBy(() -> read(codec(Service.class, "struct", SMALL), many).readArgument(0))
        .hasMessageContaining("too much in it (limit: maxAllocationBytes 100000)");
  }

  @Test
  void nestedUnknownGroupsAreRefused() {
    byte[] body = new byte[101];
    body[0] = 100;
    Arrays.fill(body, 1, 51, (byte) 0x7b); // 15: start of group
    Arrays.fill(body, 51, 101, (byte) 0x7c); // 15: end of group

    assertThatThrownBy(() -> read(codec(Service.class, "struct", SMALL), body).readArgument(0))
        .hasMessageContaining("too much in it (limit: maxDepth 8)");
  }

  @Test
  void lengthBeyondTheBodyIsRefused() {
    assertThatThrownBy(() -> read(plain(), bytes("7f 0a")).readString())
        .isInstanceOf(RpcException.class)
        .hasMessageStartingWith("a string cannot be read: ")
        .hasMessageEndingWith("deploy the same .proto files on both sides [RPC-1403]");
    assertThatThrownBy(() -> read(plain(), bytes("ffffffff0f")).readString())
        .hasMessageEndingWith("[RPC-1403]");
    assertThatThrownBy(() -> read(plain(), bytes("7f 0a")).skip())
        .hasMessageEndingWith("[RPC-1403]");
    assertThatThrownBy(() -> read(plain(), new byte[0]).readString())
        .hasMessageEndingWith("[RPC-1403]");
  }

  @Test
  void endOfAGroupThatNeverBeganIsRefused() {
    assertThatThrownBy(() -> read(plain(), bytes("01 0c")).readString())
        .hasMessageContaining("end of group 1 outside it");
    assertThatThrownBy(() -> read(plain(), bytes("01 0c")).readAttachments())
        .hasMessageContaining("group")
        .hasMessageEndingWith("; deploy the same .proto files on both sides [RPC-1403]");
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    assertThatThrownBy(() -> read(plain(), bytes("03 0a01ff")).readString())
        .hasMessageContaining("UTF-8");
  }

  @Test
  void manyOrLongAttachmentsAreRefused() {
    Map<String, String> four = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      four.put("key" + i, "value");
    }
    MethodCodec codec = codec(Service.class, "struct", SMALL);
    byte[] many = write(codec, writer -> writer.writeAttachments(Attachments.copyOf(four)));
    byte[] large =
        write(codec, writer -> writer.writeAttachments(Attachments.of("key", "x".repeat(11))));

    assertThatThrownBy(() -> read(codec, many).readAttachments())
        .hasMessage(
            "attachments: too much in it (limit: maxAttachments 3); send less or raise the limit"
                + " [RPC-1404]");
    assertThatThrownBy(() -> read(codec, large).readAttachments())
        .hasMessageContaining("(limit: maxAttachmentChars 10)");
  }

  @Test
  void deepCausesAreRefused() {
    Exception deep = new IllegalStateException("deepest");
    for (int i = 0; i < 20; i++) {
      deep = new IllegalStateException("x", deep);
      deep.setStackTrace(new StackTraceElement[0]);
    }
    Exception error = deep;
    MethodCodec codec = codec(Service.class, "struct", SMALL);
    byte[] body = write(codec, writer -> writer.writeException(error));

    assertThatThrownBy(() -> read(codec, body).readException())
        .hasMessageContaining("(limit: maxDepth 8)");
  }

  @Test
  void mutatedBodiesEndInAValueOrARefusal() {
    FileDescriptorProto file = Struct.getDescriptor().getFile().toProto();
    MethodCodec codec = codec(Service.class, "file");
    byte[] body =
        write(
            codec,
            writer -> {
              writer.writeString("2.0.2");
              writer.writeArgument(0, file);
              writer.writeException(new IllegalStateException("x", new RuntimeException("y")));
              writer.writeAttachments(Attachments.of("key", "value"));
            });
    long seed = 42;
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = Arrays.copyOf(body, body.length - random.nextInt(3) * random.nextInt(20));
      for (int i = random.nextInt(6); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        BodyReader reader = read(codec, mutated);
        reader.readString();
        reader.readArgument(0);
        reader.readException();
        reader.readAttachments();
      } catch (RpcException e) {
        assertThat(e.code()).isIn(ErrorCode.DECODE_FAILED, ErrorCode.LIMIT_EXCEEDED);
        refused++;
      } catch (RuntimeException e) {
        fail("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(refused).isBetween(1000, 19_999);
  }

  private static void roundTrip(String method, Object value, DecodeLimits limits) {
    MethodCodec codec = codec(Service.class, method, limits);
    read(codec, write(codec, writer -> writer.writeArgument(0, value))).readArgument(0);
  }
}
