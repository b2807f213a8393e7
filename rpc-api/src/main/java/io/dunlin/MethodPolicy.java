package io.dunlin;

import java.time.Duration;

/**
 * How calls to one method are carried. Resolved when a reference is built and again when a
 * governance rule changes, never per call.
 *
 * @param timeout for the whole call, retries included; greater than zero
 * @param retries attempts after the first; 0 to 10
 * @param retriesExplicit whether the consumer itself set {@code retries}: only then, or when the
 *     method is idempotent, a call that may have run is repeated
 * @param idempotent whether running the method twice does no harm
 * @param strategy name of a cluster strategy: {@code failover}, {@code failfast}, …
 * @param loadBalancer name of a load balancer: {@code p2c}, {@code random}, …
 */
public record MethodPolicy(
    Duration timeout,
    int retries,
    boolean retriesExplicit,
    boolean idempotent,
    String strategy,
    String loadBalancer) {
  /** One second for the whole call, two retries where they are safe, failover, p2c. */
  public static final MethodPolicy DEFAULT =
      new MethodPolicy(Duration.ofSeconds(1), 2, false, false, "failover", "p2c");

  public MethodPolicy {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
    }
    if (retries < 0 || retries > 10) {
      throw new IllegalArgumentException("retries: " + retries + " (expected: 0 to 10)");
    }
  }

  /** This policy with another time-out. */
  public MethodPolicy withTimeout(Duration newTimeout) {
    return new MethodPolicy(
        newTimeout, retries, retriesExplicit, idempotent, strategy, loadBalancer);
  }

  /** This policy with retries that the consumer set. */
  public MethodPolicy withRetries(int newRetries) {
    return new MethodPolicy(timeout, newRetries, true, idempotent, strategy, loadBalancer);
  }

  /** This policy for a method that is idempotent or not. */
  public MethodPolicy withIdempotent(boolean newIdempotent) {
    return new MethodPolicy(
        timeout, retries, retriesExplicit, newIdempotent, strategy, loadBalancer);
  }

  /** This policy with another cluster strategy. */
  public MethodPolicy withStrategy(String newStrategy) {
    return new MethodPolicy(
        timeout, retries, retriesExplicit, idempotent, newStrategy, loadBalancer);
  }

  /** This policy with another load balancer. */
  public MethodPolicy withLoadBalancer(String newLoadBalancer) {
    return new MethodPolicy(
        timeout, retries, retriesExplicit, idempotent, strategy, newLoadBalancer);
  }

  /** Whether a call that may already have run is repeated. */
  public boolean repeatsUnknown() {
    return idempotent || retriesExplicit;
  }
}
