package io.dunlin.transport;

import io.dunlin.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RpcResources} are made of.
 *
 * @param ioThreads event loops, 1 to 1024
 * @param callbackThreads threads that run users' callbacks, started as needed, 1 to 10 000
 * @param virtualCallbacks runs callbacks on virtual threads where the runtime has them (21 and
 *     later); {@code callbackThreads} then limits how many run at once
 * @param nativeTransport uses Linux's epoll where it is available, else the JDK's selector
 * @param clock time to go by, or null for the system's; a test's hand-driven clock goes here
 */
public record ResourceConfig(
    int ioThreads,
    int callbackThreads,
    boolean virtualCallbacks,
    boolean nativeTransport,
    @Nullable Clock clock) {
  /** An event loop per processor up to 8, 200 callback threads, epoll, the system's clock. */
  public static final ResourceConfig DEFAULT =
      new ResourceConfig(
          Math.min(8, Runtime.getRuntime().availableProcessors()), 200, false, true, null);

  public ResourceConfig {
    range("ioThreads", ioThreads, 1024);
    range("callbackThreads", callbackThreads, 10_000);
  }

  /** This configuration with another {@code clock}. */
  public ResourceConfig withClock(@Nullable Clock value) {
    return new ResourceConfig(ioThreads, callbackThreads, virtualCallbacks, nativeTransport, value);
  }

  /** This configuration with another number of {@code ioThreads}. */
  public ResourceConfig withIoThreads(int value) {
    return new ResourceConfig(value, callbackThreads, virtualCallbacks, nativeTransport, clock);
  }

  /** This configuration with or without epoll. */
  public ResourceConfig withNativeTransport(boolean value) {
    return new ResourceConfig(ioThreads, callbackThreads, virtualCallbacks, value, clock);
  }

  /** This configuration with or without virtual threads for callbacks. */
  public ResourceConfig withVirtualCallbacks(boolean value) {
    return new ResourceConfig(ioThreads, callbackThreads, value, nativeTransport, clock);
  }

  private static void range(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + most + ")");
    }
  }
}
