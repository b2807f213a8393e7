package io.dunlin.bootstrap;

import io.dunlin.Extensions;
import java.util.ServiceLoader;

/** The extensions of this module's own kind. */
final class SpiLoaders {
  private SpiLoaders() {}

  static Extensions<ProxyFactory> proxyFactories() {
    return Extensions.of("proxy factory", ServiceLoader.load(ProxyFactory.class));
  }
}
