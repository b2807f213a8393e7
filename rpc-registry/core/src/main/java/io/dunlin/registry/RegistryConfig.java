package io.dunlin.registry;

import java.time.Duration;
import java.util.Map;

/**
 * How a registry is reached.
 *
 * @param address {@code scheme://host:port,host:port/path?key=value}
 * @param connectTimeout for one connection to a server of the registry
 * @param sessionTimeout how long the registry keeps our entries after losing us
 * @param parameters what else the scheme understands
 */
public record RegistryConfig(
    String address,
    Duration connectTimeout,
    Duration sessionTimeout,
    Map<String, String> parameters) {
  public RegistryConfig {
    parameters = Map.copyOf(parameters);
  }

  /** Connect 3 s, session 30 s. */
  public static RegistryConfig of(String address) {
    return new RegistryConfig(address, Duration.ofSeconds(3), Duration.ofSeconds(30), Map.of());
  }
}
