package io.dunlin.benchmarks;

import io.dunlin.benchmarks.Options.Cell;
import io.dunlin.benchmarks.ProcessUsage.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, and its medians. */
final class Results {
  private final Map<Cell, Map<Contestant.Name, List<Sample>>> samples = new LinkedHashMap<>();

  void add(Cell cell, Contestant.Name contestant, Sample sample) {
    samples
        .computeIfAbsent(cell, any -> new EnumMap<>(Contestant.Name.class))
        .computeIfAbsent(contestant, any -> new ArrayList<>())
        .add(sample);
  }

  /** The cells, as measured. */
  List<Cell> cells() {
    return List.copyOf(samples.keySet());
  }

  /** Whether this contestant was measured in this cell. */
  boolean has(Cell cell, Contestant.Name contestant) {
    return !of(cell, contestant).isEmpty();
  }

  /** Calls that failed, in all cells and rounds. */
  long failures() {
    return samples.values().stream()
        .flatMap(byContestant -> byContestant.values().stream())
        .flatMap(List::stream)
        .mapToLong(sample -> sample.window().failures())
        .sum();
  }

  /** The median over the rounds. */
  double median(Cell cell, Contestant.Name contestant, ToDoubleFunction<Sample> metric) {
    return median(of(cell, contestant).stream().mapToDouble(metric).toArray());
  }

  /** Lowest, median and highest quotient of two contestants in the same round. */
  Spread ratio(
      Cell cell,
      Contestant.Name dividend,
      Contestant.Name divisor,
      ToDoubleFunction<Sample> metric) {
    List<Sample> above = of(cell, dividend);
    List<Sample> below = of(cell, divisor);
    double[] ratios = new double[Math.min(above.size(), below.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = metric.applyAsDouble(above.get(i)) / metric.applyAsDouble(below.get(i));
    }
    return Spread.of(ratios);
  }

  private List<Sample> of(Cell cell, Contestant.Name contestant) {
    return samples.getOrDefault(cell, Map.of()).getOrDefault(contestant, List.of());
  }

  /** The middle value, or the mean of the two in the middle; not a number if there is none. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Lowest, middle and highest of some values. */
  record Spread(double lowest, double median, double highest) {
    static Spread of(double[] values) {
      return new Spread(
          Arrays.stream(values).min().orElse(Double.NaN),
          Results.median(values),
          Arrays.stream(values).max().orElse(Double.NaN));
    }
  }

  /**
   * One window of one contestant.
   *
   * @param usage of client and server together
   */
  record Sample(Window window, Usage usage) {
    double callsPerSecond() {
      return window.callsPerSecond();
    }

    double p50Micros() {
      return window.p50Nanos() / 1e3;
    }

    double p99Micros() {
      return window.p99Nanos() / 1e3;
    }

    double cpuMicrosPerCall() {
      return usage.cpuNanos() / 1e3 / window.calls();
    }

    double bytesPerCall() {
      return (double) usage.allocatedBytes() / window.calls();
    }
  }
}
