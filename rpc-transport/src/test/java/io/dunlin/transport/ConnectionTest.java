package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.MethodDescriptor;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.ManualClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The states of a connection, seen from the consumer. */
class ConnectionTest {
  private final ManualClock manual = new ManualClock();
  private final Rig rig = new Rig(ResourceConfig.DEFAULT.withClock(manual));

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private static int unusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private RpcException failure(CompletionStage<Result> call) {
    return (RpcException) Await.failure(call);
  }

  @Test
  void refusedConnectionIsBrokenAndCallsFailUnsentWithTheReason() throws Exception {
    int port = unusedPort();
    Remote remote = rig.connect(rig.transport(TransportConfig.DEFAULT), port);
    Await.until("broken", () -> remote.state() == Remote.State.BROKEN);
    assertThat(remote.failure()).hasMessageContaining("refused");
    RpcException e = failure(rig.call(remote, "hello", "Ada"));
    assertThat(e.code()).isEqualTo(ErrorCode.NOT_CONNECTED);
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e)
        .hasMessageStartingWith(
            "io.dunlin.transport.Demo.hello not sent: no connection to 127.0.0.1:"
                + port
                + " (BROKEN: ")
        .hasMessageContaining("refused")
        .hasMessageEndingWith("check that the provider listens there [RPC-1201]");
  }

  @Test
  void connectionIsMadeAgainInTheBackgroundWhenTheProviderComesBack() throws Exception {
    int port = unusedPort();
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = rig.connect(client, port);
    Await.until("broken", () -> remote.state() == Remote.State.BROKEN);
    List<Remote.State> states = new CopyOnWriteArrayList<>();
    remote.onChange(() -> states.add(remote.state()));
    RawServer server = rig.open(new RawServer(port));
    manual.advance(Duration.ofMillis(79));
    assertThat(server.waiting()).isZero();
    manual.advance(Duration.ofMillis(42));
    Rig.ready(remote);
    rig.open(server.session());
    assertThat(states).containsExactly(Remote.State.READY);
    assertThat(client.stats().snapshot().connectFailures()).isEqualTo(1);
  }

  @Test
  void backoffGrowsFrom100MillisTo5SecondsWithJitter() {
    SplittableRandom random = new SplittableRandom(7);
    Backoff backoff = new Backoff(random);
    long[] centers = {100, 400, 1600, 5000, 5000, 5000};
    for (long center : centers) {
      assertThat(backoff.next().toMillis()).isBetween(center * 8 / 10 - 1, center * 12 / 10);
    }
    backoff.reset();
    assertThat(backoff.next().toMillis()).isBetween(79L, 120L);
    long distinct =
        java.util.stream.IntStream.range(0, 50)
            .mapToObj(i -> new Backoff(random).next())
            .distinct()
            .count();
    assertThat(distinct).isGreaterThan(40);
  }

  @Test
  void callsInFlightFailAtOnceWhenTheConnectionDies() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RawServer.Session session = server.session();
    CompletionStage<Result> first = rig.call(remote, "hello", "Ada");
    CompletionStage<Result> second = rig.call(remote, "hello", "Bob");
    session.read();
    session.read();
    session.socket.setSoLinger(true, 0); // as a killed process does
    session.close();
    for (CompletionStage<Result> call : List.of(first, second)) {
      RpcException e = failure(call);
      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
      assertThat(e.failureClass()).isEqualTo(FailureClass.UNKNOWN);
      assertThat(e)
          .hasMessageContaining("was sent, but the connection to 127.0.0.1:" + server.port())
          .hasMessageContaining("before the answer came: it may have run");
    }
    Await.until("broken", () -> remote.state() == Remote.State.BROKEN);
    assertThat(failure(rig.call(remote, "hello", "Eve")).failureClass())
        .isEqualTo(FailureClass.NOT_SENT);
  }

  @Test
  void readOnlyEventStopsNewCallsLetsOldOnesEndAndCanBeTakenBack() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RawServer.Session session = rig.open(server.session());
    CompletionStage<Result> before = rig.call(remote, "hello", "Ada");
    long id = session.read().id();
    session.send(new RawFrame(0xA2, 0, 1, new byte[] {1, 'R'}));
    Await.until("draining", () -> remote.state() == Remote.State.DRAINING);
    RpcException e = failure(rig.call(remote, "hello", "Bob"));
    assertThat(e.code()).isEqualTo(ErrorCode.PEER_DRAINING);
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e).hasMessageContaining("announced that it shuts down");
    session.send(RawFrame.value(id, "still answered", java.util.Map.of()));
    assertThat(Await.result(before)).isEqualTo(Result.of("still answered"));
    session.send(new RawFrame(0xA2, 0, 2, new byte[] {1, 'W'}));
    Rig.ready(remote);
  }

  @Test
  void readOnlyEventOfADubboThatSpeaksProtobufIsUnderstood() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RawServer.Session session = rig.open(server.session());
    session.send(new RawFrame(0xB6, 0, 1, new byte[] {3, 10, 1, 'R'}));
    Await.until("draining", () -> remote.state() == Remote.State.DRAINING);
    session.send(new RawFrame(0xB6, 0, 2, new byte[] {3, 10, 1, 'W'}));
    Rig.ready(remote);
  }

  @Test
  void servicesAtOneEndpointShareTheConnectionUntilTheLastHasGone() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote first = Rig.ready(rig.connect(client, server.port()));
    Remote second = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    first.close();
    first.close();
    assertThat(first.state()).isEqualTo(Remote.State.CLOSED);
    assertThat(failure(rig.call(first, "hello", "Ada")).failureClass())
        .isEqualTo(FailureClass.NOT_SENT);
    CompletionStage<Result> call = rig.call(second, "hello", "Ada");
    long id = session.read().id();
    second.close();
    // The call that is in flight keeps the connection open.
    session.send(RawFrame.value(id, "answered", java.util.Map.of()));
    assertThat(Await.result(call)).isEqualTo(Result.of("answered"));
    assertThat(session.in.read()).isEqualTo(-1);
    assertThat(client.stats().snapshot().opened()).isEqualTo(1);
    assertThat(client.stats().snapshot().lost()).isZero();
  }

  @Test
  void severalConnectionsPerPeerAreUsedInTurn() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT.withConnectionsPerPeer(2));
    Remote remote = rig.connect(client, server.port());
    Await.until("both", () -> client.stats().snapshot().opened() == 2);
    RawServer.Session one = rig.open(server.session());
    RawServer.Session two = rig.open(server.session());
    rig.call(remote, "hello", "Ada");
    rig.call(remote, "hello", "Bob");
    assertThat(one.read().flags()).isEqualTo(0xC2);
    assertThat(two.read().flags()).isEqualTo(0xC2);
    one.close();
    Await.until("one lost", () -> client.stats().snapshot().lost() == 1);
    assertThat(remote.state()).isEqualTo(Remote.State.READY);
    rig.call(remote, "hello", "Eve");
    rig.call(remote, "hello", "Joe");
    two.read();
    two.read();
  }

  @Test
  void closingTheTransportFailsWhatIsInFlight() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    CompletionStage<Result> call = rig.call(remote, "hello", "Ada");
    session.read();
    client.close();
    client.close();
    assertThat(failure(call).failureClass()).isEqualTo(FailureClass.UNKNOWN);
    assertThat(failure(rig.call(remote, "hello", "Ada")).failureClass())
        .isEqualTo(FailureClass.NOT_SENT);
    assertThat(session.in.read()).isEqualTo(-1);
  }

  @Test
  void timeOutSaysWhereTheTimeWent() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    Invocation invocation = rig.invocation("hello", Duration.ofMillis(500), "Ada");
    CompletionStage<Result> call = remote.invoker().invoke(invocation);
    RawFrame request = session.read();
    manual.advance(Duration.ofMillis(499));
    assertThat(call.toCompletableFuture()).isNotDone();
    manual.advance(Duration.ofMillis(10));
    RpcException e = failure(call);
    assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(e.failureClass()).isEqualTo(FailureClass.UNKNOWN);
    assertThat(e.getMessage())
        .matches(
            "io.dunlin.transport.Demo.hello timed out after 50\\d ms \\(time-out 500 ms\\) at"
                + " 127.0.0.1:\\d+: written after 0.0 ms, no answer for 50\\d ms; it may have run;"
                + " raise the time-out or look at the provider \\[RPC-1206\\]");
    session.send(RawFrame.value(request.id(), "late", java.util.Map.of()));
    Await.until("late answer", () -> client.stats().snapshot().lateResponses() == 1);
    assertThat(client.stats().snapshot().timeouts()).isEqualTo(1);
    assertThat(remote.state()).isEqualTo(Remote.State.READY);
  }

  @Test
  void timeOutsOfManyCallsAreNeverEarlyAndNoneIsForgotten() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    rig.open(server.session());
    SplittableRandom random = new SplittableRandom(3);
    int[] millis = new int[500];
    List<CompletionStage<Result>> calls = new java.util.ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      millis[i] = 1 + random.nextInt(12_000); // more than one round of the wheel
      calls.add(
          remote.invoker().invoke(rig.invocation("hello", Duration.ofMillis(millis[i]), "Ada")));
    }
    Await.until(
        "all on their way", () -> calls.stream().noneMatch(c -> c.toCompletableFuture().isDone()));
    for (int now = 0; now < 12_000; now += 20) {
      for (int i = 0; i < millis.length; i++) {
        if (millis[i] > now) {
          assertThat(calls.get(i).toCompletableFuture().isDone())
              .as("%d ms at %d ms", millis[i], now)
              .isFalse();
        }
      }
      manual.advance(Duration.ofMillis(20));
    }
    // Timers that were set while this thread moved the clock are due a little later.
    Await.until(
        "all timed out",
        () -> {
          manual.advance(Duration.ofMillis(5));
          return calls.stream().allMatch(c -> c.toCompletableFuture().isDone());
        });
    assertThat(calls).allMatch(c -> Await.failure(c) instanceof RpcException);
  }

  @Test
  void timeOutIsAtMostTwoTicksLate() throws Exception {
    RawServer server = rig.open(new RawServer());
    try (RpcResources real = RpcResources.create();
        DubboTransport client =
            new DubboProtocol().newTransport(TransportConfig.DEFAULT, real, new NoCallbacks())) {
      Remote remote = Rig.ready(client.connect(Rig.instance(server.port()), Rig.codecs()));
      rig.open(server.session());
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        Invocation call = Rig.invocation(real.clock(), "hello", Duration.ofMillis(50), "Ada");
        failure(remote.invoker().invoke(call));
        best = Math.min(best, call.record().elapsedNanos() / 1_000_000);
      }
      // The best of five: a busy machine may be late, the timer may not.
      assertThat(best).isBetween(50L, 75L);
    }
  }

  @Test
  void callWhoseDeadlineHasPassedIsNotSent() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    Invocation invocation = rig.invocation("hello", Duration.ofMillis(5), "Ada");
    manual.advance(Duration.ofMillis(6));
    RpcException e = failure(remote.invoker().invoke(invocation));
    assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_BEFORE_SEND);
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
  }

  @Test
  void requestHasWhatDubboExpects() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT.withApplication("shop"));
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    rig.call(remote, "add", 40, 2);
    RawFrame frame = session.read();
    assertThat(frame.flags()).isEqualTo(0xC2);
    assertThat(frame.status()).isZero();
    var reader = frame.reader();
    assertThat(reader.readString()).isEqualTo("2.0.2");
    assertThat(reader.readString()).isEqualTo(Demo.class.getName());
    assertThat(reader.readString()).isEqualTo("0.0.0");
    assertThat(reader.readString()).isEqualTo("add");
    assertThat(reader.readString()).isEqualTo("II");
    assertThat(reader.readInt()).isEqualTo(40);
    assertThat(reader.readInt()).isEqualTo(2);
    assertThat(reader.readAttachments().asMap())
        .containsOnly(
            java.util.Map.entry("path", Demo.class.getName()),
            java.util.Map.entry("interface", Demo.class.getName()),
            java.util.Map.entry("version", "0.0.0"),
            java.util.Map.entry("timeout", "5000"),
            java.util.Map.entry("remote.application", "shop"),
            java.util.Map.entry("dunlin", io.dunlin.DunlinVersion.CURRENT));
    // What is left of a deadline that others have used, and attachments of the caller's own.
    Invocation used = rig.invocation("add", Duration.ofSeconds(5), 1, 2);
    manual.advance(Duration.ofMillis(1200));
    remote.invoker().invoke(used.withAttachment("trace", "t1"));
    reader = session.read().reader();
    for (int i = 0; i < 7; i++) {
      reader.skip();
    }
    assertThat(reader.readAttachments().asMap())
        .containsEntry("timeout", "5000")
        .containsEntry("_TO", "3800")
        .containsEntry("trace", "t1")
        .hasSize(8);
  }

  @Test
  void onewayCallEndsWhenItIsWritten() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RawServer.Session session = rig.open(server.session());
    assertThat(Await.result(rig.call(remote, "fire", "bye"))).isEqualTo(Result.of(null));
    assertThat(session.read().flags()).isEqualTo(0x82);
  }

  @Test
  void methodOfAnotherInterfaceFailsUnsent() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    MethodDescriptor foreign =
        MethodDescriptor.of(0, "other", List.of(), "void", MethodDescriptor.Shape.BLOCKING);
    Invocation hello = rig.invocation("hello", Duration.ofSeconds(1), "Ada");
    RpcException e =
        failure(
            remote
                .invoker()
                .invoke(
                    new Invocation(
                        hello.service(),
                        foreign,
                        new Object[0],
                        hello.attachments(),
                        hello.policy(),
                        hello.deadline(),
                        hello.record())));
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e).hasMessageContaining("other() is not a method of io.dunlin.transport.Demo");
  }
}
