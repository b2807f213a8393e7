package io.dunlin.transport;

import io.dunlin.Invoker;
import io.dunlin.Subscription;
import org.jspecify.annotations.Nullable;

/** One service at one endpoint, connected or being connected. Safe for any thread. */
public interface Remote extends AutoCloseable {
  /** State of the connection to a peer. */
  enum State {
    /** The first connection is being made. */
    CONNECTING,
    /** Calls can be sent. */
    READY,
    /** The peer announced its shutdown: no new calls, answers still arrive. */
    DRAINING,
    /** The connection failed; another is being tried in the background. */
    BROKEN,
    /** Closed by us. */
    CLOSED
  }

  /** Carries calls; fails them as {@code NOT_SENT} unless the state is {@link State#READY}. */
  Invoker invoker();

  /** The state now. */
  State state();

  /** Why the state is {@link State#BROKEN}, or null. */
  @Nullable Throwable failure();

  /** Runs {@code listener} after every change of state, on the event loop; it must not block. */
  Subscription onChange(Runnable listener);

  /**
   * Gives up this use of the connection, which closes when its last user has and its calls in
   * flight have ended. Idempotent.
   */
  @Override
  void close();
}
