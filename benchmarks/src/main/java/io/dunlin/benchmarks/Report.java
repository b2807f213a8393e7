package io.dunlin.benchmarks;

import io.dunlin.benchmarks.Contestant.Name;
import io.dunlin.benchmarks.Options.Cell;
import io.dunlin.benchmarks.Results.Sample;
import io.dunlin.benchmarks.Results.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Results as Markdown tables. */
final class Report {
  private static final List<Metric> METRICS =
      List.of(
          new Metric("calls/s", "%,.0f", Sample::callsPerSecond),
          new Metric("p50 µs", "%,.0f", Sample::p50Micros),
          new Metric("p99 µs", "%,.0f", Sample::p99Micros),
          new Metric("CPU µs per call", "%.1f", Sample::cpuMicrosPerCall),
          new Metric("bytes allocated per call", "%,.0f", Sample::bytesPerCall));

  private final StringBuilder text = new StringBuilder();

  /** Dunlin against Dubbo, cell by cell. */
  Report ratios(Results results) {
    row("method", "callers", "calls/s ×", "CPU per call ×", "bytes per call ×", "p99 ×");
    row("---", "---", "---:", "---:", "---:", "---:");
    for (Cell cell : results.cells()) {
      if (results.has(cell, Name.DUNLIN) && results.has(cell, Name.DUBBO)) {
        row(
            cell.operation().method(),
            cell.mode().title(),
            ratio(results, cell, Sample::callsPerSecond),
            ratio(results, cell, Sample::cpuMicrosPerCall),
            ratio(results, cell, Sample::bytesPerCall),
            ratio(results, cell, Sample::p99Micros));
      }
    }
    return blank();
  }

  private static String ratio(Results results, Cell cell, ToDoubleFunction<Sample> metric) {
    Spread ratio = results.ratio(cell, Name.DUNLIN, Name.DUBBO, metric);
    return format("%.2f (%.2f–%.2f)", ratio.median(), ratio.lowest(), ratio.highest());
  }

  /** Everybody's numbers. */
  Report measurements(Results results, List<Name> contestants) {
    List<String> titles = new ArrayList<>(List.of("method", "callers", ""));
    List<String> rule = new ArrayList<>(List.of("---", "---", "---"));
    for (Metric metric : METRICS) {
      titles.add(metric.title());
      rule.add("---:");
    }
    row(titles.toArray(String[]::new));
    row(rule.toArray(String[]::new));
    for (Cell cell : results.cells()) {
      for (Name contestant : contestants) {
        if (results.has(cell, contestant)) {
          row(measurement(results, cell, contestant));
        }
      }
    }
    return blank();
  }

  private static String[] measurement(Results results, Cell cell, Name contestant) {
    List<String> values = new ArrayList<>();
    values.add(cell.operation().method());
    values.add(cell.mode().title());
    values.add(contestant.title());
    for (Metric metric : METRICS) {
      values.add(format(metric.format(), results.median(cell, contestant, metric.value())));
    }
    return values.toArray(String[]::new);
  }

  /** One window, for who is watching. */
  static String line(Cell cell, Name contestant, Sample sample) {
    StringBuilder line = new StringBuilder(format("%-24s %-12s", cell, contestant.title()));
    for (Metric metric : METRICS) {
      line.append(format("  " + metric.format(), metric.value().applyAsDouble(sample)));
      line.append(' ').append(metric.title());
    }
    return line.toString();
  }

  /** Bytes of one call on the wire. */
  Report sizes(Map<Name, Map<Operation, Sizes>> sizes) {
    row("method", "", "request bytes", "answer bytes");
    row("---", "---", "---:", "---:");
    for (Operation operation : Operation.values()) {
      sizes.forEach(
          (contestant, byOperation) -> {
            Sizes bytes = byOperation.getOrDefault(operation, new Sizes(0, 0));
            row(
                operation.method(),
                contestant.title(),
                format("%,d", bytes.requestBytes()),
                format("%,d", bytes.responseBytes()));
          });
    }
    return blank();
  }

  /** Milliseconds from the start of a process to its first successful call. */
  Report starts(Map<Name, double[]> millis) {
    row("", "first call after ms (median)", "lowest", "highest");
    row("---", "---:", "---:", "---:");
    millis.forEach(
        (contestant, values) -> {
          Spread spread = Spread.of(values);
          row(
              contestant.title(),
              format("%.0f", spread.median()),
              format("%.0f", spread.lowest()),
              format("%.0f", spread.highest()));
        });
    blank();
    double[] dunlin = millis.get(Name.DUNLIN);
    double[] dubbo = millis.get(Name.DUBBO);
    if (dunlin != null && dubbo != null) {
      double[] ratios = new double[dunlin.length];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = dunlin[i] / dubbo[i];
      }
      Spread ratio = Spread.of(ratios);
      sentence(
          format(
              "Dunlin takes %.2f (%.2f–%.2f) of Dubbo's time.",
              ratio.median(), ratio.lowest(), ratio.highest()));
    }
    return this;
  }

  Report title(String title) {
    text.append("## ").append(title).append("\n\n");
    return this;
  }

  Report sentence(String sentence) {
    text.append(sentence).append("\n\n");
    return this;
  }

  private void row(String... values) {
    text.append("| ").append(String.join(" | ", values)).append(" |\n");
  }

  private Report blank() {
    text.append('\n');
    return this;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private record Metric(String title, String format, ToDoubleFunction<Sample> value) {}
}
