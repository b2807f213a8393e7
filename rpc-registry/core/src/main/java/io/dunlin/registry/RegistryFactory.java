package io.dunlin.registry;

import io.dunlin.Clock;
import io.dunlin.Named;

/** Opens registries of one kind; {@link #name} is the scheme of their addresses. Stateless. */
public interface RegistryFactory extends Named {
  /**
   * Opens a registry without waiting for it.
   *
   * @throws io.dunlin.RpcException code RPC-1501 if the address cannot be understood
   */
  Registry open(RegistryConfig config, Clock clock);
}
