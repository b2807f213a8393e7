package io.dunlin.transport;

import io.dunlin.Clock;
import java.util.concurrent.Executor;

/**
 * Threads and time that clients and servers run on: event loops, one timer, the callback executor.
 * Several clients and servers may share one; whoever made it closes it after them.
 */
public interface RpcResources extends AutoCloseable {
  /** Resources with {@link ResourceConfig#DEFAULT}. */
  static RpcResources create() {
    return create(ResourceConfig.DEFAULT);
  }

  /** Resources that fit {@code config}; the caller closes them. */
  static RpcResources create(ResourceConfig config) {
    return new NettyResources(config);
  }

  /** Time and timers; one wheel with a tick of 10 ms. */
  Clock clock();

  /** Where user code that waits for answers is called; never an event loop. */
  Executor callbackExecutor();

  /** Stops all threads. Idempotent. */
  @Override
  void close();
}
