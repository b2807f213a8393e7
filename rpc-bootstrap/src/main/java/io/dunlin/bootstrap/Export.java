package io.dunlin.bootstrap;

import io.dunlin.RpcService;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An implementation and how it is offered. Settings not said here come from {@link RpcService} on
 * the implementation, then from the interface.
 *
 * @param <T> the service interface
 */
public final class Export<T> {
  private final Class<T> type;
  private final T implementation;
  private @Nullable String group;
  private @Nullable String version;
  private @Nullable String token;
  private int weight = -1;
  private final Map<String, MethodOptions> methods = new HashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private Export(Class<T> type, T implementation) {
    this.type = type;
    this.implementation = implementation;
  }

  /** Offers {@code implementation} as {@code type}. */
  public static <T> Export<T> of(Class<T> type, T implementation) {
    return new Export<>(type, implementation);
  }

  /** Group of the service. */
  public Export<T> group(String name) {
    group = name;
    return this;
  }

  /** Version of the service. */
  public Export<T> version(String name) {
    version = name;
    return this;
  }

  /** Share of traffic relative to other providers; 0 takes none; 100 unless said. */
  public Export<T> weight(int share) {
    if (share < 0) {
      throw new IllegalArgumentException("weight: " + share + " (expected: >= 0)");
    }
    weight = share;
    return this;
  }

  /** What callers must present; registries hand it to them. */
  public Export<T> token(String secret) {
    token = secret;
    return this;
  }

  /** One more published parameter, for consumers and rules to see. */
  public Export<T> parameter(String key, String value) {
    parameters.put(key, value);
    return this;
  }

  /** Settings of the methods of this name that concern a provider: callbacks. */
  public Export<T> method(String name, UnaryOperator<MethodOptions> options) {
    methods.put(name, options.apply(MethodOptions.NONE));
    return this;
  }

  /** The contract of the interface, with the methods as the options want them. */
  ServiceContract contract() {
    return MethodOptions.apply(methods, ServiceContract.of(type));
  }

  Class<T> type() {
    return type;
  }

  T implementation() {
    return implementation;
  }

  @Nullable String token() {
    return token;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  ServiceKey key(ServiceContract contract) {
    RpcService annotation = implementation.getClass().getAnnotation(RpcService.class);
    ServiceKey declared = contract.key();
    return new ServiceKey(
        contract.interfaceName(),
        firstSaid(group, annotation == null ? "" : annotation.group(), declared.group()),
        firstSaid(version, annotation == null ? "" : annotation.version(), declared.version()));
  }

  int weight() {
    RpcService annotation = implementation.getClass().getAnnotation(RpcService.class);
    if (weight >= 0) {
      return weight;
    }
    return annotation == null ? ServiceInstance.DEFAULT_WEIGHT : annotation.weight();
  }

  private static String firstSaid(@Nullable String own, String annotated, String declared) {
    if (own != null) {
      return own;
    }
    return annotated.isEmpty() ? declared : annotated;
  }
}
