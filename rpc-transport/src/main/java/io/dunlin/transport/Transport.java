package io.dunlin.transport;

import io.dunlin.Endpoint;
import io.dunlin.ServiceInstance;
import io.dunlin.serialization.ServiceCodecs;
import java.net.InetSocketAddress;

/**
 * One protocol in use: connections to providers, and listeners for consumers. Safe for any thread.
 */
public interface Transport extends AutoCloseable {
  /**
   * Connects to the instance's endpoint in the background and returns at once. All services at one
   * endpoint share its connections.
   */
  Remote connect(ServiceInstance instance, ServiceCodecs codecs);

  /**
   * Opens a port and serves what {@code dispatcher} exports, now and later.
   *
   * @throws io.dunlin.RpcException code RPC-1504 if the port cannot be opened
   */
  Listener listen(InetSocketAddress address, Dispatcher dispatcher);

  /** Closes all connections and listeners; calls in flight fail. Idempotent. */
  @Override
  void close();

  /** An open port. */
  interface Listener extends AutoCloseable {
    /** The bound address; the port is the real one where 0 was asked for. */
    InetSocketAddress address();

    /**
     * Stops gracefully: tells every peer, refuses later requests as {@code REJECTED}, and completes
     * when the calls in flight have ended or {@code graceMillis} have passed. The port stays open
     * until {@link #close}.
     */
    java.util.concurrent.CompletionStage<Void> drain(long graceMillis);

    /** Closes the port and all its connections. Idempotent. */
    @Override
    void close();
  }

  /** Name of an endpoint's state for messages; see {@link Remote}. */
  static String describe(Endpoint endpoint, Remote.State state) {
    return endpoint.address() + " " + state;
  }
}
