package io.dunlin.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dunlin.Endpoint;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.ManualClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.slf4j.helpers.NOPLogger;

/** Any bytes at all, into one connection: the server's end, and the client's. */
class LinkFuzz {
  private static final Rig RIG = new Rig(ResourceConfig.DEFAULT.withClock(new ManualClock()));
  private static final Shared SHARED =
      new Shared(
          TransportConfig.DEFAULT,
          NettyResources.of(RIG.resources),
          new NoCallbacks(),
          NOPLogger.NOP_LOGGER);
  private static final Link.Owner OWNER =
      new Link.Owner() {
        @Override
        public void peerDraining(Link link, boolean draining) {}

        @Override
        public void ended(Link link, @Nullable Throwable cause) {}
      };

  static {
    RIG.dispatcher.export(
        new ExportedService(
            Rig.CONTRACT.key(),
            Rig.codecs(),
            invocation ->
                invocation.method().name().equals("held")
                    ? CompletableFuture.completedFuture(Result.of("held"))
                    : RIG.serve(invocation),
            Runnable::run,
            null));
  }

  @AfterAll
  static void close() throws Exception {
    RIG.close();
  }

  @FuzzTest(maxDuration = "60s")
  void server(byte[] bytes) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Admission admission = new Admission(SHARED, RIG.dispatcher);
    channel
        .pipeline()
        .addLast(new Link(SHARED, channel, "10.0.0.1:1", null, admission, OWNER, false));
    feed(channel, bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void client(byte[] bytes) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Endpoint endpoint = Endpoint.of("dubbo", "10.0.0.1", 1);
    Link link =
        new Link(
            SHARED, channel, "10.0.0.1:1", endpoint, new CallbackRequests(SHARED), OWNER, true);
    channel.pipeline().addLast(link);
    RequestEncoder encoder =
        new RequestEncoder(
            SHARED,
            Rig.method("hello"),
            Rig.codecs().codec(2, Rig.method("hello").index()),
            Rig.serializer(),
            RawFrame.PLAIN,
            Demo.class.getName(),
            "0.0.0",
            java.util.Map.of(),
            java.util.Map.of());
    List<CompletionStage<Result>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(
          encoder.invoke(link, RIG.invocation("hello", Duration.ofSeconds(5), "Ada"), endpoint));
    }
    channel.runPendingTasks();
    // The first answer is for the first call, whatever else it is.
    ByteBuf sent = channel.readOutbound();
    if (sent != null && bytes.length >= 16) {
      sent.getBytes(4, bytes, 4, 8);
    }
    if (sent != null) {
      sent.release();
    }
    feed(channel, bytes);
    for (CompletionStage<Result> call : calls) {
      CompletableFuture<Result> future = call.toCompletableFuture();
      if (!future.isDone()) {
        throw new AssertionError("a caller was left waiting");
      }
      future.handle(
          (result, failure) -> {
            if (failure != null && !(failure instanceof RpcException)) {
              throw new AssertionError("not by the first law", failure);
            }
            return null;
          });
    }
  }

  private static void feed(EmbeddedChannel channel, byte[] bytes) {
    int half = bytes.length / 2;
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, half));
    }
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, half, bytes.length - half));
    }
    channel.runPendingTasks();
    channel.finishAndReleaseAll();
    channel.runPendingTasks();
    if (SHARED.receivedBytes.get() != 0 || SHARED.sendBytes.get() != 0) {
      throw new AssertionError("bytes left on the account");
    }
  }
}
