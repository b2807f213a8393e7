package io.dunlin.samples.user.demo;

import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows that calls go on while providers die and come back: {@code ./demo}.
 *
 * <p>This process holds ZooKeeper and plays fate. Three providers and a consumer run in processes
 * of their own. The main thread prints what the consumer reports; a second thread ends and restarts
 * providers meanwhile.
 */
public final class Demo implements AutoCloseable {
  static final int PROVIDERS = 3;

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(15);
  // When things happen, as shares of the time that calls are made.
  private static final double KILL = 0.3;
  private static final double RESTART_KILLED = 0.45;
  private static final double RESTART_GRACEFULLY = 0.6;

  private final DemoOptions options;
  private final Path logs;
  private final Report report;
  private final EmbeddedZooKeeper zooKeeper;
  private final List<ProviderRun> runs = new ArrayList<>(); // guarded by itself
  private @Nullable ChildProcess consumer;
  private volatile @Nullable Exception fault;
  private volatile boolean closing;

  private Demo(DemoOptions options, PrintStream out) throws IOException {
    this.options = options;
    this.logs = options.logFolder();
    this.report = new Report(out);
    this.zooKeeper = EmbeddedZooKeeper.start();
  }

  /** Runs the demonstration and ends this JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out));
  }

  /** Runs the demonstration and returns its exit status; see {@link DemoOptions#usage}. */
  static int run(List<String> arguments, PrintStream out) {
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println();
      out.println(DemoOptions.usage());
      return 2;
    }
    if (options.help()) {
      out.println(DemoOptions.usage());
      return 0;
    }
    try (Demo demo = new Demo(options, out)) {
      return demo.run() ? 0 : 1;
    } catch (IOException | RuntimeException e) {
      out.println("The demonstration could not go on: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  private boolean run() throws InterruptedException {
    // For Ctrl-C; children would notice that we are gone, but not as quickly.
    Thread hook = new Thread(this::close, "demo-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return startAndWatch();
    } catch (IllegalStateException e) {
      if (closing) {
        return false; // Ctrl-C has ended the children; no news
      }
      throw e;
    } finally {
      if (!closing) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private boolean startAndWatch() throws InterruptedException {
    report.introduction(options, logs);
    report.step("ZooKeeper listens at " + zooKeeper.connectString());
    List<ProviderRun> first = new ArrayList<>();
    for (int number = 1; number <= PROVIDERS; number++) {
      first.add(begin(number)); // all at once: each takes a second or so
    }
    for (ProviderRun run : first) {
      report.step(run.awaitReady(START));
    }
    ChildProcess caller = beginConsumer();
    report.step("consumer runs as process " + caller.pid() + " and has found them");

    report.startOfLoad();
    caller.tell("GO");
    Thread fate = new Thread(this::fate, "demo-fate");
    fate.start();
    watch(caller);
    caller.tell("STOP");
    Outcome outcome = Outcome.hear(caller, STOP);
    fate.join(START.toMillis());
    for (ProviderRun run : runs()) {
      run.endOfLoad();
    }
    return report.summary(options, outcome, runs(), fault);
  }

  /** Prints what the consumer reports until the time is over. */
  private void watch(ChildProcess caller) throws InterruptedException {
    // A little longer, to hear of the last second too.
    double end = options.seconds() + 0.2;
    Duration left = report.until(end);
    while (!left.isNegative()) {
      String line = caller.hear(left);
      if (line != null && line.startsWith("SECOND ")) {
        report.second(Tally.Sample.parse(line.substring("SECOND ".length())));
      }
      left = report.until(end);
    }
  }

  private void fate() {
    try {
      sleepUntil(KILL);
      ProviderRun second = runs().get(1);
      second.kill();
      report.event("provider-2 (process " + second.pid() + ") was killed: SIGKILL, no goodbye");

      sleepUntil(RESTART_KILLED);
      report.event(begin(2).awaitReady(START) + ", in its place");

      sleepUntil(RESTART_GRACEFULLY);
      ProviderRun third = runs().get(2);
      report.event("provider-3 (process " + third.pid() + ") is asked to stop: SIGTERM");
      long millis = third.stop(STOP).toMillis();
      report.event("provider-3 has finished its calls and ended, after " + millis + " ms");
      report.event(begin(3).awaitReady(START) + ", in its place");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fault = e;
    }
  }

  private void sleepUntil(double share) throws InterruptedException {
    Duration left = report.until(options.seconds() * share);
    if (!left.isNegative()) {
      Thread.sleep(left.toMillis());
    }
  }

  private List<ProviderRun> runs() {
    synchronized (runs) {
      return List.copyOf(runs);
    }
  }

  private ProviderRun begin(int number) {
    synchronized (runs) {
      if (closing) {
        throw new IllegalStateException("the demonstration has ended");
      }
      int time = 1;
      for (ProviderRun run : runs) {
        time += run.number() == number ? 1 : 0;
      }
      String name = "provider-" + number + "#" + time;
      ProviderRun run =
          new ProviderRun(number, time, start(name, DemoProvider.class, List.of(name, registry())));
      runs.add(run);
      return run;
    }
  }

  private ChildProcess beginConsumer() throws InterruptedException {
    ChildProcess child =
        start(
            "consumer",
            DemoConsumer.class,
            List.of(
                registry(),
                Integer.toString(options.callers()),
                Integer.toString(options.callsPerSecond())));
    consumer = child;
    child.await("READY", START);
    return child;
  }

  private ChildProcess start(String name, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(main.getName()));
    command.addAll(arguments);
    Path log = logs.resolve(name.replace('#', '-') + ".log");
    return ChildProcess.start(name, log, ChildProcess.ownClassPath(), List.of(), command);
  }

  private String registry() {
    return "zookeeper://" + zooKeeper.connectString();
  }

  /** Ends every process, and ZooKeeper; idempotent. */
  @Override
  public void close() {
    synchronized (runs) {
      closing = true;
      for (ProviderRun run : runs) {
        run.close();
      }
    }
    ChildProcess caller = consumer;
    if (caller != null) {
      caller.close();
    }
    zooKeeper.close();
  }

  /**
   * What the consumer said at its end.
   *
   * @param failures one line for each kind
   */
  record Outcome(Tally.Sample total, List<String> failures) {
    static Outcome hear(ChildProcess consumer, Duration patience) throws InterruptedException {
      String total = consumer.await("TOTAL ", patience).substring("TOTAL ".length());
      List<String> failures = new ArrayList<>();
      String line = consumer.hear(patience);
      while (line != null && !line.equals("END")) {
        failures.add(line.substring("FAILED ".length()));
        line = consumer.hear(patience);
      }
      return new Outcome(Tally.Sample.parse(total), failures);
    }
  }
}
