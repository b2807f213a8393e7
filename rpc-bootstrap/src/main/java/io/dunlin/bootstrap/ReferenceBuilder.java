package io.dunlin.bootstrap;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Settings of one reference; made by {@link RpcClient#reference}. Each setting returns a new
 * builder, so a builder may be kept and reused.
 *
 * @param <T> the service interface
 */
public final class ReferenceBuilder<T> {
  private final RpcClient client;
  private final Class<T> type;
  private final ReferenceConfig config;

  ReferenceBuilder(RpcClient client, Class<T> type, ReferenceConfig config) {
    this.client = client;
    this.type = type;
    this.config = config;
  }

  private ReferenceBuilder<T> with(ReferenceConfig changed) {
    return new ReferenceBuilder<>(client, type, changed);
  }

  /** Group of the service; overrides the interface's {@code @RpcContract}. */
  public ReferenceBuilder<T> group(String group) {
    return with(config.withGroup(group));
  }

  /** Version of the service; overrides the interface's {@code @RpcContract}. */
  public ReferenceBuilder<T> version(String version) {
    return with(config.withVersion(version));
  }

  /** Addresses to call without asking a registry, such as {@code dubbo://host:20880}. */
  public ReferenceBuilder<T> direct(String... addresses) {
    return with(config.withDirect(addresses));
  }

  /** Time-out of each whole call, retries included; greater than zero. */
  public ReferenceBuilder<T> timeout(Duration timeout) {
    return with(config.with(options -> options.timeout(timeout)));
  }

  /**
   * Attempts after the first, 0 to 10. Said here, it holds for methods that are not idempotent too:
   * a call that may have run is then repeated.
   */
  public ReferenceBuilder<T> retries(int retries) {
    return with(config.with(options -> options.retries(retries)));
  }

  /** Name of the cluster strategy, such as {@code failfast}. */
  public ReferenceBuilder<T> strategy(String strategy) {
    return with(config.with(options -> options.strategy(strategy)));
  }

  /** Name of the load balancer, such as {@code roundrobin}. */
  public ReferenceBuilder<T> loadBalancer(String loadBalancer) {
    return with(config.with(options -> options.loadBalancer(loadBalancer)));
  }

  /** Whether building fails while no provider can be called; true unless said otherwise. */
  public ReferenceBuilder<T> check(boolean check) {
    return with(config.withCheck(check));
  }

  /** Settings of the methods of this name; {@code options} starts from nothing set. */
  public ReferenceBuilder<T> method(String name, UnaryOperator<MethodOptions> options) {
    return with(config.withMethod(name, options));
  }

  /**
   * The object to call; lives as long as the client.
   *
   * @throws io.dunlin.RpcException code RPC-1101 if no provider can be called (see {@link #check}),
   *     RPC-1405 if the interface has a type that cannot be carried
   */
  public T get() {
    return client.pinned(type, config);
  }

  /** A use of the reference that can be closed before the client; throws as {@link #get} does. */
  public Reference<T> open() {
    return client.open(type, config);
  }
}
