package io.dunlin.cluster;

import io.dunlin.ServiceInstance;
import java.util.List;

/**
 * Who provides a service now, as handed to {@link Directory#update}: one whole snapshot.
 *
 * @param known how many providers of the interface there are, whatever their group and version
 * @param instances those that fit and are enabled
 * @param rejected what was left out, each with the reason; shown in error messages
 */
public record Membership(int known, List<ServiceInstance> instances, List<String> rejected) {
  public Membership {
    instances = List.copyOf(instances);
    rejected = List.copyOf(rejected);
  }

  /** A snapshot that leaves nobody out, as for direct connections. */
  public static Membership of(List<ServiceInstance> instances) {
    return new Membership(instances.size(), instances, List.of());
  }
}
