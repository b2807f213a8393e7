package io.dunlin.cluster;

import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.cluster.LoadBalancer.Picker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls read: routes that lead to subsets, and the pickers of each subset. Immutable;
 * published by one volatile write, so that a call sees a whole change or none of it.
 *
 * @param membership what it was compiled from; null before the first
 * @param top where routing starts
 * @param closed whether the directory is closed
 */
@HotPath
record Snapshot(@Nullable Membership membership, Step top, boolean closed) {

  /** Before the first membership. */
  static final Snapshot EMPTY =
      new Snapshot(
          null,
          new Subset("", List.of(), List.of(), List.of(), List.of(), new String[0], new Picker[0]),
          false);

  /** The providers that routing leaves to this call. */
  Subset route(Invocation invocation) {
    Step step = top;
    while (step instanceof Fork fork) {
      step = fork.next[fork.route.select(invocation)];
    }
    return (Subset) step;
  }

  /** Every subset. */
  List<Subset> subsets() {
    List<Subset> found = new ArrayList<>();
    collect(top, found);
    return found;
  }

  private static void collect(Step step, List<Subset> into) {
    if (step instanceof Fork fork) {
      for (Step next : fork.next) {
        collect(next, into);
      }
    } else if (!into.contains(step)) {
      into.add((Subset) step);
    }
  }

  /** One step of routing. */
  sealed interface Step permits Fork, Subset {}

  /** Where a rule divides the providers. */
  static final class Fork implements Step {
    private final Router.Route route;
    private final Step[] next;

    Fork(Router.Route route, List<Step> next) {
      this.route = route;
      this.next = next.toArray(new Step[0]);
    }
  }

  /** Providers that are equals to a call. */
  static final class Subset implements Step {
    private final String key;
    private final List<Node> routed;
    private final List<Invoker> invokers;
    private final Node[] pickable;
    private final List<LoadBalancer.Candidate> candidates;
    private final List<String> steps;
    private final String[] balancers;
    private final Picker[] pickers;

    /**
     * @param key where routing found it; the same in the next snapshot
     * @param routed every provider routing leaves
     * @param pickable those of them that are connected and have a weight
     * @param candidates the same as {@code pickable}, for load balancers
     * @param steps what routing removed on the way here, for messages
     * @param balancers names of load balancers
     * @param pickers one for each of {@code balancers}; none where nobody is pickable
     */
    Subset(
        String key,
        List<Node> routed,
        List<Node> pickable,
        List<LoadBalancer.Candidate> candidates,
        List<String> steps,
        String[] balancers,
        Picker[] pickers) {
      this.key = key;
      this.routed = List.copyOf(routed);
      this.invokers = List.copyOf(routed);
      this.pickable = pickable.toArray(new Node[0]);
      this.candidates = List.copyOf(candidates);
      this.steps = List.copyOf(steps);
      this.balancers = balancers;
      this.pickers = pickers;
    }

    /** The same subset, reached on another way. */
    Subset reachedBy(String otherKey, List<String> otherSteps) {
      return new Subset(
          otherKey, routed, List.of(pickable), candidates, otherSteps, balancers, pickers);
    }

    String key() {
      return key;
    }

    List<Node> routed() {
      return routed;
    }

    List<Invoker> invokers() {
      return invokers;
    }

    int size() {
      return pickable.length;
    }

    Node pickable(int index) {
      return pickable[index];
    }

    List<LoadBalancer.Candidate> candidates() {
      return candidates;
    }

    List<String> steps() {
      return steps;
    }

    /** The picker of this load balancer, or null if it has not been compiled. */
    @Nullable Picker picker(String balancer) {
      for (int i = 0; i < pickers.length; i++) {
        if (balancers[i].equals(balancer)) { // nearly always the very same string
          return pickers[i];
        }
      }
      return null;
    }

    /** Some picker; only where somebody is pickable. */
    Picker anyPicker() {
      return pickers[0];
    }
  }
}
