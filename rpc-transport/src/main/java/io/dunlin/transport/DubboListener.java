package io.dunlin.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open port and the connections that came in through it. */
final class DubboListener implements Transport.Listener, Link.Owner {
  private static final Logger log = LoggerFactory.getLogger(DubboListener.class);

  /** How long a peer that was told may go on: its requests are already on their way. */
  private static final long QUIET_NANOS = 200_000_000L;

  private static final Duration DRAIN_STEP = Duration.ofMillis(20);
  private static final long CLOSE_SECONDS = 3;

  private final Shared shared;
  private final DubboTransport transport;
  private final Admission admission;
  private final Channel channel;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable CompletableFuture<Void>> draining =
      new AtomicReference<>();

  DubboListener(
      Shared shared, DubboTransport transport, Dispatcher dispatcher, InetSocketAddress address) {
    this.shared = shared;
    this.transport = transport;
    this.admission = new Admission(shared, dispatcher);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(shared.resources.loops())
            .channel(shared.resources.line().serverChannel())
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Channels.WATER_MARK)
            .childOption(ChannelOption.ALLOCATOR, Channels.ALLOCATOR)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    accepted(child);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw TransportErrors.portUnavailable(address, bound.cause());
    }
    this.channel = bound.channel();
  }

  private void accepted(Channel child) {
    InetSocketAddress remote = (InetSocketAddress) child.remoteAddress();
    String from =
        remote == null ? "unknown" : remote.getAddress().getHostAddress() + ":" + remote.getPort();
    Link link = new Link(shared, child, from, null, admission, this, false);
    shared.stats.accepted.increment();
    links.add(link);
    transport.watch(link);
    child.pipeline().addLast(link);
    if (closed.get()) {
      link.close(null);
    } else if (draining.get() != null) {
      link.announceDraining();
    }
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public CompletionStage<Void> drain(long graceMillis) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> before = draining.compareAndExchange(null, done);
    if (before != null) {
      return before;
    }
    long now = shared.clock.nanoTime();
    long grace = graceMillis * 1_000_000;
    links.forEach(Link::announceDraining);
    checkDrained(done, now, now + grace, now + Math.max(QUIET_NANOS, grace / 2));
    return done;
  }

  /**
   * Drained is who has nothing in flight and has heard no request for a while: one that was sent
   * before its sender read our notice must not meet a closed connection.
   */
  private void checkDrained(
      CompletableFuture<Void> done, long toldNanos, long endNanos, long refuseNanos) {
    long now = shared.clock.nanoTime();
    if (now - refuseNanos >= 0) {
      admission.refuseAll();
    }
    int inFlight = 0;
    long unflushed = 0;
    long lastRequest = toldNanos;
    for (Link link : links) {
      inFlight += link.requestsInFlight();
      unflushed += link.unflushedBytes();
      if (link.lastRequestNanos() - lastRequest > 0) {
        lastRequest = link.lastRequestNanos();
      }
    }
    boolean quiet = links.isEmpty() || now - lastRequest >= QUIET_NANOS;
    // An answer that the operating system has not taken would be lost by closing.
    if ((inFlight == 0 && unflushed == 0 && quiet) || closed.get()) {
      done.complete(null);
    } else if (now - endNanos >= 0) {
      log.warn(
          "{} requests were still running and {} bytes of answers unread when the grace period ended",
          inFlight,
          unflushed);
      done.complete(null);
    } else {
      shared.clock.schedule(() -> checkDrained(done, toldNanos, endNanos, refuseNanos), DRAIN_STEP);
    }
  }

  /** Connections on which a frame has begun and not ended. */
  long midFrame() {
    return links.stream().filter(Link::isMidFrame).count();
  }

  /** Connections whose peer does not read what is sent to it. */
  long blocked() {
    return links.stream().filter(Link::isBlocked).count();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closeSoon();
    channel.closeFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    transport.forget(this);
  }

  /** Closes without waiting. */
  void closeSoon() {
    closed.set(true);
    channel.close();
    links.forEach(link -> link.close(null));
  }

  @Override
  public void peerDraining(Link link, boolean isDraining) {
    // Consumers have no such event.
  }

  @Override
  public void ended(Link link, @Nullable Throwable cause) {
    links.remove(link);
    transport.unwatch(link);
  }
}
