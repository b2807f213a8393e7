package io.dunlin.transport;

import io.dunlin.Endpoint;
import io.dunlin.HotPath;
import io.dunlin.Subscription;
import io.dunlin.transport.Remote.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint and our connections to it, shared and counted by all services called there. Its
 * state is the best one among its connections.
 */
@HotPath
final class Peer {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);

  private final Endpoint endpoint;
  private final DubboTransport transport;
  private final ClientConnection[] connections;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private int users; // guarded by the transport's lock

  Peer(Shared shared, Endpoint endpoint, DubboTransport transport) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.connections = new ClientConnection[shared.config.connectionsPerPeer()];
    for (int i = 0; i < connections.length; i++) {
      connections[i] = new ClientConnection(shared, this, transport);
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  DubboTransport transport() {
    return transport;
  }

  /** Called under the transport's lock. */
  void acquire() {
    users++;
  }

  /** Called under the transport's lock; true if that was the last user. */
  boolean release() {
    users--;
    return users == 0;
  }

  /** Begins to connect; where that has failed before, tries again at once. */
  void connect(boolean dunlin) {
    for (ClientConnection connection : connections) {
      connection.connect(dunlin);
    }
  }

  /** A connection that takes calls now, or null. */
  @Nullable Link pick() {
    if (connections.length == 1) {
      Link link = connections[0].link();
      return link != null && link.takesCalls() ? link : null;
    }
    int first = Integer.remainderUnsigned(turn.getAndIncrement(), connections.length);
    for (int i = 0; i < connections.length; i++) {
      Link link = connections[(first + i) % connections.length].link();
      if (link != null && link.takesCalls()) {
        return link;
      }
    }
    return null;
  }

  State state() {
    State best = State.CLOSED;
    for (ClientConnection connection : connections) {
      State state = connection.state();
      if (rank(state) > rank(best)) {
        best = state;
      }
    }
    return best;
  }

  private static int rank(State state) {
    return switch (state) {
      case READY -> 4;
      case DRAINING -> 3;
      case CONNECTING -> 2;
      case BROKEN -> 1;
      case CLOSED -> 0;
    };
  }

  @Nullable Throwable failure() {
    if (state() != State.BROKEN) {
      return null;
    }
    for (ClientConnection connection : connections) {
      Throwable failure = connection.failure();
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  Subscription onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("a listener of the connection to {} failed", endpoint.address(), e);
      }
    }
  }

  void closeWhenUnused() {
    for (ClientConnection connection : connections) {
      connection.close(false);
    }
  }

  void closeNow() {
    for (ClientConnection connection : connections) {
      connection.close(true);
    }
  }
}
