package io.dunlin.bootstrap;

import io.dunlin.ServiceKey;

/**
 * One use of a shared reference. References with equal settings share directory, connections and
 * proxy; these close when the last of their users has closed its {@code Reference}.
 *
 * @param <T> the service interface
 */
public final class Reference<T> implements AutoCloseable {
  private final SharedReference shared;
  private final T proxy;
  private final Runnable release;

  Reference(SharedReference shared, T proxy, Runnable release) {
    this.shared = shared;
    this.proxy = proxy;
    this.release = Once.of(release);
  }

  /** The object to call. */
  public T get() {
    return proxy;
  }

  /** What is called. */
  public ServiceKey service() {
    return shared.service();
  }

  /**
   * Who could take a call now, and why others could not: how many providers are known and how many
   * are left after each step.
   */
  public String funnel() {
    return shared.funnel();
  }

  /** Gives this use up. Idempotent. */
  @Override
  public void close() {
    release.run();
  }
}
