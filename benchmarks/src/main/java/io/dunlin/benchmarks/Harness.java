package io.dunlin.benchmarks;

import io.dunlin.benchmarks.Contestant.Name;
import io.dunlin.benchmarks.Options.Cell;
import io.dunlin.benchmarks.ProcessUsage.Usage;
import io.dunlin.benchmarks.Results.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all contestants side by side: their processes all live from the first window to the last,
 * one of them at a time is under load, and what is compared was measured seconds apart. A machine
 * that gets slower in the course of a run is slower for everybody.
 *
 * <p>Within a round each cell is measured for every contestant before the next cell, and each round
 * begins with another contestant, so that nobody always runs on the heels of the same other.
 */
final class Harness implements AutoCloseable {
  private final Options options;
  private final PrintStream out;
  private final Map<Name, Child> servers = new EnumMap<>(Name.class);
  private final Map<Name, Child> clients = new EnumMap<>(Name.class);

  Harness(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Measures, prints, and leaves the tables in the folder of the build. Options as {@link
   * Options#parse} has them.
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(List.of(arguments));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long from = System.nanoTime();
    double loadBefore = loadAverage();
    Report report = new Report();
    if (options.starts() > 0) {
      report.title("Start-up").starts(starts(options, out));
    }
    long failures = 0;
    if (options.rounds() > 0) {
      try (Harness harness = new Harness(options, out)) {
        harness.start();
        Map<Name, Map<Operation, Sizes>> sizes = harness.measureSizes();
        Results results = harness.run();
        failures = results.failures();
        report.title("Dunlin ÷ Dubbo").ratios(results);
        report.title("Measurements").measurements(results, List.copyOf(options.contestants()));
        report.title("Bytes on the wire").sizes(sizes);
        report.sentence("Failed calls: " + failures + ".");
      }
    }
    report.sentence(
        "JDK %s, %d processors, load average %.2f before and %.2f after; %d s."
            .formatted(
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                loadAverage(),
                Duration.ofNanos(System.nanoTime() - from).toSeconds()));
    Path file = Child.targetFolder().resolve("performance.md");
    Files.writeString(file, report.toString());
    out.println();
    out.print(report);
    out.println("written to " + file);
    System.exit(failures == 0 ? 0 : 1);
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Starts all processes and connects them. */
  void start() throws IOException, InterruptedException {
    for (Name contestant : options.contestants()) {
      Child server = new Child(contestant, List.of(), "server");
      servers.put(contestant, server);
      String port = server.await(Wire.SERVING).get(1);
      Child client = new Child(contestant, List.of(), "client", port);
      clients.put(contestant, client);
      client.await(Wire.CONNECTED);
    }
  }

  /** Finds how many bytes calls take, and has the echo take as many as Dunlin's. */
  Map<Name, Map<Operation, Sizes>> measureSizes() throws IOException, InterruptedException {
    Map<Name, Map<Operation, Sizes>> sizes = new EnumMap<>(Name.class);
    for (Name contestant : List.of(Name.DUNLIN, Name.DUBBO)) {
      Child client = clients.get(contestant);
      if (client != null) {
        client.send(Wire.MEASURE_SIZES);
        sizes.put(contestant, Wire.sizes(client.await(Wire.SIZES)));
      }
    }
    Child echo = clients.get(Name.NETTY);
    Map<Operation, Sizes> ours = sizes.getOrDefault(Name.DUNLIN, sizes.get(Name.DUBBO));
    if (echo != null && ours != null) {
      echo.send(Wire.sizes(Wire.SET_SIZES, ours));
      echo.await(Wire.SIZES);
    }
    return sizes;
  }

  /** Runs all rounds. */
  Results run() throws IOException, InterruptedException {
    for (int pass = 0; pass < options.warmUps(); pass++) {
      out.println("warm-up " + (pass + 1) + " of " + options.warmUps());
      for (Cell cell : options.cells()) {
        for (Name contestant : options.contestants()) {
          measure(cell, contestant, options.warmUp(), Duration.ofMillis(1));
        }
      }
    }
    Results results = new Results();
    List<Name> order = new ArrayList<>(options.contestants());
    for (int round = 0; round < options.rounds(); round++) {
      out.println("round " + (round + 1) + " of " + options.rounds());
      for (Cell cell : options.cells()) {
        for (Name contestant : order) {
          Sample sample = measure(cell, contestant, options.settle(), options.window());
          results.add(cell, contestant, sample);
          out.println(Report.line(cell, contestant, sample));
        }
      }
      Collections.rotate(order, 1);
    }
    return results;
  }

  private Sample measure(Cell cell, Name contestant, Duration warmUp, Duration window)
      throws IOException, InterruptedException {
    Child client = child(clients, contestant);
    Child server = child(servers, contestant);
    client.send(
        Wire.line(
            Wire.RUN,
            cell.operation().name(),
            cell.mode().name(),
            warmUp.toMillis(),
            window.toMillis()));
    Usage client0 = Wire.usage(client.await(Wire.BEGUN));
    Usage server0 = server.usage();
    Usage client1 = Wire.usage(client.await(Wire.ENDED));
    Usage server1 = server.usage();
    Window seen = Wire.window(client.await(Wire.WINDOW));
    return new Sample(seen, client1.since(client0).plus(server1.since(server0)));
  }

  private static Child child(Map<Name, Child> children, Name contestant) {
    Child child = children.get(contestant);
    if (child == null) {
      throw new IllegalStateException("not started: " + contestant);
    }
    return child;
  }

  /** Times the first call of fresh processes, taking turns. */
  private static Map<Name, double[]> starts(Options options, PrintStream out)
      throws IOException, InterruptedException {
    Map<Name, double[]> millis = new EnumMap<>(Name.class);
    for (Name contestant : options.contestants()) {
      millis.put(contestant, new double[options.starts()]);
    }
    // Once for the disk.
    for (Name contestant : options.contestants()) {
      firstCallMillis(contestant);
    }
    for (int i = 0; i < options.starts(); i++) {
      for (Map.Entry<Name, double[]> entry : millis.entrySet()) {
        entry.getValue()[i] = firstCallMillis(entry.getKey());
        out.printf("start of %s: %.0f ms%n", entry.getKey().title(), entry.getValue()[i]);
      }
    }
    return millis;
  }

  private static double firstCallMillis(Name contestant) throws IOException, InterruptedException {
    long from = System.nanoTime();
    try (Child process = new Child(contestant, List.of(), "start-up")) {
      process.await(Wire.FIRST_CALL);
      return (System.nanoTime() - from) / 1e6;
    }
  }

  @Override
  public void close() {
    clients.values().forEach(Child::close);
    servers.values().forEach(Child::close);
  }
}
