package io.dunlin.testkit.dubbo.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line of a peer: {@code --name value} pairs, some of them more than once. */
final class Options {
  private final Map<String, List<String>> values = new HashMap<>();

  private Options() {}

  static Options parse(List<String> arguments) {
    Options options = new Options();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String name = rest.removeFirst();
      if (!name.startsWith("--") || rest.isEmpty()) {
        throw new IllegalArgumentException("argument: " + name + " (expected: --name value)");
      }
      options
          .values
          .computeIfAbsent(name.substring(2), key -> new ArrayList<>())
          .add(rest.removeFirst());
    }
    return options;
  }

  String get(String name, String otherwise) {
    List<String> found = values.getOrDefault(name, List.of());
    return found.isEmpty() ? otherwise : found.get(found.size() - 1);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(get(name, Integer.toString(otherwise)));
  }

  /** What {@code --name key=value} says, however often. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : values.getOrDefault(name, List.of())) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }
}
