package io.dunlin.bootstrap;

import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.RpcMethod;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a reference is built from, and the key under which it is shared. Null means: not said here.
 *
 * @param type the service interface; null for generic calls
 * @param interfaceName its name
 * @param group null takes the interface's
 * @param version null takes the interface's
 * @param direct addresses to call without a registry; empty asks the registries
 * @param check whether building fails while nobody can be called
 * @param options for all methods
 * @param methods for single ones, by name
 */
record ReferenceConfig(
    @Nullable Class<?> type,
    String interfaceName,
    @Nullable String group,
    @Nullable String version,
    List<String> direct,
    boolean check,
    MethodOptions options,
    Map<String, MethodOptions> methods) {

  static ReferenceConfig of(@Nullable Class<?> type, String interfaceName) {
    return new ReferenceConfig(
        type, interfaceName, null, null, List.of(), true, MethodOptions.NONE, Map.of());
  }

  ReferenceConfig withGroup(String value) {
    return new ReferenceConfig(
        type, interfaceName, value, version, direct, check, options, methods);
  }

  ReferenceConfig withVersion(String value) {
    return new ReferenceConfig(type, interfaceName, group, value, direct, check, options, methods);
  }

  ReferenceConfig withDirect(String... addresses) {
    return new ReferenceConfig(
        type, interfaceName, group, version, List.of(addresses), check, options, methods);
  }

  ReferenceConfig withCheck(boolean value) {
    return new ReferenceConfig(
        type, interfaceName, group, version, direct, value, options, methods);
  }

  ReferenceConfig with(UnaryOperator<MethodOptions> change) {
    return new ReferenceConfig(
        type, interfaceName, group, version, direct, check, change.apply(options), methods);
  }

  ReferenceConfig withMethod(String name, UnaryOperator<MethodOptions> change) {
    Map<String, MethodOptions> copy = new HashMap<>(methods);
    copy.merge(name, change.apply(MethodOptions.NONE), (before, now) -> change.apply(before));
    return new ReferenceConfig(
        type, interfaceName, group, version, direct, check, options, Map.copyOf(copy));
  }

  /** The contract of the service called, generic if there is no interface. */
  ServiceContract contract() {
    return type == null
        ? GenericCaller.contract(interfaceName)
        : MethodOptions.apply(methods, ServiceContract.of(type));
  }

  /** The key of the service called: the interface's own group and version unless said here. */
  ServiceKey keyOf(ServiceContract contract) {
    ServiceKey declared = contract.key();
    return new ServiceKey(
        interfaceName,
        group == null ? declared.group() : group,
        version == null ? declared.version() : version);
  }

  /**
   * The policy of one method. Later ones win: the client's defaults, the interface's annotation,
   * what this reference says of all methods, what it says of this one.
   */
  MethodPolicy policyOf(MethodDescriptor method, MethodPolicy defaults) {
    MethodPolicy declared = annotated(defaults.withIdempotent(method.idempotent()), method);
    return methods.getOrDefault(method.name(), MethodOptions.NONE).apply(options.apply(declared));
  }

  private static MethodPolicy annotated(MethodPolicy defaults, MethodDescriptor method) {
    RpcMethod annotation =
        method.method() == null ? null : method.method().getAnnotation(RpcMethod.class);
    if (annotation == null) {
      return defaults;
    }
    return new MethodPolicy(
        annotation.timeoutMillis() > 0
            ? Duration.ofMillis(annotation.timeoutMillis())
            : defaults.timeout(),
        annotation.retries() >= 0 ? annotation.retries() : defaults.retries(),
        // Retries of the interface's author are not this consumer's own: they do not make a call
        // that may have run repeatable.
        defaults.retriesExplicit(),
        defaults.idempotent(),
        annotation.strategy().isEmpty() ? defaults.strategy() : annotation.strategy(),
        annotation.loadBalancer().isEmpty() ? defaults.loadBalancer() : annotation.loadBalancer());
  }
}
