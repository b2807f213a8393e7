package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializers;
import io.dunlin.serialization.TypeRules;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sample.wire.DemoService;

/** Bodies that real Dubbo peers sent, see the folder vectors of the test resources. */
class RecordedFramesTest {
  /** Bodies of fastjson2. */
  private static final int OTHER_SERIALIZATION = 23;

  private static final ServiceContract CONTRACT = ServiceContract.of(DemoService.class);
  private static final MethodCodec[] CODECS =
      Serializers.get("hessian2").compile(CONTRACT, TypeRules.DEFAULT);
  private static final MethodCodec PLAIN = Serializers.get("hessian2").plain(TypeRules.DEFAULT);

  record Row(String name, int seq, JsonNode decoded, byte[] body) {
    int status() {
      return decoded.path("header").path("status").asInt();
    }

    boolean request() {
      return decoded.path("header").path("request").asBoolean();
    }

    @Override
    public String toString() {
      return name + "#" + seq;
    }
  }

  private static List<Row> rows;

  static synchronized List<Row> all() throws IOException {
    if (rows == null) {
      rows = parsed();
    }
    return rows;
  }

  private static List<Row> parsed() throws IOException {
    List<Row> rows = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RecordedFramesTest.class.getResourceAsStream("/vectors/dubbo.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = json.readTree(line);
        byte[] frame = HexFormat.of().parseHex(row.get("hex").asText());
        if ((frame[2] & 31) != OTHER_SERIALIZATION) {
          rows.add(
              new Row(
                  row.get("name").asText(),
                  row.get("seq").asInt(),
                  row.get("decoded"),
                  Arrays.copyOfRange(frame, 16, frame.length)));
        }
      }
    }
    return rows;
  }

  /** Calls of the demo service's methods and their answers. */
  static Stream<Row> calls() throws IOException {
    return all().stream()
        .filter(row -> row.request() && methodOf(row) != null)
        .filter(row -> !row.name().startsWith("generic"));
  }

  static Stream<Row> answers() throws IOException {
    return all().stream()
        .filter(row -> !row.request() && row.status() == 20 && row.decoded().has("kind"))
        .filter(row -> requestOf(row) != null);
  }

  private static MethodDescriptor methodOf(Row row) {
    return CONTRACT.method(
        row.decoded().path("method").asText(), row.decoded().path("parameterTypes").asText());
  }

  private static MethodDescriptor requestOf(Row answer) {
    try {
      return all().stream()
          .filter(row -> row.request() && row.name().equals(answer.name()))
          .filter(
              row ->
                  row.decoded()
                      .path("header")
                      .path("id")
                      .equals(answer.decoded().path("header").path("id")))
          .map(RecordedFramesTest::methodOf)
          .filter(method -> method != null)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callIsDecodedToWhatWasSentAndWrittenSoThatTheRealReaderAgrees(Row row) throws Exception {
    MethodDescriptor method = methodOf(row);
    MethodCodec codec = CODECS[method.index()];
    BodyReader in = codec.reader(row.body(), 0, row.body().length);
    ByteSink sink = ByteSink.heap(64, 1 << 24);
    BodyWriter out = codec.writer(sink);
    for (String field :
        List.of("dubboVersion", "path", "serviceVersion", "method", "parameterTypes")) {
      String text = in.readString();
      assertThat(text).isEqualTo(row.decoded().get(field).asText(null));
      out.writeString(text);
    }
    JsonNode arguments = row.decoded().get("arguments");
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Object value = in.readArgument(i);
      new Described().assertSame(value, arguments.get(i));
      out.writeArgument(i, value);
      values.add(value);
    }
    Attachments attachments = in.readAttachments();
    assertAttachments(attachments, row.decoded().get("attachments"));
    assertThat(in.position()).isEqualTo(row.body().length);
    out.writeAttachments(attachments);

    Hessian2Input real =
        new Hessian2Input(new ByteArrayInputStream(sink.array(), 0, sink.position()));
    for (int i = 0; i < 5; i++) {
      real.readString();
    }
    for (int i = 0; i < arguments.size(); i++) {
      Class<?> declared = method.method().getParameterTypes()[i];
      Object read = real.readObject(declared);
      if (!row.name().startsWith("pojo_float")) {
        new Described().assertSame(read, arguments.get(i));
      }
    }
    assertThat((Map<?, ?>) real.readObject(Map.class)).isEqualTo(attachments.asMap());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerIsDecodedToWhatWasSentAndWrittenSoThatTheRealReaderAgrees(Row row) throws Exception {
    MethodDescriptor method = requestOf(row);
    MethodCodec codec = CODECS[method.index()];
    BodyReader in = codec.reader(row.body(), 0, row.body().length);
    ByteSink sink = ByteSink.heap(64, 1 << 24);
    BodyWriter out = codec.writer(sink);
    int kind = in.readInt();
    assertThat(kind).isEqualTo(row.decoded().get("kind").asInt());
    out.writeInt(kind);
    JsonNode described = row.decoded().get(kind % 3 == 0 ? "exception" : "value");
    if (kind % 3 == 0) {
      Throwable error = in.readException();
      assertThrowable(error, described);
      out.writeException(error);
    } else if (kind % 3 == 1) {
      Object value = in.readResult();
      if (row.name().equals("any_15_Class") || !row.name().startsWith("pojo_float")) {
        new Described().assertSame(value, described);
      }
      out.writeResult(value);
    }
    if (kind >= 3) {
      Attachments attachments = in.readAttachments();
      assertAttachments(attachments, row.decoded().get("attachments"));
      out.writeAttachments(attachments);
    }
    assertThat(in.position()).isEqualTo(row.body().length);

    Hessian2Input real =
        new Hessian2Input(new ByteArrayInputStream(sink.array(), 0, sink.position()));
    assertThat(real.readInt()).isEqualTo(kind);
    if (kind % 3 == 0) {
      Object read = real.readObject(Throwable.class);
      assertThat(((Throwable) read).getMessage())
          .isEqualTo(text(fieldOf(described, "detailMessage")));
    } else if (kind % 3 == 1) {
      Class<?> returned = method.method().getReturnType();
      Object read = real.readObject(returned == CompletableFuture.class ? String.class : returned);
      if (!row.name().startsWith("pojo_float")) {
        new Described().assertSame(read, described);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyBodyIsPassedOverToItsEnd(Row row) {
    BodyReader in = PLAIN.reader(row.body(), 0, row.body().length);
    while (in.position() < row.body().length) {
      in.skip();
    }
    assertThat(in.position()).isEqualTo(row.body().length);
  }

  @ParameterizedTest
  @MethodSource("all")
  void errorTextIsReadByThePlainCodec(Row row) {
    if (row.request() || row.status() == 20) {
      return;
    }
    BodyReader in = PLAIN.reader(row.body(), 0, row.body().length);
    assertThat(in.readString()).isNotEmpty();
    assertThat(in.position()).isEqualTo(row.body().length);
  }

  @ParameterizedTest
  @MethodSource("all")
  void genericCallIsReadByThePlainCodec(Row row) throws Exception {
    JsonNode arguments = row.decoded().path("arguments");
    if (!row.request() || !row.decoded().path("method").asText().startsWith("$")) {
      return;
    }
    BodyReader in = PLAIN.reader(row.body(), 0, row.body().length);
    for (int i = 0; i < 5; i++) {
      in.readString();
    }
    if (row.name().equals("generic_bean")) {
      in.readArgument(0);
      in.readArgument(1);
      assertThatThrownBy(() -> in.readArgument(2))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("JavaBeanDescriptor is not admitted")
          .extracting(e -> ((RpcException) e).code())
          .isEqualTo(ErrorCode.TYPE_NOT_ADMITTED);
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      new Described().assertSame(in.readArgument(i), arguments.get(i));
    }
    assertAttachments(in.readAttachments(), row.decoded().get("attachments"));
    assertThat(in.position()).isEqualTo(row.body().length);
  }

  private static void assertAttachments(Attachments found, JsonNode described) {
    JsonNode entries = described == null ? null : described.get("map");
    int size = entries == null ? 0 : entries.size();
    assertThat(found.asMap()).hasSize(size);
    for (int i = 0; i < size; i++) {
      JsonNode value = entries.get(i).get(1);
      String text = value.isObject() ? value.elements().next().asText() : value.asText();
      assertThat(found.get(entries.get(i).get(0).asText())).isEqualTo(text);
    }
  }

  private static void assertThrowable(Throwable error, JsonNode described) {
    String name = described.get("object").asText();
    if (error instanceof RemoteException remote) {
      assertThat(remote.className()).isEqualTo(name);
      assertThat(name).startsWith("com.alibaba.dubbo");
    } else {
      assertThat(error.getClass().getName()).isEqualTo(name);
      assertThat(error.getMessage()).isEqualTo(text(fieldOf(described, "detailMessage")));
    }
    assertThat(error.getStackTrace()).hasSize(fieldOf(described, "stackTrace").get("list").size());
    if (error instanceof org.sample.wire.DemoException demo) {
      assertThat(demo.getCode()).isEqualTo(42);
    }
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static JsonNode fieldOf(JsonNode object, String name) {
    for (JsonNode field : object.get("fields")) {
      if (field.get(0).asText().equals(name)) {
        return field.get(1);
      }
    }
    throw new AssertionError(name);
  }
}
