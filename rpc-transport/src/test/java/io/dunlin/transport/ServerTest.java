package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import io.dunlin.testkit.Await;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers, seen as bytes by a consumer of the test's own, or by ours. */
class ServerTest {
  private static final String DEMO = Demo.class.getName();
  private static final String STRING = "Ljava/lang/String;";
  private static final String GENERIC = STRING + "[" + STRING + "[Ljava/lang/Object;";

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private RawClient client(Transport.Listener server) throws Exception {
    return rig.open(new RawClient(server.address().getPort()));
  }

  private RawClient client() throws Exception {
    return client(rig.server(TransportConfig.DEFAULT));
  }

  private static RawFrame request(
      String path, String version, String method, String descriptor, Map<String, String> more)
      throws Exception {
    return RawFrame.request(0xC2, 9, path, version, method, descriptor, more, "x");
  }

  @Test
  void answerHasTheKindAndAttachmentsThatDubboExpects() throws Exception {
    RawClient client = client();
    RawFrame frame = client.call(RawFrame.request(-5, "hello", STRING, "Ada"));
    assertThat(frame.flags()).isEqualTo(0x02);
    assertThat(frame.status()).isEqualTo(20);
    assertThat(frame.id()).isEqualTo(-5);
    var reader = frame.reader();
    assertThat(reader.readInt()).isEqualTo(4);
    assertThat(reader.readString()).isEqualTo("Hello Ada");
    assertThat(reader.readAttachments().asMap()).isEqualTo(Map.of("dubbo", "2.0.2"));
    reader = client.call(RawFrame.request(6, "ping", "")).reader();
    assertThat(reader.readInt()).isEqualTo(5);
    reader = client.call(RawFrame.request(7, "fail", STRING, "boom")).reader();
    assertThat(reader.readInt()).isEqualTo(3);
    assertThat(reader.readException()).hasMessage("boom");
  }

  @Test
  void requesterOfAnotherProtocolVersionGetsNoAttachments() throws Exception {
    RawFrame frame =
        new RawFrame(
            0xC2,
            0,
            1,
            RawFrame.body(
                out -> {
                  for (String head : new String[] {"2.6.2", DEMO, null, "hello", STRING, "Ada"}) {
                    out.writeString(head);
                  }
                  out.writeString(null); // attachments may be null
                }));
    var reader = client().call(frame).reader();
    assertThat(reader.readInt()).isEqualTo(1);
    assertThat(reader.readString()).isEqualTo("Hello Ada");
  }

  @Test
  void dunlinIsToldThatWeAreDunlinAndNobodyElse() throws Exception {
    RawClient client = client();
    var reader =
        client.call(request(DEMO, "0.0.0", "hello", STRING, Map.of("dunlin", "9"))).reader();
    reader.skip();
    reader.skip();
    assertThat(reader.readAttachments().get("dunlin")).isEqualTo(io.dunlin.DunlinVersion.CURRENT);
  }

