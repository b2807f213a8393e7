package io.dunlin.transport;

import io.dunlin.Named;

/** A wire protocol: owns its frame codec and makes transports that speak it. Stateless. */
public interface Protocol extends Named {
  /** Port used when none is configured. */
  int defaultPort();

  /** A transport on the given threads; the caller closes it before {@code resources}. */
  Transport newTransport(TransportConfig config, RpcResources resources, Callbacks callbacks);
}
