package io.dunlin.transport;

import io.dunlin.Extensions;
import io.dunlin.Named;
import java.util.ServiceLoader;

/** A wire protocol: owns its frame codec and makes transports that speak it. Stateless. */
public interface Protocol extends Named {
  /** The protocols that the class path or module path brings. */
  static Extensions<Protocol> installed() {
    return Extensions.of("protocol", ServiceLoader.load(Protocol.class));
  }

  /** Port used when none is configured. */
  int defaultPort();

  /** A transport on the given threads; the caller closes it before {@code resources}. */
  Transport newTransport(TransportConfig config, RpcResources resources, Callbacks callbacks);
}
