package io.dunlin.cluster;

import io.dunlin.Invoker;
import io.dunlin.ServiceInstance;
import io.dunlin.Subscription;
import org.jspecify.annotations.Nullable;

/** Connects to instances; the directory's view of a transport. */
@FunctionalInterface
public interface Connector {
  /** Starts connecting and returns at once. Called on the directory's context only. */
  Peer connect(ServiceInstance instance);

  /** One instance being connected or connected. Safe for any thread. */
  interface Peer extends AutoCloseable {
    /** Carries calls to the instance. */
    Invoker invoker();

    /** Whether calls can be sent now. */
    boolean isReady();

    /** Why {@link #isReady} is false, in a few words: {@code connection refused 2 s ago}. */
    @Nullable String reason();

    /** Runs {@code listener} after every change of readiness; it must not block. */
    Subscription onChange(Runnable listener);

    /** Gives the instance up; calls in flight end first. Idempotent. */
    @Override
    void close();
  }
}
