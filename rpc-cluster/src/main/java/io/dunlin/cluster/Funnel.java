package io.dunlin.cluster;

import io.dunlin.ServiceInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells why nobody can take a call: how many providers are known, how many each step left and why,
 * and what to do. For messages; never on the path of a call that succeeds.
 */
final class Funnel {
  private static final int SHOWN = 3;

  private Funnel() {}

  /**
   * The account in one line.
   *
   * @param routed what routing left
   * @param steps what routing removed
   * @param unusable providers the connector refused, each with its reason
   */
  static String describe(
      @Nullable Membership membership,
      List<Node> routed,
      List<String> steps,
      List<String> unusable) {
    if (membership == null) {
      return "no list of providers has arrived yet; check that the registry can be reached";
    }
    List<String> weightless = new ArrayList<>();
    List<String> unready = new ArrayList<>();
    int left = 0;
    for (Node node : routed) {
      ServiceInstance instance = node.instance();
      String address = instance.endpoint().address();
      if (instance.weight() == 0) {
        weightless.add(address);
      } else if (!node.isReady()) {
        String reason = node.peer().reason();
        unready.add(address + ", " + (reason == null ? "still connecting" : reason));
      } else {
        left++;
      }
    }
    List<String> parts = new ArrayList<>();
    parts.add(membership.known() + " known");
    int fitting = membership.instances().size();
    if (fitting != membership.known() || !membership.rejected().isEmpty()) {
      parts.add(fitting + " left after group/version" + some(membership.rejected()));
    }
    if (!unusable.isEmpty()) {
      parts.add(unusable.size() + " unusable" + some(unusable));
    }
    parts.addAll(steps);
    if (!weightless.isEmpty()) {
      parts.add(weightless.size() + " removed because weight 0" + some(weightless));
    }
    if (!unready.isEmpty()) {
      parts.add(unready.size() + " not connected" + some(unready));
    }
    if (left > 0) {
      parts.add(left + " ready just now");
    }
    return String.join(", ", parts)
        + "; "
        + advice(membership, routed, unusable, weightless, unready);
  }

  private static String advice(
      Membership membership,
      List<Node> routed,
      List<String> unusable,
      List<String> weightless,
      List<String> unready) {
    if (membership.known() == 0) {
      return "start a provider, or check the interface name and the registry's address";
    }
    if (membership.instances().isEmpty()) {
      return "compare group and version on both sides";
    }
    if (!unready.isEmpty()) {
      return "check that the provider runs and can be reached";
    }
    if (!weightless.isEmpty()) {
      return "raise a weight above 0";
    }
    if (routed.isEmpty() && unusable.size() < membership.instances().size()) {
      return "change the rule, or start a provider that it admits";
    }
    return unusable.isEmpty() ? "try again" : "correct the provider's published address";
  }

  private static String some(List<String> all) {
    if (all.isEmpty()) {
      return "";
    }
    String shown = String.join("; ", all.subList(0, Math.min(SHOWN, all.size())));
    int more = all.size() - SHOWN;
    return " (" + shown + (more > 0 ? "; and " + more + " more" : "") + ")";
  }
}
