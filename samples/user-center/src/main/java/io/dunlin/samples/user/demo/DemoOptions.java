package io.dunlin.samples.user.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration is asked to do.
 *
 * @param help whether to explain only
 * @param seconds how long calls are made; 5 to 86400
 * @param callers threads that call; 1 to 1000
 * @param callsPerSecond of all callers together; 1 to 100000
 * @param logs folder for the logs of the processes; null for a new temporary one
 */
record DemoOptions(
    boolean help, int seconds, int callers, int callsPerSecond, @Nullable Path logs) {
  DemoOptions {
    check("--seconds", seconds, 5, 86_400);
    check("--callers", callers, 1, 1000);
    check("--rate", callsPerSecond, 1, 100_000);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with what was expected
   */
  static DemoOptions parse(List<String> arguments) {
    boolean help = false;
    int seconds = 30;
    int callers = 8;
    int callsPerSecond = 800;
    Path logs = null;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      switch (option) {
        case "--help", "-h" -> help = true;
        case "--seconds" -> seconds = number(option, rest);
        case "--callers" -> callers = number(option, rest);
        case "--rate" -> callsPerSecond = number(option, rest);
        case "--logs" -> logs = Path.of(value(option, rest));
        default ->
            throw new IllegalArgumentException(
                "argument: "
                    + option
                    + " (expected: --seconds, --callers, --rate, --logs, --help)");
      }
    }
    return new DemoOptions(help, seconds, callers, callsPerSecond, logs);
  }

  /** How the demonstration is asked; {@code ./demo} prints the same text. */
  static String usage() {
    try (InputStream in = DemoOptions.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder for logs, which exists then. */
  Path logFolder() throws IOException {
    return logs == null
        ? Files.createTempDirectory("dunlin-demo")
        : Files.createDirectories(logs.toAbsolutePath());
  }

  private static int number(String option, Deque<String> rest) {
    String text = value(option, rest);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + ": " + text + " (expected: a number)", e);
    }
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + ": nothing (expected: a value after it)");
    }
    return rest.removeFirst();
  }

  private static void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }
}
