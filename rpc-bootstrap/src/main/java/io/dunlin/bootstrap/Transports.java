package io.dunlin.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Extensions;
import io.dunlin.transport.Callbacks;
import io.dunlin.transport.Protocol;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.Transport;
import io.dunlin.transport.TransportConfig;
import java.util.HashMap;
import java.util.Map;

/** One transport per protocol in use; made when first needed. Safe for any thread. */
final class Transports implements AutoCloseable {
  private final Extensions<Protocol> protocols;
  private final TransportConfig config;
  private final RpcResources resources;
  private final Callbacks callbacks;

  @GuardedBy("this")
  private final Map<String, Transport> byName = new HashMap<>();

  Transports(
      Extensions<Protocol> protocols,
      TransportConfig config,
      RpcResources resources,
      Callbacks callbacks) {
    this.protocols = protocols;
    this.config = config;
    this.resources = resources;
    this.callbacks = callbacks;
  }

  /**
   * The transport of this protocol.
   *
   * @throws IllegalArgumentException if no such protocol is known
   */
  synchronized Transport of(String protocol) {
    Transport known = byName.get(protocol);
    if (known == null) {
      known = protocols.get(protocol).newTransport(config, resources, callbacks);
      byName.put(protocol, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    byName.values().forEach(Transport::close);
    byName.clear();
  }
}
