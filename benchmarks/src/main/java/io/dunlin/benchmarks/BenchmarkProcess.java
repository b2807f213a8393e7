package io.dunlin.benchmarks;

import io.dunlin.benchmarks.Contestant.Calls;
import io.dunlin.samples.user.provider.UserServiceImpl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One process of one contestant. Takes commands on its input, answers on its output (both as {@link
 * Wire} has it), and ends with its input; what is meant for people goes to the error stream.
 *
 * <pre>
 *  server   CONTESTANT         serves
 *  client   CONTESTANT PORT    connects and calls
 *  start-up CONTESTANT         serves, connects, calls once, says so and ends
 * </pre>
 */
final class BenchmarkProcess {
  /** Calls after which nothing about a connection is new to either side. */
  private static final int SETTLING_CALLS = 50;

  private final Contestant contestant;
  private final PrintStream answers;

  private BenchmarkProcess(Contestant contestant, PrintStream answers) {
    this.contestant = contestant;
    this.answers = answers;
  }

  /** Runs the process; never returns. */
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // some log there
    Contestant contestant = Contestant.named(Contestant.Name.valueOf(arguments[1]));
    BenchmarkProcess process = new BenchmarkProcess(contestant, answers);
    switch (arguments[0]) {
      case "server" -> process.serve();
      case "client" -> process.call(Integer.parseInt(arguments[2]));
      case "start-up" -> process.startUp();
      default -> throw new IllegalArgumentException("role: " + arguments[0]);
    }
    // Nobody needs this process's good-byes, and threads may be left.
    Runtime.getRuntime().halt(0);
  }

  private void startUp() throws IOException {
    int port = contestant.serve(new OneUser(), false);
    contestant.connect(port, false).call(Operation.GET_USER);
    answer(Wire.FIRST_CALL);
  }

  private void serve() throws IOException {
    answer(Wire.line(Wire.SERVING, contestant.serve(new UserServiceImpl(), true)));
    ProcessUsage usage = new ProcessUsage();
    BufferedReader commands = commands();
    while (commands.readLine() != null) {
      answer(Wire.usage(Wire.USAGE, usage.now()));
    }
  }

  private void call(int port) throws IOException, InterruptedException {
    Calls calls = contestant.connect(port, true);
    answer(Wire.CONNECTED);
    ProcessUsage usage = new ProcessUsage();
    BufferedReader commands = commands();
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      List<String> command = Wire.parts(line);
      switch (command.get(0)) {
        case Wire.RUN -> run(calls, usage, command);
        case Wire.MEASURE_SIZES -> measureSizes(port);
        case Wire.SET_SIZES -> setSizes(command);
        default -> throw new IllegalArgumentException("command: " + line);
      }
    }
  }

  private void run(Calls calls, ProcessUsage usage, List<String> command)
      throws InterruptedException {
    Load load = new Load(calls, Operation.valueOf(command.get(1)));
    Window window =
        load.run(
            Mode.valueOf(command.get(2)),
            Duration.ofMillis(Long.parseLong(command.get(3))),
            Duration.ofMillis(Long.parseLong(command.get(4))),
            () -> answer(Wire.usage(Wire.BEGUN, usage.now())),
            () -> answer(Wire.usage(Wire.ENDED, usage.now())));
    answer(Wire.window(window));
  }

  private void measureSizes(int port) throws IOException {
    Map<Operation, Sizes> sizes = new EnumMap<>(Operation.class);
    try (ByteMeter meter = new ByteMeter(port);
        Calls calls = contestant.connect(meter.port(), false)) {
      for (Operation operation : Operation.values()) {
        call(calls, operation);
        long requestBytes = meter.requestBytes();
        long responseBytes = meter.responseBytes();
        call(calls, operation);
        sizes.put(
            operation,
            new Sizes(
                (int) (meter.requestBytes() - requestBytes) / SETTLING_CALLS,
                (int) (meter.responseBytes() - responseBytes) / SETTLING_CALLS));
      }
    }
    answer(Wire.sizes(Wire.SIZES, sizes));
  }

  private static void call(Calls calls, Operation operation) {
    for (int i = 0; i < SETTLING_CALLS; i++) {
      calls.call(operation);
    }
  }

  private void setSizes(List<String> command) {
    NettyContestant echo = (NettyContestant) contestant;
    Wire.sizes(command).forEach(echo::resize);
    answer(Wire.SIZES);
  }

  private void answer(String line) {
    answers.println(line);
    answers.flush();
  }

  private static BufferedReader commands() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }
}
