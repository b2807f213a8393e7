package io.dunlin.transport;

import io.dunlin.Clock;
import io.dunlin.Endpoint;
import io.dunlin.transport.Remote.State;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a peer, made and made again in the background:
 *
 * <pre>
 * CONNECTING ──▶ READY ◀──▶ DRAINING      any ──▶ CLOSED
 *     │            │           │
 *     └────────────┴─▶ BROKEN ◀┘    BROKEN ──▶ READY when an attempt succeeds
 * </pre>
 *
 * <p>Every change is made on the event loop it was given when it was made; all its TCP connections
 * live there too, one after another. Other threads read {@link #state} and {@link #link}.
 */
final class ClientConnection implements Link.Owner {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  /** A connection that lived this long was good: the next failure is a new one. */
  private static final long GOOD_NANOS = 5_000_000_000L;

  private final Shared shared;
  private final Peer peer;
  private final Endpoint endpoint;
  private final DubboTransport transport;
  private final EventLoop loop;
  private final Link.Requests requests;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());

  private volatile State state = State.CONNECTING;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Link link;

  // On the event loop only.
  private boolean started;
  private boolean attempting;
  private boolean dunlin;
  private long readyNanos;
  private int addressTurn;
  private @Nullable Channel attempt;
  private Clock.@Nullable Timer retry;

  ClientConnection(Shared shared, Peer peer, DubboTransport transport) {
    this.shared = shared;
    this.peer = peer;
    this.endpoint = peer.endpoint();
    this.transport = transport;
    this.loop = shared.resources.loops().next();
    this.requests = new CallbackRequests(shared);
  }

  State state() {
    return state;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** The connection while there is one, be it draining; null otherwise. */
  @Nullable Link link() {
    return link;
  }

  /**
   * Begins to connect, or tries again at once where that has failed.
   *
   * @param peerIsDunlin whether the registry says so
   */
  void connect(boolean peerIsDunlin) {
    onLoop(
        () -> {
          dunlin |= peerIsDunlin;
          Link current = link;
          if (peerIsDunlin && current != null) {
            current.markDunlinPeer();
          }
          if (!started || state == State.BROKEN) {
            started = true;
            attempt();
          }
        });
  }

  /** Ends it: at once, or when no call waits for an answer. */
  void close(boolean now) {
    onLoop(
        () -> {
          Link current = link;
          become(State.CLOSED, null, null);
          if (retry != null) {
            retry.cancel();
            retry = null;
          }
          if (attempt != null) {
            attempt.close();
          }
          if (current != null) {
            if (now) {
              current.close(null);
            } else {
              current.closeWhenUnused();
            }
          }
        });
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      state = State.CLOSED; // the threads were closed before us
      link = null;
    }
  }

  private void become(State next, @Nullable Link nextLink, @Nullable Throwable nextFailure) {
    if (state == State.CLOSED) {
      return;
    }
    State before = state;
    failure = nextFailure;
    link = nextLink;
    state = next;
    if (before != next) {
      log.debug("{}: {} -> {}", endpoint.address(), before, next);
      peer.changed();
    }
  }

  private void attempt() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
    if (attempting || state == State.CLOSED || link != null) {
      return;
    }
    attempting = true;
    String host = endpoint.host();
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      resolveAndOpen(host); // an address needs no look-up
      return;
    }
    try {
      // Looked up anew for every attempt: names move. A look-up blocks, so not here.
      shared.callbackExecutor.execute(
          () -> {
            InetAddress[] found;
            try {
              found = InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
              onLoop(() -> failed(new LinkException("unknown host " + host)));
              return;
            } catch (RuntimeException e) {
              onLoop(() -> failed(e)); // as by a security manager
              return;
            }
            onLoop(() -> open(found[Integer.remainderUnsigned(addressTurn++, found.length)]));
          });
    } catch (RejectedExecutionException e) {
      failed(e);
    }
  }

  private void resolveAndOpen(String address) {
    try {
      open(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      failed(e);
    }
  }

  private void open(InetAddress address) {
    if (state == State.CLOSED) {
      attempting = false;
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(shared.resources.line().clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // Netty's own timer: it alone can end an attempt to connect and free the socket.
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.max(1, shared.config.connectTimeout().toMillis()))
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Channels.WATER_MARK)
            .option(ChannelOption.ALLOCATOR, Channels.ALLOCATOR)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new Link(
                                shared,
                                channel,
                                endpoint.address(),
                                endpoint,
                                requests,
                                ClientConnection.this,
                                dunlin));
                  }
                })
            .connect(new InetSocketAddress(address, endpoint.port()));
    attempt = connecting.channel();
    connecting.addListener((ChannelFuture done) -> onLoop(() -> attempted(done)));
  }

  private void attempted(ChannelFuture done) {
    attempt = null;
    attempting = false;
    Channel channel = done.channel();
    if (!done.isSuccess()) {
      failed(done.cause());
      return;
    }
    if (state == State.CLOSED) {
      channel.close();
      return;
    }
    if (channel.localAddress() != null && channel.localAddress().equals(channel.remoteAddress())) {
      // TCP allows it when nobody listens and the system picks the same port for our end.
      channel.close();
      failed(new LinkException("connected to itself: nobody listens"));
      return;
    }
    Link opened = channel.pipeline().get(Link.class);
    if (opened == null || !channel.isActive()) {
      failed(new LinkException("closed at once by the peer"));
      return;
    }
    shared.stats.opened.increment();
    readyNanos = shared.clock.nanoTime();
    transport.watch(opened);
    // It may have said already that it shuts down.
    become(opened.takesCalls() ? State.READY : State.DRAINING, opened, null);
  }

  private void failed(@Nullable Throwable cause) {
    attempting = false;
    if (state == State.CLOSED) {
      return;
    }
    shared.stats.connectFailures.increment();
    retryLater();
    become(State.BROKEN, null, cause == null ? new LinkException("closed") : cause);
  }

  private void retryLater() {
    if (retry == null && state != State.CLOSED) {
      retry = shared.clock.schedule(() -> onLoop(this::attempt), backoff.next());
    }
  }

  @Override
  public void peerDraining(Link changed, boolean draining) {
    if (changed == link) {
      become(draining ? State.DRAINING : State.READY, changed, null);
    }
  }

  @Override
  public void ended(Link ended, @Nullable Throwable cause) {
    transport.unwatch(ended);
    if (ended != link) {
      return;
    }
    if (shared.clock.nanoTime() - readyNanos > GOOD_NANOS) {
      backoff.reset();
    }
    retryLater();
    become(State.BROKEN, null, cause == null ? new LinkException("closed by us") : cause);
  }
}
