package io.dunlin.registry;

import io.dunlin.Clock;
import io.dunlin.ErrorCode;
import io.dunlin.Extensions;
import io.dunlin.RpcException;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens registries by their address. Stateless. */
public final class Registries {
  private Registries() {}

  /** The kinds of registry that the class path brings. */
  public static Extensions<RegistryFactory> factories() {
    return Extensions.of("registry", ServiceLoader.load(RegistryFactory.class));
  }

  /**
   * Opens the registry at {@code config}'s address, without waiting for it. {@code N/A} is no
   * registry: ask {@link RegistryAddress#isNone} first.
   *
   * @throws RpcException code RPC-1501 if the address cannot be understood or its scheme is unknown
   */
  public static Registry open(
      RegistryConfig config, Clock clock, Extensions<RegistryFactory> factories) {
    String scheme = RegistryAddress.schemeOf(config.address().strip());
    if (!factories.contains(scheme)) {
      String known =
          factories.all().stream().map(RegistryFactory::name).collect(Collectors.joining(", "));
      throw RegistryAddress.notUnderstood(
          config.address(),
          "no registry of scheme '%s' here (known: %s); correct it, or add the artifact that brings it, such as dunlin-registry-zookeeper"
              .formatted(scheme, known.isEmpty() ? "none" : known));
    }
    return factories.get(scheme).open(config, clock);
  }

  /**
   * The error for somebody who cannot go on without {@code registry}: code RPC-1502, with what is
   * known of the cause.
   */
  public static RpcException unreachable(Registry registry) {
    String failure = registry.failure();
    return RpcException.of(
        ErrorCode.REGISTRY_UNREACHABLE,
        "registry %s %s; check the address and that the registry runs"
            .formatted(registry.address(), failure == null ? "has not done it in time" : failure));
  }
}
