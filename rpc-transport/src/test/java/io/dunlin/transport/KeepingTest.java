package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heartbeats, limits of time, and limits of bytes. */
class KeepingTest {
  private static final String STRING = "Ljava/lang/String;";

  private final ManualClock manual = new ManualClock();
  private final Rig rig = new Rig(ResourceConfig.DEFAULT.withClock(manual));

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private void pass(Duration time) {
    manual.advance(time);
  }

  @Test
  void silentProviderIsAskedAfter15SecondsAndGivenUpAfterTwoHeartbeats() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    CompletionStage<Result> call =
        remote.invoker().invoke(rig.invocation("hello", Duration.ofMinutes(5), "Ada"));
    session.read();
    pass(Duration.ofMillis(14_900));
    assertThat(client.stats().snapshot().heartbeatsSent()).isZero();
    pass(Duration.ofMillis(600));
    RawFrame heartbeat = session.read();
    assertThat(heartbeat.flags()).isEqualTo(0xE2);
    assertThat(heartbeat.body()).containsExactly('N');
    pass(Duration.ofSeconds(15));
    assertThat(session.read().flags()).isEqualTo(0xE2);
    assertThat(remote.state()).isEqualTo(Remote.State.READY);
    pass(Duration.ofSeconds(15));
    RpcException e = (RpcException) Await.failure(call);
    assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    assertThat(e.failureClass()).isEqualTo(FailureClass.UNKNOWN);
    assertThat(e)
        .hasMessageContaining("nothing heard for 45")
        .hasMessageContaining("2 heartbeats unanswered");
    // The clock may have moved past the next attempt already, so the state says nothing.
    Await.until("counted", () -> client.stats().snapshot().lost() == 1);
  }

  @Test
  void answeredHeartbeatsKeepTheConnection() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    for (int i = 0; i < 6; i++) {
      while (client.stats().snapshot().heartbeatsSent() == i) {
        pass(Duration.ofMillis(500));
      }
      RawFrame heartbeat = session.read();
      session.send(new RawFrame(0x22, 20, heartbeat.id(), new byte[] {'N'}));
      // A call and its answer, so that the heartbeat's was surely read.
      CompletionStage<Result> call = rig.call(remote, "hello", "Ada");
      session.send(RawFrame.value(session.read().id(), "x", Map.of()));
      Await.result(call);
    }
    assertThat(remote.state()).isEqualTo(Remote.State.READY);
    assertThat(client.stats().snapshot().lost()).isZero();
  }

  @Test
  void serverAsksAfterAMinuteAndClosesWhatIsSilentForThree() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    RawClient dubbo = rig.open(new RawClient(server.address().getPort()));
    dubbo.call(RawFrame.request(1, "ping", ""));
    // A Dubbo consumer's own heartbeat comes every 60 s.
    pass(Duration.ofSeconds(59));
    assertThat(dubbo.call(new RawFrame(0xE2, 0, 5, new byte[] {'N'})).flags()).isEqualTo(0x22);
    pass(Duration.ofSeconds(61));
    RawFrame asked = RawFrame.read(dubbo.in);
    assertThat(asked.flags()).isEqualTo(0xE2);
    pass(Duration.ofSeconds(121));
    assertThat(dubbo.isClosedByServer()).isTrue();
  }

  @Test
  void frameThatIsNotCompletedInTimeEndsItsConnectionOnly() throws Exception {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    int port = server.address().getPort();
    List<RawClient> slow = new ArrayList<>();
    byte[] frame = RawFrame.request(1, "hello", STRING, "Ada").bytes();
    for (int i = 0; i < 32; i++) {
      RawClient client = rig.open(new RawClient(port));
      client.send(java.util.Arrays.copyOf(frame, 1 + i));
      slow.add(client);
    }
    RawClient good = rig.open(new RawClient(port));
    Await.until("all begun", () -> server instanceof DubboListener l && l.midFrame() == 32);
    pass(Duration.ofMillis(9_500));
    assertThat(good.call(RawFrame.request(1, "ping", "")).status()).isEqualTo(20);
    // One completes its frame in time.
    slow.get(0).send(java.util.Arrays.copyOfRange(frame, 1, frame.length));
    assertThat(RawFrame.read(slow.get(0).in).status()).isEqualTo(20);
    pass(Duration.ofSeconds(1));
    for (RawClient client : slow.subList(1, 32)) {
      assertThat(client.isClosedByServer()).isTrue();
    }
    // Later frames have half the time.
    slow.get(0).send(java.util.Arrays.copyOf(frame, 30));
    Await.until("begun", () -> server instanceof DubboListener l && l.midFrame() == 1);
    pass(Duration.ofSeconds(6));
    assertThat(slow.get(0).isClosedByServer()).isTrue();
    assertThat(good.call(RawFrame.request(2, "ping", "")).status()).isEqualTo(20);
  }

  @Test
  void peerThatDoesNotReadItsAnswersIsReadNoMoreAndClosedAfter30Seconds() throws Exception {
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    rig.export(Rig.CONTRACT.key(), rig.open(WorkerPool.fixed("test-worker", 4, 100_000)), null);
    Transport.Listener server = rig.listen(transport);
    RawClient deaf = rig.open(new RawClient(server.address().getPort()));
    RawClient good = rig.open(new RawClient(server.address().getPort()));
    byte[] request = RawFrame.request(1, "big", "I", 2_000).bytes();
    deaf.socket.setSoTimeout(1);
    java.util.concurrent.atomic.AtomicLong sent = new java.util.concurrent.atomic.AtomicLong();
    Thread writer =
        new Thread(
            () -> {
              try {
                while (true) {
                  deaf.send(request);
                  sent.incrementAndGet();
                }
              } catch (IOException e) {
                // closed
              }
            });
    writer.setDaemon(true);
    writer.start();
    // Blocked for good: what the systems between take is taken, and nothing more is read.
    Await.until(
        "blocked",
        Duration.ofSeconds(60),
        () -> {
          long before = sent.get();
          long waiting = transport.shared().sendBytes.get();
          java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          return waiting > 0
              && before == sent.get()
              && waiting == transport.shared().sendBytes.get()
              && ((DubboListener) server).blocked() == 1;
        });
    assertThat(good.call(RawFrame.request(1, "ping", "")).status()).isEqualTo(20);
    assertThat(transport.shared().sendBytes.get()).isLessThan(32L << 20);
    pass(Duration.ofSeconds(32));
    writer.join(10_000);
    assertThat(writer.isAlive()).isFalse();
    Await.until("counted", () -> transport.stats().snapshot().slowReaders() == 1);
    Await.until("nothing kept", () -> transport.shared().sendBytes.get() == 0);
    assertThat(good.call(RawFrame.request(2, "ping", "")).status()).isEqualTo(20);
  }

  @Test
  void callsOverTheLimitAreRefusedUnsentAndNameIt() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client =
        rig.transport(TransportConfig.DEFAULT.withPending(3, 32 << 20, 256 << 20));
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    List<CompletionStage<Result>> calls = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(rig.call(remote, "hello", "Ada"));
      ids.add(session.read().id());
    }
    RpcException e = (RpcException) Await.failure(rig.call(remote, "hello", "Ada"));
    assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_CALLS);
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e)
        .hasMessage(
            "io.dunlin.transport.Demo.hello not sent: 3 calls already in flight to 127.0.0.1:%d"
                    .formatted(server.port())
                + " (limit 3); raise maxPendingCalls or slow the caller down [RPC-1202]");
    session.send(RawFrame.value(ids.get(1), "x", Map.of()));
    Await.result(calls.get(1));
    calls.add(rig.call(remote, "hello", "Ada"));
    session.read();
  }

  @Test
  void bytesOverTheBudgetAreRefusedUnsentAndTimeOutsSayWhoDoesNotRead() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client =
        rig.transport(TransportConfig.DEFAULT.withPending(1000, 4 << 20, 256 << 20));
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session deaf = rig.open(server.session());
    String large = "z".repeat(1 << 20);
    List<CompletionStage<Result>> calls = new ArrayList<>();
    RpcException refused = null;
    while (refused == null) {
      assertThat(calls).hasSizeLessThan(200);
      CompletionStage<Result> call = rig.call(remote, "hello", large);
      calls.add(call);
      // What the operating system takes it has taken before the next.
      for (io.netty.util.concurrent.EventExecutor loop : client.shared().resources.loops()) {
        loop.submit(() -> {}).sync();
      }
      if (call.toCompletableFuture().isCompletedExceptionally()) {
        refused = (RpcException) Await.failure(call);
      }
    }
    assertThat(refused.code()).isEqualTo(ErrorCode.SEND_BUFFER_FULL);
    assertThat(refused.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(refused)
        .hasMessageContaining("bytes wait to be sent to 127.0.0.1:" + server.port())
        .hasMessageContaining("would exceed maxPendingBytesPerConnection=4194304");
    pass(Duration.ofSeconds(6));
    Await.until("all ended", () -> calls.stream().allMatch(c -> c.toCompletableFuture().isDone()));
    List<RpcException> failures = calls.stream().map(c -> (RpcException) Await.failure(c)).toList();
    assertThat(failures)
        .anySatisfy(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
              assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
              assertThat(e)
                  .hasMessageContaining("waited to be written all the time; ")
                  .hasMessageContaining("bytes before it were not read by the provider");
            });
    assertThat(failures.get(0).failureClass()).isEqualTo(FailureClass.UNKNOWN);
    deaf.close();
    Await.until("nothing kept", () -> client.shared().sendBytes.get() == 0);
  }

  @Test
  void requestOverTheLimitIsNotSent() throws Exception {
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT.withMaxBodyBytes(2048));
    Remote remote = Rig.ready(rig.connect(client, server.port()));
    RawServer.Session session = rig.open(server.session());
    RpcException e = (RpcException) Await.failure(rig.call(remote, "hello", "x".repeat(3000)));
    assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e).hasMessageContaining("(limit: 2048)").hasMessageContaining("raise maxBodyBytes");
    rig.call(remote, "hello", "fits");
    assertThat(session.read().body().length).isLessThan(2048);
  }

  @Test
  void argumentOfAnotherTypeIsNotSent() throws Exception {
    RawServer server = rig.open(new RawServer());
    Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), server.port()));
    RpcException e = (RpcException) Await.failure(rig.call(remote, "hello", new Thread("odd")));
    assertThat(e.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    assertThat(e.code()).isEqualTo(ErrorCode.ENCODE_FAILED);
    assertThat(((RpcException) Await.failure(rig.call(remote, "add", 1))).getMessage())
        .contains("1 arguments for 2 parameters of add(int,int)");
  }
}
