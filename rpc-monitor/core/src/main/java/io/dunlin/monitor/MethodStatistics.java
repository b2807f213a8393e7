package io.dunlin.monitor;

import io.dunlin.HotPath;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The counters of one method: a histogram for each outcome that has occurred. */
@HotPath
@SuppressWarnings("EnumOrdinal") // an array in the order of the outcomes
final class MethodStatistics {
  private final AtomicReferenceArray<LatencyHistogram> byOutcome =
      new AtomicReferenceArray<>(Outcome.values().length);

  @SuppressWarnings("NullAway") // elements are null until first used
  LatencyHistogram latency(Outcome outcome) {
    LatencyHistogram histogram = byOutcome.get(outcome.ordinal());
    if (histogram != null) {
      return histogram;
    }
    LatencyHistogram fresh = new LatencyHistogram();
    return byOutcome.compareAndSet(outcome.ordinal(), null, fresh)
        ? fresh
        : byOutcome.get(outcome.ordinal());
  }

  Map<Outcome, LatencySnapshot> snapshot() {
    Map<Outcome, LatencySnapshot> latencies = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      LatencyHistogram histogram = byOutcome.get(outcome.ordinal());
      if (histogram != null) {
        latencies.put(outcome, histogram.snapshot());
      }
    }
    return latencies;
  }
}
