package io.dunlin.monitor;

import io.dunlin.ServiceKey;
import java.util.List;
import java.util.Map;

/**
 * Everything that {@link CallStatistics} had counted at one moment.
 *
 * @param methods one element for each method that was called, ordered by service and name
 * @param faults calls that could not be counted because of a fault in the statistics themselves
 */
public record StatisticsSnapshot(List<MethodCalls> methods, long faults) {
  public StatisticsSnapshot {
    methods = List.copyOf(methods);
  }

  /** The calls of one method; none counted if it was never called. */
  public MethodCalls method(ServiceKey service, String method) {
    for (MethodCalls calls : methods) {
      if (calls.service().equals(service) && calls.method().equals(method)) {
        return calls;
      }
    }
    return new MethodCalls(service, method, Map.of());
  }

  /** How many calls have ended. */
  public long count() {
    return methods.stream().mapToLong(MethodCalls::count).sum();
  }

  /** How many calls ended so. */
  public long count(Outcome outcome) {
    return methods.stream().mapToLong(calls -> calls.count(outcome)).sum();
  }

  /** What was counted since {@code earlier}, a snapshot of the same statistics. */
  public StatisticsSnapshot minus(StatisticsSnapshot earlier) {
    List<MethodCalls> rest =
        methods.stream()
            .map(calls -> calls.minus(earlier.method(calls.service(), calls.method())))
            .toList();
    return new StatisticsSnapshot(rest, Math.max(0, faults - earlier.faults));
  }
}
