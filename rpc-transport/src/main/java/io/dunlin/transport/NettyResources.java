package io.dunlin.transport;

import io.dunlin.Clock;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Event loops of Netty, a timer wheel, and a pool for callbacks; all threads are daemons. */
final class NettyResources implements RpcResources {
  private final NettyLine line;
  private final EventLoopGroup loops;
  private final Clock clock;
  private final @Nullable WheelClock ownClock;
  private final WorkerPool callbacks;
  private final WorkerPool decoders;
  private final AtomicBoolean closed = new AtomicBoolean();

  NettyResources(ResourceConfig config) {
    this.line = NettyLine.detect(config.nativeTransport());
    Clock given = config.clock();
    if (given == null) {
      WheelClock wheel = new WheelClock(new NamedThreads("dunlin-timer"));
      this.clock = wheel;
      this.ownClock = wheel;
    } else {
      this.clock = given;
      this.ownClock = null;
    }
    this.loops = line.newGroup(config.ioThreads(), new NamedThreads("dunlin-io"));
    this.decoders = WorkerPool.fixed("dunlin-decoder", config.ioThreads(), Integer.MAX_VALUE);
    // What waits here is bounded by the calls in flight, and refusing a callback would lose it.
    this.callbacks =
        config.virtualCallbacks() && WorkerPool.virtualThreadsAvailable()
            ? WorkerPool.virtual("dunlin-callback", Integer.MAX_VALUE)
            : WorkerPool.fixed("dunlin-callback", config.callbackThreads(), Integer.MAX_VALUE);
  }

  /** The resources a transport was given, as this module needs them. */
  static NettyResources of(RpcResources resources) {
    if (resources instanceof NettyResources netty) {
      return netty;
    }
    throw new IllegalArgumentException(
        "resources: " + resources.getClass().getName() + " (expected: RpcResources.create())");
  }

  NettyLine line() {
    return line;
  }

  EventLoopGroup loops() {
    return loops;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Runs what is too long for an event loop and never blocks. */
  Executor decoders() {
    return decoders;
  }

  @Override
  public Executor callbackExecutor() {
    return callbacks;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    if (ownClock != null) {
      ownClock.close();
    }
    decoders.finish();
    callbacks.finish(); // last: what ends above may end futures of users
  }
}
