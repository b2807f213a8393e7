package io.dunlin.samples.user.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the demonstration prints, and the clock its times refer to. */
final class Report {
  // A process that came up shortly before the end need not have been called.
  private static final Duration TIME_TO_BE_FOUND = Duration.ofSeconds(3);

  private final PrintStream out;
  private final List<String> events = new ArrayList<>();
  private long startNanos;
  private int rows;

  Report(PrintStream out) {
    this.out = out;
  }

  void introduction(DemoOptions options, Path logs) {
    print(
        "Three providers offer a user service and register with ZooKeeper. A consumer finds them");
    print(
        "there and makes about %d calls a second from %d threads for %d s. On the way, one provider",
        options.callsPerSecond(), options.callers(), options.seconds());
    print("is killed and one is stopped gracefully; both come back. No call may fail.");
    print("(logs: %s)", logs);
    print("");
  }

  void step(String text) {
    print("  %s", text);
  }

  synchronized void startOfLoad() {
    startNanos = System.nanoTime();
  }

  /** Time left until so many seconds after the start of the load; negative when they are over. */
  synchronized Duration until(double seconds) {
    return Duration.ofNanos(startNanos + (long) (seconds * 1e9) - System.nanoTime());
  }

  /** Prints what happened now, and keeps it for the summary. */
  synchronized void event(String text) {
    String line = "%6.1f s  %s".formatted((System.nanoTime() - startNanos) / 1e9, text);
    events.add(line);
    print("%s", line);
  }

  /** Prints one second's calls. */
  synchronized void second(Tally.Sample calls) {
    if (rows % 20 == 0) {
      print("");
      print(
          "    time   calls/s   p50 ms   p99 ms   failed    answered by provider-1  provider-2"
              + "  provider-3");
    }
    rows++;
    StringBuilder answers = new StringBuilder();
    for (int number = 1; number <= Demo.PROVIDERS; number++) {
      answers.append("%12d".formatted(answersOf(number, calls.byProvider())));
    }
    print(
        "%6.1f s %9d %8.2f %8.2f %8d            %s",
        (System.nanoTime() - startNanos) / 1e9,
        calls.calls(),
        calls.p50Nanos() / 1e6,
        calls.p99Nanos() / 1e6,
        calls.failed(),
        answers);
  }

  private static long answersOf(int number, Map<String, Long> byProvider) {
    String prefix = "provider-" + number + "#";
    long sum = 0;
    for (Map.Entry<String, Long> entry : byProvider.entrySet()) {
      sum += entry.getKey().startsWith(prefix) ? entry.getValue() : 0;
    }
    return sum;
  }

  /** Prints the summary and returns whether all went well. */
  synchronized boolean summary(
      DemoOptions options,
      Demo.Outcome outcome,
      List<ProviderRun> runs,
      @Nullable Exception fault) {
    Tally.Sample total = outcome.total();
    print("");
    print("Summary");
    print("  calls       %d in %d s", total.calls(), options.seconds());
    print("  failed      %d", total.failed());
    for (String failure : outcome.failures()) {
      String[] parts = failure.split(" ", 3);
      print("              %s x %s, the first: %s", parts[1], parts[0], parts[2]);
    }
    print(
        "  repeated    %d (answered by another provider after an attempt failed)",
        total.repeated());
    print(
        "  durations   p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
        total.p50Nanos() / 1e6, total.p99Nanos() / 1e6, total.maxNanos() / 1e6);
    print("");
    print("  provider     process      calls");
    List<ProviderRun> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparing(ProviderRun::number)); // stable: first process first
    for (ProviderRun run : sorted) {
      String row =
          "  provider-%d  %8d %10d  %s"
              .formatted(run.number(), run.pid(), answersOf(run, total), run.fate());
      print("%s", row.stripTrailing());
    }
    print("");
    for (String event : events) {
      print("%s", event);
    }
    List<String> faults = faults(total, runs, fault);
    print("");
    for (String text : faults) {
      print("NOT AS IT SHOULD BE: %s", text);
    }
    if (faults.isEmpty()) {
      print(
          "All well: no call failed, although one provider was killed and one restarted under load.");
    }
    return faults.isEmpty();
  }

  private static List<String> faults(
      Tally.Sample total, List<ProviderRun> runs, @Nullable Exception fault) {
    List<String> faults = new ArrayList<>();
    if (fault != null) {
      faults.add("a provider could not be restarted: " + fault.getMessage());
    }
    if (total.failed() > 0) {
      faults.add(total.failed() + " calls failed");
    }
    for (int number = 1; number <= Demo.PROVIDERS; number++) {
      if (answersOf(number, total.byProvider()) == 0) {
        faults.add("provider-" + number + " was never called");
      }
    }
    for (ProviderRun run : runs) {
      if (answersOf(run, total) == 0 && run.readyFor().compareTo(TIME_TO_BE_FOUND) > 0) {
        faults.add(
            "process %d of provider-%d was never called, though it was there for %d ms"
                .formatted(run.pid(), run.number(), run.readyFor().toMillis()));
      }
    }
    return faults;
  }

  private static long answersOf(ProviderRun run, Tally.Sample total) {
    return total.byProvider().getOrDefault(run.name(), 0L);
  }

  private synchronized void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
