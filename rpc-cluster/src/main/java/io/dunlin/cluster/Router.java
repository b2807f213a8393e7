package io.dunlin.cluster;

import io.dunlin.Invocation;
import io.dunlin.ServiceInstance;
import java.util.List;

/**
 * A routing rule: says which providers may take which calls. Compiled into a {@link Route} when the
 * rule or the membership changes; a call only selects among the finished subsets.
 */
public interface Router {
  /** What the rule is called in messages, such as {@code rule tag=gray}. */
  String name();

  /**
   * Compiles the rule for these providers. Called on the directory's context; never concurrently
   * for one reference.
   *
   * @param instances what the routers before this one leave; immutable, not empty
   */
  Route route(List<ServiceInstance> instances);

  /** A rule compiled for one membership. Immutable. */
  interface Route {
    /**
     * The subsets that calls are sent to, each a part of the instances the route was made for; at
     * least one, and one may be empty.
     */
    List<List<ServiceInstance>> subsets();

    /** Called per call, from any thread; must not block. Returns an index into the subsets. */
    int select(Invocation invocation);
  }
}
