package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one method, for interfaces that carry no annotations. Each setting returns a new
 * object; what is not set comes from the interface and the reference.
 */
public final class MethodOptions {
  /** Nothing set. */
  public static final MethodOptions NONE =
      new MethodOptions(null, -1, null, false, null, null, null);

  private final @Nullable Duration timeout;
  private final int retries;
  private final @Nullable Boolean idempotent;
  private final boolean oneway;
  private final @Nullable List<Integer> callbacks;
  private final @Nullable String strategy;
  private final @Nullable String loadBalancer;

  private MethodOptions(
      @Nullable Duration timeout,
      int retries,
      @Nullable Boolean idempotent,
      boolean oneway,
      @Nullable List<Integer> callbacks,
      @Nullable String strategy,
      @Nullable String loadBalancer) {
    this.timeout = timeout;
    this.retries = retries;
    this.idempotent = idempotent;
    this.oneway = oneway;
    this.callbacks = callbacks;
    this.strategy = strategy;
    this.loadBalancer = loadBalancer;
  }

  /** Time-out of each whole call, retries included. */
  public MethodOptions timeout(Duration value) {
    return new MethodOptions(value, retries, idempotent, oneway, callbacks, strategy, loadBalancer);
  }

  /** Attempts after the first, 0 to 10; holds for calls that may have run, too. */
  public MethodOptions retries(int value) {
    return new MethodOptions(timeout, value, idempotent, oneway, callbacks, strategy, loadBalancer);
  }

  /** Whether running the method twice does no harm. */
  public MethodOptions idempotent(boolean value) {
    return new MethodOptions(timeout, retries, value, oneway, callbacks, strategy, loadBalancer);
  }

  /** Nobody waits for the method; it must return {@code void}. */
  public MethodOptions oneway() {
    return new MethodOptions(timeout, retries, idempotent, true, callbacks, strategy, loadBalancer);
  }

  /** Positions of the parameters, from 0, that the provider calls back. */
  public MethodOptions callback(Integer... positions) {
    return new MethodOptions(
        timeout,
        retries,
        idempotent,
        oneway,
        List.copyOf(Arrays.asList(positions)),
        strategy,
        loadBalancer);
  }

  /** Name of the cluster strategy. */
  public MethodOptions strategy(String name) {
    return new MethodOptions(timeout, retries, idempotent, oneway, callbacks, name, loadBalancer);
  }

  /** Name of the load balancer. */
  public MethodOptions loadBalancer(String name) {
    return new MethodOptions(timeout, retries, idempotent, oneway, callbacks, strategy, name);
  }

  /**
   * The contract with its methods as these options want them.
   *
   * @throws RpcException code RPC-1509 if a name is not a method of the interface
   */
  static ServiceContract apply(Map<String, MethodOptions> byName, ServiceContract contract) {
    for (String name : byName.keySet()) {
      if (contract.methods(name).isEmpty()) {
        throw RpcException.of(
            ErrorCode.INVALID_CONFIGURATION,
            "%s has no method %s, for which options are given; correct the name"
                .formatted(contract, name));
      }
    }
    return byName.isEmpty()
        ? contract
        : contract.with(method -> byName.getOrDefault(method.name(), NONE).apply(method));
  }

  private MethodDescriptor apply(MethodDescriptor method) {
    return method.with(
        oneway ? MethodDescriptor.Shape.ONEWAY : method.shape(),
        idempotent == null ? method.idempotent() : idempotent,
        callbacks == null ? method.callbackParameters() : callbacks);
  }

  MethodPolicy apply(MethodPolicy policy) {
    MethodPolicy merged = timeout == null ? policy : policy.withTimeout(timeout);
    if (retries >= 0) {
      merged = merged.withRetries(retries);
    }
    if (strategy != null) {
      merged = merged.withStrategy(strategy);
    }
    return loadBalancer == null ? merged : merged.withLoadBalancer(loadBalancer);
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(timeout, retries, idempotent, oneway, callbacks, strategy, loadBalancer);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MethodOptions that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }
}
