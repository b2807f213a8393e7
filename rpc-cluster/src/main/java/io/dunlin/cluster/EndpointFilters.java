package io.dunlin.cluster;

import io.dunlin.Filter;
import io.dunlin.ServiceInstance;
import java.util.List;

/**
 * Makes the filters between the load balancer and one provider: breaker, concurrency limit, tracing
 * of attempts. They may keep state about that provider.
 */
@FunctionalInterface
public interface EndpointFilters {
  /** No filters. */
  EndpointFilters NONE = instance -> List.of();

  /**
   * The filters of one provider, outermost first. Called once per provider of a reference, on the
   * directory's context; changes of weight or parameters do not call it again.
   */
  List<Filter> of(ServiceInstance instance);
}