  @Test
  void attachmentsTravelBothWays() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    Remote remote =
        Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.address().getPort()));
    for (int i = 0; i < 3; i++) {
      Invocation call =
          rig.invocation("attachment", Duration.ofSeconds(5), "trace")
              .withAttachment("trace", "abc-" + i);
      Result result = Await.result(remote.invoker().invoke(call));
      assertThat(((Result.Value) result).value()).isEqualTo("abc-" + i);
      assertThat(result.attachments().get("reply-key")).isEqualTo("reply-value");
    }
  }

  @Test
  void unknownServiceIsRefusedWithTheListOfWhatThereIs() throws Exception {
    RawFrame frame = client().call(request("com.acme.Other", "1.0.0", "hello", STRING, Map.of()));
    assertThat(frame.status()).isEqualTo(40);
    assertThat(frame.text())
        .isEqualTo(
            "service com.acme.Other:1.0.0 is not exported here, exported are: "
                + DEMO
                + "; compare interface, group and version [RPC-1301]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a:1", " "})
  void pathsThatAreNoNamesAreRefused(String path) throws Exception {
    RawFrame frame = client().call(request(path, "0.0.0", "hello", STRING, Map.of()));
    assertThat(frame.status()).isEqualTo(40);
    assertThat(frame.text()).contains("is not exported here");
  }

  @Test
  void groupAndVersionSelectTheService() throws Exception {
    WorkerPool pool = rig.open(WorkerPool.fixed("test-worker", 2, 10));
    ServiceKey blue = new ServiceKey(DEMO, "blue", "1.2.0");
    rig.dispatcher.export(
        new ExportedService(
            blue,
            Rig.codecs(),
            invocation ->
                CompletableFuture.completedFuture(Result.of("blue " + invocation.service())),
            pool,
            null));
    RawClient client = client();
    var reader =
        client.call(request(DEMO, "1.2.0", "hello", STRING, Map.of("group", "blue"))).reader();
    reader.readInt();
    assertThat(reader.readString()).isEqualTo("blue blue/" + DEMO + ":1.2.0");
    RawFrame green = client.call(request(DEMO, "1.2.0", "hello", STRING, Map.of("group", "green")));
    assertThat(green.status()).isEqualTo(40);
    assertThat(green.text())
        .contains("service green/%s:1.2.0 is not exported".formatted(DEMO))
        .contains("exported are: blue/%s:1.2.0, %s".formatted(DEMO, DEMO));
    assertThat(client.call(request(DEMO, "9.9.9", "hello", STRING, Map.of())).text())
        .contains(DEMO + ":9.9.9 is not exported");
    // The attachments win over the head.
    RawFrame moved =
        client.call(
            request(DEMO, "1.2.0", "hello", STRING, Map.of("group", "blue", "version", "2")));
    assertThat(moved.text()).contains("service blue/%s:2 is not exported".formatted(DEMO));
  }

  @Test
  void attachmentsThatNameAnotherServiceThanTheHeadAreRefused() throws Exception {
    RawFrame frame =
        client().call(request(DEMO, "0.0.0", "hello", STRING, Map.of("path", "com.acme.Other")));
    assertThat(frame.status()).isEqualTo(40);
    assertThat(frame.text())
        .contains("names service " + DEMO + " in its head and com.acme.Other in its attachments");
  }

  @Test
  void unknownMethodIsRefusedWithTheOverloadsThereAre() throws Exception {
    RawClient client = client();
    assertThat(client.call(request(DEMO, "0.0.0", "hello", "I", Map.of())).text())
        .isEqualTo(
            "service "
                + DEMO
                + " has no method hello with parameters 'I' (there are:"
                + " hello(java.lang.String)); deploy the same interface on both sides [RPC-1302]");
    RawFrame none = client.call(request(DEMO, "0.0.0", "nope", "java.lang.String", Map.of()));
    assertThat(none.status()).isEqualTo(40);
    assertThat(none.text()).contains("(none of that name)");
  }

  @Test
  void headsAreRecognisedByTheirBytes() throws Exception {
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    rig.export(Rig.CONTRACT.key(), rig.open(WorkerPool.fixed("test-worker", 2, 10)), null);
    RawClient client = client(rig.listen(transport));
    for (int i = 0; i < 10; i++) {
      assertThat(client.call(RawFrame.request(i, "hello", STRING, "Ada")).status()).isEqualTo(20);
      assertThat(client.call(RawFrame.request(i, "ping", "")).status()).isEqualTo(20);
    }
    assertThat(transport.stats().snapshot().headsParsed()).isEqualTo(2);
    // Exports change: what was known is looked up anew.
    Subscription other =
        rig.dispatcher.export(
            new ExportedService(
                new ServiceKey(DEMO, "", "2"), Rig.codecs(), rig::serve, Runnable::run, null));
    client.call(RawFrame.request(1, "ping", ""));
    assertThat(transport.stats().snapshot().headsParsed()).isEqualTo(3);
    other.close();
    assertThat(client.call(request(DEMO, "2", "hello", STRING, Map.of())).status()).isEqualTo(40);
  }

  @Test
  void serviceWithdrawnIsRefusedEvenToWhoCalledItBefore() throws Exception {
    WorkerPool pool = rig.open(WorkerPool.fixed("test-worker", 2, 10));
    Subscription export =
        rig.dispatcher.export(
            new ExportedService(Rig.CONTRACT.key(), Rig.codecs(), rig::serve, pool, null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    assertThat(client.call(RawFrame.request(1, "ping", "")).status()).isEqualTo(20);
    export.close();
    assertThat(client.call(RawFrame.request(2, "ping", "")).status()).isEqualTo(40);
  }

  @Test
  void secondExportOfOneKeyIsRefused() {
    rig.export(Rig.CONTRACT.key(), Runnable::run, null);
    assertThatThrownBy(() -> rig.export(Rig.CONTRACT.key(), Runnable::run, null))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            DEMO + " is exported already; give one of the two another group or version [RPC-1503]");
  }

  @Test
  void portInUseIsSaid() {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    DubboTransport second = rig.transport(TransportConfig.DEFAULT);
    assertThatThrownBy(() -> second.listen(server.address(), rig.dispatcher))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("cannot listen on /127.0.0.1:" + server.address().getPort())
        .hasMessageContaining("in use")
        .hasMessageEndingWith(
            "stop the other process, choose another port, or port 0 for any free one [RPC-1504]");
  }

  @Test
  void tokenIsCheckedBeforeArgumentsAreDecoded() throws Exception {
    rig.export(Rig.CONTRACT.key(), rig.open(WorkerPool.fixed("test-worker", 2, 10)), "secret");
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    RawFrame none = client.call(request(DEMO, "0.0.0", "hello", STRING, Map.of()));
    assertThat(none.status()).isEqualTo(70);
    assertThat(none.text())
        .startsWith("service " + DEMO + " demands a token and the request has none; ")
        .endsWith("[RPC-1309]");
    assertThat(
            client.call(request(DEMO, "0.0.0", "hello", STRING, Map.of("token", "secreT"))).text())
        .contains("the request has another")
        .doesNotContain("secret");
    // The argument is no string: whoever has no token does not learn that.
    RawFrame wrong =
        RawFrame.request(0xC2, 3, DEMO, "0.0.0", "hello", STRING, Map.of(), List.of("x"));
    assertThat(client.call(wrong).text()).contains("demands a token");
    for (int i = 0; i < 3; i++) {
      assertThat(
              client
                  .call(request(DEMO, "0.0.0", "hello", STRING, Map.of("token", "secret")))
                  .status())
          .isEqualTo(20);
      assertThat(client.call(request(DEMO, "0.0.0", "hello", STRING, Map.of())).status())
          .isEqualTo(70);
    }
  }

  @Test
  void ourClientSendsTheTokenThatTheRegistryKnows() throws Exception {
    rig.export(Rig.CONTRACT.key(), rig.open(WorkerPool.fixed("test-worker", 2, 10)), "secret");
    int port = rig.listen(rig.transport(TransportConfig.DEFAULT)).address().getPort();
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    var instance =
        new io.dunlin.ServiceInstance(
            io.dunlin.Endpoint.of("dubbo", "127.0.0.1", port),
            Rig.CONTRACT.key(),
            100,
            "",
            "0.1.0",
            0,
            Map.of("token", "secret"));
    Remote remote = Rig.ready(rig.open(transport.connect(instance, Rig.codecs())));
    assertThat(rig.value(remote, "hello", "Ada")).isEqualTo("Hello Ada");
    Remote without = Rig.ready(rig.connect(transport, port));
    RpcException e = (RpcException) Await.failure(rig.call(without, "hello", "Ada"));
    assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_REFUSED);
    assertThat(e.failureClass()).isEqualTo(FailureClass.REJECTED);
  }

  @Test
  void fullPoolIsSaidAtOnceAndHeartbeatsGoOn() throws Exception {
    WorkerPool pool = rig.open(WorkerPool.fixed("small", 1, 0));
    CompletableFuture<String> gate = new CompletableFuture<>();
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation -> CompletableFuture.completedFuture(Result.of(gate.join())),
            pool,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    client.send(RawFrame.request(1, "hello", STRING, "busy").bytes());
    Await.until("busy", () -> pool.inFlight() == 1);
    RawFrame refused = client.call(RawFrame.request(2, "hello", STRING, "x"));
    assertThat(refused.status()).isEqualTo(100);
    assertThat(refused.id()).isEqualTo(2);
    assertThat(refused.text())
        .isEqualTo(
            "hello(java.lang.String) not begun: pool small is full: 1 threads busy, queue of 0"
                + " full [RPC-1304]");
    // One-way requests are dropped without a word.
    client.send(RawFrame.request(0x82, 3, DEMO, "0.0.0", "fire", STRING, Map.of(), "x").bytes());
    assertThat(client.call(new RawFrame(0xE2, 0, 77, new byte[] {'N'})))
        .usingRecursiveComparison()
        .isEqualTo(new RawFrame(0x22, 20, 77, new byte[] {'N'}));
    gate.complete("done");
    assertThat(RawFrame.read(client.in).id()).isEqualTo(1);
    Await.until("free", () -> pool.inFlight() == 0);
    assertThat(client.call(RawFrame.request(4, "hello", STRING, "x")).status()).isEqualTo(20);
  }

  @Test
  void requestThatWaitedLongerThanItsCallerIsNotRun() throws Exception {
    WorkerPool pool = rig.open(WorkerPool.fixed("one", 1, 10));
    CompletableFuture<String> gate = new CompletableFuture<>();
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation -> {
              rig.fired.add((String) invocation.arguments()[0]);
              return CompletableFuture.completedFuture(Result.of(gate.join()));
            },
            pool,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    client.send(RawFrame.request(1, "hello", STRING, "first").bytes());
    Await.until("busy", () -> !rig.fired.isEmpty());
    client.send(request(DEMO, "0.0.0", "hello", STRING, Map.of("timeout", "5")).bytes());
    Await.until("queued", () -> pool.inFlight() == 2);
    long queued = System.nanoTime();
    Await.until("expired", () -> System.nanoTime() - queued > 6_000_000);
    gate.complete("done");
    assertThat(RawFrame.read(client.in).status()).isEqualTo(20);
    RawFrame refused = RawFrame.read(client.in);
    assertThat(refused.status()).isEqualTo(70);
    assertThat(refused.text())
        .matches(
            "hello\\(java.lang.String\\) not begun: it waited \\d+ ms for a thread, its caller"
                + " gives it 5 ms; add threads or providers \\[RPC-1308\\]");
    assertThat(rig.fired).containsExactly("first");
  }

  @Test
  void remainingTimeOfTheCallerBecomesTheDeadline() throws Exception {
    CompletableFuture<Invocation> seen = new CompletableFuture<>();
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation -> {
              seen.complete(invocation);
              return CompletableFuture.completedFuture(Result.of("x"));
            },
            Runnable::run,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    client.call(request(DEMO, "0.0.0", "hello", STRING, Map.of("timeout", "60000", "_TO", "4000")));
    Invocation invocation = seen.join();
    assertThat(invocation.deadline().remainingNanos()).isBetween(1_000_000_000L, 4_000_000_000L);
    assertThat(invocation.policy().timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(invocation.attribute(Dispatcher.REMOTE_ADDRESS)).startsWith("127.0.0.1:");
    assertThat(invocation.attachments().get(AttachmentKeys.PATH)).isEqualTo(DEMO);
  }

  @Test
  void argumentsThatCannotBeReadAreRefused() throws Exception {
    RawClient client = client();
    RawFrame good = RawFrame.request(1, "add", "II", 1, 2);
    RawFrame wrongType = RawFrame.request(1, "add", "II", "one", "two");
    assertThat(client.call(wrongType).status()).isEqualTo(40);
    byte[] cut = java.util.Arrays.copyOf(good.body(), good.body().length - 20);
    RawFrame truncated = client.call(new RawFrame(0xC2, 0, 2, cut));
    assertThat(truncated.status()).isEqualTo(40);
    assertThat(truncated.text()).startsWith("Fail to decode request due to: ");
    RawFrame empty = client.call(new RawFrame(0xC2, 0, 3, new byte[0]));
    assertThat(empty.status()).isEqualTo(40);
    assertThat(empty.text()).startsWith("Fail to decode request due to: its head cannot be read");
    assertThat(client.call(good).status()).isEqualTo(20);
  }

  @Test
  void unknownClassInTheArgumentsIsRefusedByName() throws Exception {
    WorkerPool pool = rig.open(WorkerPool.fixed("test-worker", 2, 10));
    ServiceContract open = ServiceContract.of(Open.class);
    rig.dispatcher.export(
        new ExportedService(
            open.key(),
            io.dunlin.serialization.ServiceCodecs.compile(
                open, List.of(Rig.serializer()), io.dunlin.serialization.TypeRules.DEFAULT),
            invocation -> CompletableFuture.completedFuture(Result.of("reached")),
            pool,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    byte[] head =
        RawFrame.body(
            out -> {
              for (String s :
                  new String[] {
                    "2.0.2", Open.class.getName(), "0.0.0", "any", "Ljava/lang/Object;"
                  }) {
                out.writeString(s);
              }
            });
    byte[] name = Canary.class.getName().getBytes();
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    body.write(head);
    body.write('C');
    body.write(0x30);
    body.write(name.length);
    body.write(name);
    body.write(new byte[] {(byte) 0x90, 0x60, 'N'});
    RawFrame refused = client.call(new RawFrame(0xC2, 0, 5, body.toByteArray()));
    assertThat(refused.status()).isEqualTo(40);
    assertThat(refused.text()).contains(Canary.class.getName()).endsWith("[RPC-1401]");
    assertThat(Canary.made).isZero();
  }

  /** Takes anything. */
  public interface Open {
    Object any(Object value);
  }

  /** Counts how often it is made. */
  static final class Canary implements Serializable {
    static int made;

    Canary() {
      made++;
    }
  }

  @Test
  void foreignSerializationIsAnswered() throws Exception {
    RawFrame refused = client().call(new RawFrame(0xC0 | 23, 0, 5, new byte[] {0, 0, 0, 1, 'N'}));
    assertThat(refused.flags()).isEqualTo(2);
    assertThat(refused.status()).isEqualTo(40);
    assertThat(refused.text())
        .isEqualTo(
            "serialization 23 is not spoken here (expected: [hessian2]); set"
                + " serialization=hessian2 [RPC-1303]");
  }

  @Test
  void echoReturnsAnyValueUnchanged() throws Exception {
    RawClient client = client();
    Map<String, Object> value = Map.of("k", List.of(1, 2L, "three"));
    RawFrame frame =
        client.call(
            RawFrame.request(
                0xC2, 1, DEMO, "0.0.0", "$echo", "Ljava/lang/Object;", Map.of(), value));
    var reader = frame.reader();
    assertThat(reader.readInt()).isEqualTo(4);
    assertThat(reader.readResult()).isEqualTo(value);
    assertThat(reader.readAttachments().get("dubbo")).isEqualTo("2.0.2");
  }

  @Test
  void genericCallsAreServed() throws Exception {
    RawClient client = client();
    var reader = client.call(generic("add", new String[] {"int", "int"}, 40, 2)).reader();
    assertThat(reader.readInt()).isEqualTo(4);
    assertThat(reader.readResult()).isEqualTo(42);
    reader = client.call(generic("hello", null, "Ada")).reader();
    assertThat(reader.readInt()).isEqualTo(4);
    assertThat(reader.readResult()).isEqualTo("Hello Ada");
    reader = client.call(generic("fail", null, "boom")).reader();
    assertThat(reader.readInt()).isEqualTo(3);
    assertThat(reader.readException())
        .hasMessageContaining("boom")
        .extracting("className", "fields")
        .containsExactly(
            "org.apache.dubbo.rpc.service.GenericException",
            Map.of(
                "exceptionClass", "java.lang.IllegalStateException", "exceptionMessage", "boom"));
  }

  @Test
  void genericCallsThatDoNotFitAreRefused() throws Exception {
    RawClient client = client();
    RawFrame none = client.call(generic("nope", null));
    assertThat(none.status()).isEqualTo(40);
    assertThat(none.text()).contains("has no method nope");
    assertThat(client.call(generic("add", null, 1)).text())
        .contains("called with 1 arguments (expected: 2)")
        .endsWith("[RPC-1506]");
    assertThat(client.call(generic("add", new String[] {"long"}, 1)).text())
        .contains("has no method add with parameters 'long' (there are: add(int,int))");
    RawFrame bean =
        client.call(
            RawFrame.request(
                0xC2,
                1,
                DEMO,
                "0.0.0",
                "$invoke",
                GENERIC,
                Map.of("generic", "nativejava"),
                "add",
                null,
                new Object[0]));
    assertThat(bean.status()).isEqualTo(40);
    assertThat(bean.text()).startsWith("generic=nativejava is not served (expected: true)");
  }

  private static RawFrame generic(String method, String[] types, Object... arguments) {
    return RawFrame.request(
        0xC2,
        1,
        DEMO,
        "0.0.0",
        "$invoke",
        GENERIC,
        Map.of("generic", "true"),
        method,
        types,
        arguments);
  }

  @Test
  void onewayRequestIsRunAndNotAnswered() throws Exception {
    RawClient client = client();
    client.send(RawFrame.request(0x82, 1, DEMO, "0.0.0", "fire", STRING, Map.of(), "bye").bytes());
    Await.until("fired", () -> rig.fired.contains("bye"));
    assertThat(client.call(RawFrame.request(2, "ping", "")).id()).isEqualTo(2);
  }

  @Test
  void answerOverTheLimitIsReplacedByStatus25() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT.withMaxBodyBytes(2048));
    RawFrame frame = client(server).call(RawFrame.request(1, "big", "I", 5000));
    assertThat(frame.status()).isEqualTo(25);
    assertThat(frame.text())
        .startsWith("Data length too large: big(int) of " + DEMO + " ran, but its response body")
        .endsWith("[RPC-1306]");
  }

  @Test
  void resultThatCannotBeEncodedIsStatus50() throws Exception {
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation -> CompletableFuture.completedFuture(Result.of(new Thread("odd"))),
            Runnable::run,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    RawFrame frame = client.call(RawFrame.request(1, "hello", STRING, "x"));
    assertThat(frame.status()).isEqualTo(50);
    assertThat(frame.text()).startsWith("hello(java.lang.String) of " + DEMO + " ran, but its");
  }

  @Test
  void failuresOfTheProvidersFrameworkKeepTheirClass() throws Exception {
    CompletableFuture<CompletionStage<Result>> answer = new CompletableFuture<>();
    rig.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation -> {
              String kind = (String) invocation.arguments()[0];
              return switch (kind) {
                case "rejected" ->
                    CompletableFuture.failedFuture(
                        RpcException.refusal(ErrorCode.TOKEN_REFUSED, "no"));
                case "limit" ->
                    CompletableFuture.failedFuture(
                        RpcException.refusal(ErrorCode.TOO_MANY_CALLS, "busy"));
                case "other" ->
                    CompletableFuture.failedFuture(
                        RpcException.of(ErrorCode.FILTER_FAILED, "broken"));
                case "throws" -> throw new IllegalStateException("secret detail");
                case "null" -> CompletableFuture.completedFuture(null);
                default -> answer.join();
              };
            },
            Runnable::run,
            null));
    RawClient client = client(rig.listen(rig.transport(TransportConfig.DEFAULT)));
    Map<String, Integer> expected =
        Map.of("rejected", 70, "limit", 100, "other", 80, "throws", 80, "null", 80);
    for (Map.Entry<String, Integer> each : expected.entrySet()) {
      RawFrame frame = client.call(RawFrame.request(1, "hello", STRING, each.getKey()));
      assertThat(frame.status()).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(frame.text()).endsWith("]").doesNotContain("secret detail");
    }
  }

  @Test
  void bytesThatAreNoFrameCloseTheConnectionAndNoOther() throws Exception {
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    rig.export(Rig.CONTRACT.key(), rig.open(WorkerPool.fixed("test-worker", 2, 10)), null);
    Transport.Listener server = rig.listen(transport);
    RawClient good = client(server);
    RawClient text = client(server);
    text.send("ls\r\n".getBytes());
    assertThat(text.isClosedByServer()).isTrue();
    RawClient negative = client(server);
    negative.send(new RawFrame(0xC2, 0, 1, new byte[0]).bytes(-1));
    assertThat(negative.isClosedByServer()).isTrue();
    RawClient huge = client(server);
    RawFrame refused = null;
    huge.send(new RawFrame(0xC2, 0, 4, new byte[0]).bytes(Integer.MAX_VALUE));
    refused = RawFrame.read(huge.in);
    assertThat(refused.status()).isEqualTo(40);
    assertThat(refused.text())
        .isEqualTo(
            "request body has 2147483647 bytes (limit: 8388608); send less per call or raise"
                + " maxBodyBytes on both sides [RPC-1204]");
    assertThat(huge.isClosedByServer()).isTrue();
    assertThat(good.call(RawFrame.request(1, "ping", "")).status()).isEqualTo(20);
    var stats = transport.stats().snapshot();
    assertThat(stats.unknownMagic()).isEqualTo(1);
    assertThat(stats.badLengths()).isEqualTo(2);
  }

  @Test
  void requestOverTheLimitIsRefusedAndTheConnectionKept() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT.withMaxBodyBytes(2048));
    RawClient client = client(server);
    RawFrame refused = client.call(RawFrame.request(1, "hello", STRING, "x".repeat(5000)));
    assertThat(refused.status()).isEqualTo(40);
    assertThat(refused.text()).contains("(limit: 2048)").endsWith("[RPC-1204]");
    assertThat(client.call(RawFrame.request(2, "ping", "")).status()).isEqualTo(20);
  }

  @Test
  void largeRequestsBeyondTheBudgetAreRefusedFromTheirHeader() throws Exception {
    TransportConfig config =
        TransportConfig.DEFAULT.withMaxBodyBytes(1 << 20).withPending(1000, 64 << 20, 1 << 20);
    Transport.Listener server = rig.server(config);
    RawClient first = client(server);
    RawClient second = client(server);
    byte[] large = RawFrame.request(1, "hello", STRING, "x".repeat(900_000)).bytes();
    first.send(java.util.Arrays.copyOf(large, 100)); // holds its share
    Await.until(
        "header seen",
        () -> {
          try {
            return second.call(RawFrame.request(2, "hello", STRING, "y".repeat(900_000))).status()
                == 100;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    first.send(java.util.Arrays.copyOfRange(large, 100, large.length));
    assertThat(RawFrame.read(first.in).status()).isEqualTo(20);
    RawFrame third = second.call(RawFrame.request(3, "hello", STRING, "y".repeat(900_000)));
    assertThat(third.status()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 500})
  void eventsThatAreNoneAreRefused(int bytes) throws Exception {
    RawClient client = client();
    RawFrame frame = client.call(new RawFrame(0xE2, 0, 5, new byte[bytes]));
    assertThat(frame.status()).isEqualTo(40);
    assertThat(frame.text()).contains("event of " + bytes + " bytes (expected: 1 to 15)");
  }

  @Test
  void heartbeatsAreAnsweredWhateverTheSerializationAndOtherEventsAreNot() throws Exception {
    RawClient client = client();
    assertThat(client.call(new RawFrame(0xE0 | 23, 0, 5, new byte[] {0, 0, 0, 1, (byte) 0xAF})))
        .usingRecursiveComparison()
        .isEqualTo(new RawFrame(0x20 | 23, 20, 5, new byte[] {0, 0, 0, 1, (byte) 0xAF}));
    client.send(new RawFrame(0xE2, 0, 6, new byte[] {1, 'R'}).bytes());
    client.send(new RawFrame(0xA2, 0, 7, new byte[] {'N'}).bytes());
    assertThat(client.call(RawFrame.request(8, "ping", "")).id()).isEqualTo(8);
  }

  @Test
  void drainTellsPeersLetsCallsEndAndRefusesLaterOnes() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    Remote remote =
        Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.address().getPort()));
    RawClient raw = client(server);
    CompletionStage<Result> running = rig.call(remote, "held", "x");
    Await.until("running", () -> rig.held.size() == 1);
    raw.call(RawFrame.request(1, "ping", ""));
    CompletionStage<Void> drained = server.drain(3_000);
    assertThat(RawFrame.read(raw.in))
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(new RawFrame(0xA2, 0, 0, new byte[] {1, 'R'}));
    Await.until("told", () -> remote.state() == Remote.State.DRAINING);
    // What was on its way when the notice was read is still served …
    assertThat(raw.call(RawFrame.request(2, "ping", "")).status()).isEqualTo(20);
    // … but not for ever.
    Await.until(
        "refused",
        () -> {
          try {
            RawFrame frame = raw.call(RawFrame.request(3, "ping", ""));
            return frame.status() == 70 && frame.text().endsWith("[RPC-1310]");
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertThat(drained.toCompletableFuture()).isNotDone();
    rig.held.get(0).complete("finished");
    assertThat(((Result.Value) Await.result(running)).value()).isEqualTo("finished");
    Await.result(drained);
    server.close();
    assertThat(raw.isClosedByServer()).isTrue();
  }

  @Test
  void drainEndsWithTheGracePeriod() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    RawClient raw = client(server);
    raw.send(RawFrame.request(1, "held", STRING, "x").bytes());
    Await.until("running", () -> rig.held.size() == 1);
    Await.result(server.drain(100));
    server.close();
  }

  @Test
  void callbacksAreCalledOverTheCallersConnection() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    Remote remote =
        Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.address().getPort()));
    List<String> steps = new java.util.concurrent.CopyOnWriteArrayList<>();
    Demo.Listener listener =
        (step, percent) -> {
          steps.add(step + "=" + percent);
          return "seen " + step;
        };
    rig.value(remote, "watch", "k", listener);
    rig.value(remote, "watch", "k", listener);
    Demo.Listener first = rig.watchers.poll();
    Demo.Listener second = rig.watchers.poll();
    assertThat(second).as("the same object is the same callback").isSameAs(first);
    assertThat(first.progress("a", 50)).isEqualTo("seen a");
    assertThat(first.progress("b", 100)).isEqualTo("seen b");
    assertThat(steps).containsExactly("a=50", "b=100");
    rig.value(remote, "watch", "k", (Demo.Listener) (step, percent) -> "another");
    assertThat(rig.watchers.poll().progress("a", 1)).isEqualTo("another");
  }

  @Test
  void callbackFramesAreThoseOfDubbo() throws Exception {
    RawClient client = client();
    client.call(
        RawFrame.request(
            0xC2,
            1,
            DEMO,
            "0.0.0",
            "watch",
            STRING + "L" + Demo.Listener.class.getName().replace('.', '/') + ";",
            Map.of("sys_callback_arg-1", "2084486251"),
            "k",
            null));
    Demo.Listener listener = rig.watchers.poll();
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> listener.progress("k", 50));
    RawFrame request = RawFrame.read(client.in);
    assertThat(request.flags()).isEqualTo(0xC2);
    var reader = request.reader();
    assertThat(reader.readString()).isEqualTo("2.0.2");
    assertThat(reader.readString()).isEqualTo(Demo.Listener.class.getName());
    assertThat(reader.readString()).isNull();
    assertThat(reader.readString()).isEqualTo("progress");
    assertThat(reader.readString()).isEqualTo("Ljava/lang/String;I");
    assertThat(reader.readString()).isEqualTo("k");
    assertThat(reader.readInt()).isEqualTo(50);
    assertThat(reader.readAttachments().asMap())
        .containsEntry("callback.service.instid", "2084486251")
        .containsEntry("path", Demo.Listener.class.getName());
    client.send(RawFrame.value(request.id(), "k=50", Map.of()).bytes());
    assertThat(answer.join()).isEqualTo("k=50");
  }

  @Test
  void requestsToAConsumerThatPassedNoCallbackAreRefused() throws Exception {
    RawServer server = rig.open(new RawServer());
    Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RawServer.Session session = rig.open(server.session());
    session.send(RawFrame.request(1, "hello", STRING, "x"));
    RawFrame refused = session.read();
    assertThat(refused.status()).isEqualTo(40);
    assertThat(refused.text()).contains("no callback of any interface");
    session.send(new RawFrame(0xE2, 0, 77, new byte[] {'N'}));
    assertThat(session.read().flags()).isEqualTo(0x22);
  }

  @Test
  void closedPoolRefusesWithAReason() {
    WorkerPool pool = WorkerPool.fixed("gone", 1, 0);
    pool.close();
    assertThatThrownBy(() -> pool.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("pool gone is closed");
  }

  @Test
  void listeningOnAllAddressesWorks() {
    rig.export(Rig.CONTRACT.key(), Runnable::run, null);
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    Transport.Listener listener =
        rig.open(transport.listen(new InetSocketAddress((InetAddress) null, 0), rig.dispatcher));
    Remote remote = Rig.ready(rig.connect(transport, listener.address().getPort()));
    assertThat(rig.value(remote, "ping")).isNull();
    assertThat(Attachments.EMPTY.isEmpty()).isTrue();
  }
}
