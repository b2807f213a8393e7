package io.dunlin.monitor;

import io.dunlin.ServiceKey;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The calls of one method; overloads are counted together.
 *
 * @param service the service
 * @param method name of the method, or {@link CallStatistics#OTHER_METHODS}
 * @param latencies durations by outcome; outcomes that never occurred are absent
 */
public record MethodCalls(
    ServiceKey service, String method, Map<Outcome, LatencySnapshot> latencies) {
  public MethodCalls {
    Map<Outcome, LatencySnapshot> copy = new EnumMap<>(Outcome.class);
    copy.putAll(latencies);
    latencies = Collections.unmodifiableMap(copy);
  }

  /** How many calls have ended. */
  public long count() {
    return all().count();
  }

  /** How many calls ended so. */
  public long count(Outcome outcome) {
    return latency(outcome).count();
  }

  /** How many calls got no answer; an exception that the method threw is one. */
  public long unanswered() {
    return count() - answered().count();
  }

  /** The durations of calls that ended so. */
  public LatencySnapshot latency(Outcome outcome) {
    return latencies.getOrDefault(outcome, LatencySnapshot.EMPTY);
  }

  /** The durations of all calls. */
  public LatencySnapshot all() {
    LatencySnapshot sum = LatencySnapshot.EMPTY;
    for (LatencySnapshot latency : latencies.values()) {
      sum = sum.plus(latency);
    }
    return sum;
  }

  /** The durations of calls that the provider answered: refused ones would look fast. */
  public LatencySnapshot answered() {
    return latency(Outcome.SUCCESS).plus(latency(Outcome.BUSINESS_FAILURE));
  }

  /** What was counted since {@code earlier}, a snapshot of the same method. */
  public MethodCalls minus(MethodCalls earlier) {
    Map<Outcome, LatencySnapshot> rest = new EnumMap<>(Outcome.class);
    latencies.forEach(
        (outcome, latency) -> rest.put(outcome, latency.minus(earlier.latency(outcome))));
    return new MethodCalls(service, method, rest);
  }
}
