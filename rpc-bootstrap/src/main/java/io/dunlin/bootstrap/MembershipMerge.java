package io.dunlin.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.ServiceInstance;
import io.dunlin.cluster.Membership;
import io.dunlin.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One membership from several registries: the union by endpoint, where a registry named earlier
 * wins. Each registry hands in its snapshots on its own thread.
 */
final class MembershipMerge {
  private final Consumer<Membership> listener;

  @GuardedBy("this")
  private final Registry.@Nullable Snapshot[] latest;

  MembershipMerge(int registries, Consumer<Membership> listener) {
    this.latest = new Registry.@Nullable Snapshot[registries];
    this.listener = listener;
  }

  /** Takes the newest snapshot of the registry at {@code position}. */
  synchronized void update(int position, Registry.Snapshot snapshot) {
    latest[position] = snapshot;
    // Under the lock, or an older union could overtake a newer one; the directory only notes it.
    listener.accept(union());
  }

  @GuardedBy("this")
  private Membership union() {
    int known = 0;
    Map<String, ServiceInstance> byEndpoint = new LinkedHashMap<>();
    List<String> rejected = new ArrayList<>();
    for (Registry.Snapshot each : latest) {
      if (each != null) {
        known = Math.max(known, each.known()); // the same providers, seen several times
        each.instances().forEach(i -> byEndpoint.putIfAbsent(i.endpoint().id(), i));
        rejected.addAll(each.rejected());
      }
    }
    return new Membership(
        Math.max(known, byEndpoint.size()), List.copyOf(byEndpoint.values()), rejected);
  }
}
