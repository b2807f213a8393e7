package io.dunlin.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Clock;
import io.dunlin.ServiceInstance;
import io.dunlin.serialization.ServiceCodecs;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections and listeners of one client or server that speak Dubbo's protocol. */
public final class DubboTransport implements Transport {
  private static final Logger log = LoggerFactory.getLogger(DubboTransport.class);

  private final Shared shared;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<String, Peer> peers = new HashMap<>();

  @GuardedBy("lock")
  private final Set<DubboListener> listeners = new HashSet<>();

  @GuardedBy("lock")
  private boolean closed;

  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Duration housekeepingInterval;
  private volatile Clock.Timer housekeeping;
  private volatile boolean housekeepingEnded;

  DubboTransport(TransportConfig config, NettyResources resources, Callbacks callbacks) {
    this.shared = new Shared(config, resources, callbacks, log);
    Duration shortest = config.heartbeatInterval();
    shortest = min(shortest, config.idleClose().dividedBy(3));
    shortest = min(shortest, config.firstFrameTimeout());
    shortest = shortest.dividedBy(4);
    Duration longest = Duration.ofMillis(500);
    this.housekeepingInterval = max(Duration.ofMillis(10), min(shortest, longest));
    this.housekeeping = shared.clock.schedule(this::keepHouse, housekeepingInterval);
  }

  /** What the connections share; for tests. */
  Shared shared() {
    return shared;
  }

  /** Counts of what happened on the connections of this transport. */
  public TransportStats stats() {
    return shared.stats;
  }

  @Override
  public Remote connect(ServiceInstance instance, ServiceCodecs codecs) {
    Peer peer;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("connect to " + instance + ": the transport is closed");
      }
      peer =
          peers.computeIfAbsent(
              instance.endpoint().address(),
              address -> new Peer(shared, instance.endpoint(), this));
      peer.acquire();
    } finally {
      lock.unlock();
    }
    boolean done = false;
    try {
      Remote remote = new PeerRemote(shared, peer, instance, codecs);
      done = true;
      peer.connect(!instance.peerVersion().isEmpty());
      return remote;
    } finally {
      if (!done) {
        release(peer);
      }
    }
  }

  @Override
  public Listener listen(InetSocketAddress address, Dispatcher dispatcher) {
    DubboListener listener = new DubboListener(shared, this, dispatcher, address);
    boolean open;
    lock.lock();
    try {
      open = !closed;
      if (open) {
        listeners.add(listener);
      }
    } finally {
      lock.unlock();
    }
    if (!open) {
      listener.closeSoon();
      throw new IllegalStateException("listen on " + address + ": the transport is closed");
    }
    return listener;
  }

  @Override
  public void close() {
    List<Peer> closingPeers;
    List<DubboListener> closingListeners;
    lock.lock();
    try {
      closed = true;
      closingPeers = new ArrayList<>(peers.values());
      closingListeners = new ArrayList<>(listeners);
      peers.clear();
      listeners.clear();
    } finally {
      lock.unlock();
    }
    closingListeners.forEach(DubboListener::close);
    closingPeers.forEach(Peer::closeNow);
    housekeepingEnded = true;
    housekeeping.cancel();
  }

  /** A user of {@code peer} is gone; the last one takes the connections along. */
  void release(Peer peer) {
    lock.lock();
    try {
      if (!peer.release()) {
        return;
      }
      peers.remove(peer.endpoint().address(), peer);
    } finally {
      lock.unlock();
    }
    peer.closeWhenUnused();
  }

  void forget(DubboListener listener) {
    lock.lock();
    try {
      listeners.remove(listener);
    } finally {
      lock.unlock();
    }
  }

  /** Looks after {@code link} until it ends. */
  void watch(Link link) {
    links.add(link);
  }

  void unwatch(Link link) {
    links.remove(link);
  }

  private void keepHouse() {
    long now = shared.clock.nanoTime();
    for (Link link : links) {
      link.keep(now);
    }
    if (!housekeepingEnded) {
      housekeeping = shared.clock.schedule(this::keepHouse, housekeepingInterval);
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
