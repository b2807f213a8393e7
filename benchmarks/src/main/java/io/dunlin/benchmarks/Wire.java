package io.dunlin.benchmarks;

import io.dunlin.benchmarks.ProcessUsage.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The lines that harness and processes exchange: a word and its values, separated by tabs. */
final class Wire {
  /** From a server: its port. */
  static final String SERVING = "SERVING";

  /** From a client: it is connected. */
  static final String CONNECTED = "CONNECTED";

  /** From a client: measuring begins now; followed by its usage. */
  static final String BEGUN = "BEGUN";

  /** From a client: measuring has ended; followed by its usage. */
  static final String ENDED = "ENDED";

  /** From a client: what it saw. */
  static final String WINDOW = "WINDOW";

  /** From a client: bytes of a request and of its answer, for each operation. */
  static final String SIZES = "SIZES";

  /** To any process, and its answer. */
  static final String USAGE = "USAGE";

  /** To a client: measure the bytes on the wire. */
  static final String MEASURE_SIZES = "MEASURE_SIZES";

  /** To an echo's client: be of these sizes. */
  static final String SET_SIZES = "SET_SIZES";

  /** To a client: operation, mode, warm-up and window in milliseconds. */
  static final String RUN = "RUN";

  /** From a process of its own that serves and calls: the first call has succeeded. */
  static final String FIRST_CALL = "FIRST_CALL";

  private static final String SEPARATOR = "\t";

  private Wire() {}

  static String line(String word, Object... values) {
    StringBuilder line = new StringBuilder(word);
    for (Object value : values) {
      line.append(SEPARATOR).append(value);
    }
    return line.toString();
  }

  static List<String> parts(String line) {
    return List.of(line.split(SEPARATOR, -1));
  }

  static String usage(String word, Usage usage) {
    return line(word, usage.cpuNanos(), usage.allocatedBytes());
  }

  static Usage usage(List<String> parts) {
    return new Usage(Long.parseLong(parts.get(1)), Long.parseLong(parts.get(2)));
  }

  static String window(Window window) {
    return line(
        WINDOW,
        window.calls(),
        window.failures(),
        window.nanos(),
        window.p50Nanos(),
        window.p99Nanos());
  }

  static Window window(List<String> parts) {
    List<Long> numbers = numbers(parts);
    return new Window(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
  }

  static String sizes(String word, Map<Operation, Sizes> sizes) {
    List<Integer> numbers = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      Sizes bytes = sizes.getOrDefault(operation, new Sizes(0, 0));
      numbers.add(bytes.requestBytes());
      numbers.add(bytes.responseBytes());
    }
    return line(word, numbers.toArray());
  }

  static Map<Operation, Sizes> sizes(List<String> parts) {
    Map<Operation, Sizes> sizes = new EnumMap<>(Operation.class);
    Iterator<Long> numbers = numbers(parts).iterator();
    for (Operation operation : Operation.values()) {
      sizes.put(operation, new Sizes(numbers.next().intValue(), numbers.next().intValue()));
    }
    return sizes;
  }

  private static List<Long> numbers(List<String> parts) {
    List<Long> numbers = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      numbers.add(Long.parseLong(part));
    }
    return numbers;
  }
}
