package io.dunlin.cluster;

import io.dunlin.Extensions;
import io.dunlin.Invocation;
import io.dunlin.Named;
import io.dunlin.ServiceInstance;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Chooses among equals: makes a picker when membership changes. Stateless. */
public interface LoadBalancer extends Named {
  /**
   * Called when membership changes, never concurrently for one reference.
   *
   * @param instances what to choose from, with their live statistics; immutable, not empty, every
   *     weight greater than 0
   * @param previous the picker this one replaces, to take over state; null the first time
   */
  Picker newPicker(List<Candidate> instances, @Nullable Picker previous);

  /** The load balancers on the class path. */
  static Extensions<LoadBalancer> installed() {
    return Extensions.of("load balancer", ServiceLoader.load(LoadBalancer.class));
  }

  /** Chooses for each call. */
  @FunctionalInterface
  interface Picker {
    /** Called per call, from any thread; must not block. Returns an index into the instances. */
    int pick(Invocation invocation);
  }

  /** One instance and the load it carries now. */
  record Candidate(ServiceInstance instance, InstanceLoad load) {}
}
