package io.dunlin.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param contestants who takes part
 * @param operations methods called
 * @param modes ways they are called
 * @param warmUps passes over all cells that do not count
 * @param rounds passes that do
 * @param warmUp length of a window that does not count
 * @param settle load before each window that counts
 * @param window length of a window that counts
 * @param starts fresh processes per contestant whose first call is timed; 0 leaves that out
 */
record Options(
    Set<Contestant.Name> contestants,
    Set<Operation> operations,
    Set<Mode> modes,
    int warmUps,
    int rounds,
    Duration warmUp,
    Duration settle,
    Duration window,
    int starts) {

  /** Everything, in less than ten minutes. */
  static final Options FULL =
      new Options(
          EnumSet.allOf(Contestant.Name.class),
          EnumSet.allOf(Operation.class),
          EnumSet.allOf(Mode.class),
          2,
          5,
          Duration.ofMillis(1500),
          Duration.ofMillis(300),
          Duration.ofMillis(2000),
          7);

  /** Everything, in two minutes, for a first look. */
  static final Options QUICK =
      FULL.with(1, 2, Duration.ofMillis(700), Duration.ofMillis(100), Duration.ofMillis(700), 5);

  private Options with(
      int newWarmUps,
      int newRounds,
      Duration newWarmUp,
      Duration newSettle,
      Duration newWindow,
      int newStarts) {
    return new Options(
        contestants,
        operations,
        modes,
        newWarmUps,
        newRounds,
        newWarmUp,
        newSettle,
        newWindow,
        newStarts);
  }

  /** The cells, in the order in which they are measured. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Operation operation : operations) {
      for (Mode mode : modes) {
        cells.add(new Cell(operation, mode));
      }
    }
    return cells;
  }

  /**
   * Understands {@code --quick} and {@code --name=value}, where lists are separated by commas.
   *
   * @throws IllegalArgumentException for anything else, saying what is understood
   */
  static Options parse(List<String> arguments) {
    Options options = arguments.contains("--quick") ? QUICK : FULL;
    for (String argument : arguments) {
      if (!argument.equals("--quick")) {
        options = options.changed(argument);
      }
    }
    return options;
  }

  private Options changed(String argument) {
    String name = argument.replaceFirst("=.*", "");
    String value = argument.substring(Math.min(argument.length(), name.length() + 1));
    Options now = this;
    return switch (name) {
      case "--contestants" -> now.of(names(Contestant.Name.class, value), operations, modes);
      case "--operations" -> now.of(contestants, names(Operation.class, value), modes);
      case "--modes" -> now.of(contestants, operations, names(Mode.class, value));
      case "--warm-ups" ->
          now.with(Integer.parseInt(value), rounds, warmUp, settle, window, starts);
      case "--rounds" -> now.with(warmUps, Integer.parseInt(value), warmUp, settle, window, starts);
      case "--warm-up-millis" -> now.with(warmUps, rounds, millis(value), settle, window, starts);
      case "--window-millis" -> now.with(warmUps, rounds, warmUp, settle, millis(value), starts);
      case "--starts" -> now.with(warmUps, rounds, warmUp, settle, window, Integer.parseInt(value));
      default ->
          throw new IllegalArgumentException(
              "option: "
                  + argument
                  + " (expected: --quick, --contestants=, --operations=, --modes=, --warm-ups=,"
                  + " --rounds=, --warm-up-millis=, --window-millis=, --starts=)");
    };
  }

  private Options of(
      Set<Contestant.Name> newContestants, Set<Operation> newOperations, Set<Mode> newModes) {
    return new Options(
        newContestants, newOperations, newModes, warmUps, rounds, warmUp, settle, window, starts);
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  private static <E extends Enum<E>> Set<E> names(Class<E> type, String list) {
    Set<E> chosen = EnumSet.noneOf(type);
    for (String name : list.split(",")) {
      chosen.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
    }
    return chosen;
  }

  /** One method called in one way. */
  record Cell(Operation operation, Mode mode) {
    @Override
    public String toString() {
      return operation.method() + ", " + mode.title();
    }
  }
}
