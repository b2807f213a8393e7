package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Deadline;
import io.dunlin.Endpoint;
import io.dunlin.Invocation;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodDescriptor.Shape;
import io.dunlin.MethodPolicy;
import io.dunlin.RemoteException;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.serialization.ServiceCodecs;
import io.dunlin.serialization.TypeRules;
import io.dunlin.testkit.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Frames recorded between real Dubbo peers, {@code vectors/dubbo.jsonl}: their headers, our server
 * in the place of the real one, our client in the place of the real one.
 */
class VectorsTest {
  private static final String DEMO = "org.sample.wire.DemoService";
  private static final List<Row> ROWS = load();

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private record Row(
      String name, int seq, String sender, byte[] bytes, RawFrame frame, JsonNode decoded) {
    boolean isRequest() {
      return (frame.flags() & 0x80) != 0;
    }

    @Override
    public String toString() {
      return name + "#" + seq;
    }
  }

  private static List<Row> load() {
    ObjectMapper json = new ObjectMapper();
    List<Row> rows = new ArrayList<>();
    try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/dubbo.jsonl");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode row = json.readTree(line);
        byte[] bytes = HexFormat.of().parseHex(row.get("hex").asText());
        rows.add(
            new Row(
                row.get("name").asText(),
                row.get("seq").asInt(),
                row.get("sender").asText(),
                bytes,
                RawFrame.parse(bytes),
                row.get("decoded")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Just enough of the recorded service: methods of scalars. */
  private static ServiceContract contract() {
    List<MethodDescriptor> methods = new ArrayList<>();
    String string = "java.lang.String";
    for (Object[] method :
        new Object[][] {
          {"sayHello", List.of(string), string},
          {"twice", List.of("long"), "long"},
          {"add", List.of("int", "int"), "int"},
          {"ping", List.of(), "void"},
          {"store", List.of(string), "void"},
          {"nothing", List.of(), string},
          {"attachment", List.of(string), string},
          {"later", List.of(string), string},
          {"fire", List.of(string), "void"},
          {"slow", List.of("int"), string},
          {"longText", List.of(string), string},
          {"bytes", List.of("[B"), "[B"},
          {"big", List.of("int"), string},
          {"failJdk", List.of(string), string},
          {"failChecked", List.of(string), string},
          {"failRuntime", List.of(string), string},
        }) {
      @SuppressWarnings("unchecked")
      List<String> types = (List<String>) method[1];
      methods.add(
          MethodDescriptor.of(
              methods.size(), (String) method[0], types, (String) method[2], Shape.BLOCKING));
    }
    return ServiceContract.of(DEMO, methods);
  }

  private static ServiceCodecs codecs(ServiceContract contract) {
    return ServiceCodecs.compile(contract, List.of(Rig.serializer()), TypeRules.DEFAULT);
  }

  private static CompletionStage<Result> serve(Invocation invocation) {
    Object[] arguments = invocation.arguments();
    Object first = arguments.length == 0 ? null : arguments[0];
    Object value =
        switch (invocation.method().name()) {
          case "sayHello" -> "Hello " + first;
          case "twice" -> 2 * ((Number) first).longValue();
          case "add" -> ((Number) first).intValue() + ((Number) arguments[1]).intValue();
          case "attachment" -> invocation.attachments().get((String) first);
          case "later" -> "later " + first;
          case "slow" -> "slept " + first;
          case "longText", "bytes" -> first;
          default -> null;
        };
    return CompletableFuture.completedFuture(Result.of(value));
  }

  @Test
  void everyHeaderIsReadAsRecorded() {
    assertThat(ROWS).hasSizeGreaterThanOrEqualTo(192);
    for (Row row : ROWS) {
      JsonNode expected = row.decoded.get("header");
      List<String> seen = new ArrayList<>();
      FrameCutter cutter =
          new FrameCutter(
              new FramePool(),
              new FrameCutter.Receiver() {
                @Override
                public boolean header(int flags, int status, long id, int bodyBytes) {
                  return true;
                }

                @Override
                public void frame(int flags, int status, long id, FrameBuffer body, int bytes) {
                  seen.add(
                      "%s %s %s %d %d %d %d"
                          .formatted(
                              (flags & DubboFrames.REQUEST) != 0,
                              (flags & DubboFrames.TWO_WAY) != 0,
                              (flags & DubboFrames.EVENT) != 0,
                              flags & DubboFrames.SERIALIZATION,
                              status,
                              id,
                              bytes));
                }

                @Override
                public void violation(FrameCutter.Violation violation, long found) {
                  seen.add(violation.name());
                }
              });
      ByteBuf in = Unpooled.wrappedBuffer(row.bytes);
      cutter.cut(in);
      in.release();
      assertThat(seen)
          .as(row.toString())
          .containsExactly(
              "%s %s %s %d %d %s %d"
                  .formatted(
                      expected.get("request").asBoolean(),
                      expected.get("twoWay").asBoolean(),
                      expected.get("event").asBoolean(),
                      expected.get("serialization").asInt(),
                      expected.get("status").asInt(),
                      expected.get("id").asText(),
                      expected.get("bodyLength").asInt()));
    }
  }

  @TestFactory
  List<DynamicTest> ourServerAnswersRecordedRequestsAsTheRealOneDid() throws Exception {
    ServiceContract contract = contract();
    rig.dispatcher.export(
        new ExportedService(
            contract.key(), codecs(contract), VectorsTest::serve, Runnable::run, null));
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    int port = rig.listen(transport).address().getPort();
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      if (row.isRequest() && !row.name.equals("callback")) {
        tests.add(
            DynamicTest.dynamicTest(
                row.toString(),
                () -> {
                  try (RawClient client = new RawClient(port)) {
                    answer(client, row);
                  }
                }));
      }
    }
    return tests;
  }

  private static void answer(RawClient client, Row row) throws Exception {
    client.send(row.bytes);
    RawFrame probe = new RawFrame(0xE2, 0, 4711, new byte[] {'N'});
    RawFrame frame = null;
    boolean twoWay = (row.frame.flags() & 0x40) != 0;
    if (twoWay) {
      frame = RawFrame.read(client.in);
      assertThat(frame.id()).isEqualTo(row.frame.id());
    }
    // Nothing else comes for it, and the connection still works.
    assertThat(client.call(probe).id()).isEqualTo(4711);
    if (frame == null) {
      return;
    }
    Row real =
        ROWS.stream()
            .filter(
                r -> r.name.equals(row.name) && !r.isRequest() && r.frame.id() == row.frame.id())
            .findFirst()
            .orElse(null);
    if ((row.frame.flags() & 0x20) != 0) {
      assertThat(frame).usingRecursiveComparison().isEqualTo(real.frame);
      return;
    }
    if ((row.frame.flags() & 0x1F) != 2) {
      assertThat(frame.status()).isEqualTo(40);
      assertThat(frame.text()).contains("serialization 23 is not spoken here");
      return;
    }
    boolean served =
        frame.status() == 20
            && real != null
            && real.frame.status() == 20
            && !row.name.contains("exception");
    if (!served) {
      // Types that this test's service lacks, or errors that were recorded: never a wrong value.
      if (real != null && real.frame.status() == 40) {
        assertThat(frame.status()).isEqualTo(40);
      }
      return;
    }
    var ours = frame.reader();
    var theirs = real.frame.reader();
    int kind = ours.readInt();
    assertThat(kind).as("kind").isEqualTo(theirs.readInt());
    if (kind == 4) {
      Object value = ours.readResult();
      assertThat(value).isEqualTo(theirs.readResult());
    }
    assertThat(ours.readAttachments().get("dubbo")).isEqualTo("2.0.2");
  }

  @Test
  void mostScalarRequestsAreServedAndNotJustRefused() throws Exception {
    ServiceContract contract = contract();
    rig.dispatcher.export(
        new ExportedService(
            contract.key(), codecs(contract), VectorsTest::serve, Runnable::run, null));
    int port = rig.listen(rig.transport(TransportConfig.DEFAULT)).address().getPort();
    for (String name :
        new String[] {
          "string_call",
          "long_call",
          "int_int_call",
          "attachments",
          "void_return",
          "null_return",
          "null_argument",
          "future_return",
          "bytes_20000",
          "string_over_32768",
          "string_surrogate_at_chunk_edge",
          "echo",
          "generic_string",
          "generic_ints",
          "consumer2723_string_call",
        }) {
      Row row = ROWS.stream().filter(r -> r.name.equals(name) && r.isRequest()).findFirst().get();
      try (RawClient client = new RawClient(port)) {
        assertThat(client.call(row.frame).status()).as(name).isEqualTo(20);
      }
    }
  }

  @Test
  void ourClientReadsRecordedResponsesAsWhatTheyAre() throws Exception {
    ServiceContract contract = contract();
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote =
        Rig.ready(
            rig.open(
                client.connect(
                    ServiceInstance.of(
                        Endpoint.of("dubbo", "127.0.0.1", server.port()), contract.key()),
                    codecs(contract))));
    RawServer.Session session = rig.open(server.session());
    for (Row row : ROWS) {
      if (row.isRequest() || (row.frame.flags() & 0x20) != 0) {
        continue;
      }
      MethodPolicy policy = MethodPolicy.DEFAULT.withTimeout(Duration.ofSeconds(20));
      CompletionStage<Result> call =
          remote
              .invoker()
              .invoke(
                  new Invocation(
                      contract.key(),
                      contract.methods("sayHello").get(0),
                      new Object[] {"x"},
                      Attachments.EMPTY,
                      policy,
                      Deadline.after(rig.clock, policy.timeout()),
                      new CallRecord(rig.clock)));
      session.send(row.frame.withId(session.read().id()));
      check(row, call);
    }
  }

  private static void check(Row row, CompletionStage<Result> call) {
    if (row.frame.status() != 20) {
      RpcException e = (RpcException) Await.failure(call);
      assertThat(e).as(row.toString()).hasMessageContaining("(status " + row.frame.status() + ")");
      return;
    }
    if ((row.frame.flags() & 0x1F) != 2) {
      assertThat(Await.failure(call)).hasMessageContaining("is in serialization 23");
      return;
    }
    JsonNode kind = row.decoded.get("kind");
    JsonNode value = row.decoded.get("value");
    if (value != null && !value.isTextual() && kind.asInt() % 3 == 1) {
      call.toCompletableFuture().handle((r, e) -> r).join(); // not of the type we declare
      return;
    }
    Result result = Await.result(call);
    if (kind.asInt() % 3 == 0) {
      Throwable error = ((Result.Failure) result).error();
      String className = row.decoded.get("exception").get("object").asText();
      assertThat(error instanceof RemoteException r ? r.className() : error.getClass().getName())
          .as(row.toString())
          .isEqualTo(className);
    } else {
      assertThat(((Result.Value) result).value() == null)
          .as(row.toString())
          .isEqualTo(kind.asInt() % 3 == 2);
      if (value != null && value.isTextual() && value.asText().length() < 300) {
        assertThat(((Result.Value) result).value()).isEqualTo(value.asText());
      }
    }
    assertThat(result.attachments().get("dubbo")).isEqualTo("2.0.2");
  }
}
