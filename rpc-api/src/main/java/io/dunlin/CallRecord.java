package io.dunlin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is noted about one call while it is under way: nanosecond marks per phase, attempts,
 * candidates. The one mutable thing that travels with a call; read at its end by the monitor, the
 * time-out message and explain.
 *
 * <p>Written by one thread at a time: whoever carries the call; hand-overs between threads publish.
 */
@SuppressWarnings("EnumOrdinal") // marks are an array in the order of the phases
public final class CallRecord {
  /** Steps of one attempt on the consumer's side, in order. */
  public enum Phase {
    /** The call entered the framework. */
    STARTED,
    /** A provider was chosen. */
    PICKED,
    /** Arguments were encoded. */
    ENCODED,
    /** The bytes were handed to the operating system. */
    WRITTEN,
    /** The response arrived. */
    ANSWERED,
    /** The result was decoded. */
    DECODED
  }

  /**
   * One attempt.
   *
   * @param failureClass null if it succeeded
   * @param elapsedNanos from picking the provider to the attempt's end
   */
  public record Attempt(
      Endpoint endpoint,
      @Nullable FailureClass failureClass,
      long elapsedNanos,
      @Nullable Throwable cause) {}

  private final Clock clock;
  private final long[] marks = new long[Phase.values().length];
  private @Nullable Attempt first;
  private @Nullable List<Attempt> later; // apart from the first, so that most calls have no list
  private int candidates;

  /** Starts a record now. */
  public CallRecord(Clock clock) {
    this.clock = clock;
    mark(Phase.STARTED);
  }

  /**
   * Notes that {@code phase} is reached now; a later attempt overwrites an earlier one. Returns the
   * time noted, in nanoseconds of the call's clock.
   */
  public long mark(Phase phase) {
    long now = clock.nanoTime();
    marks[phase.ordinal()] = now;
    return now;
  }

  /** Nanoseconds from the start of the call to {@code phase}, or -1 if it was not reached. */
  public long nanosTo(Phase phase) {
    long mark = marks[phase.ordinal()];
    return mark == 0 ? -1 : mark - marks[0];
  }

  /** Nanoseconds since the start of the call. */
  public long elapsedNanos() {
    return clock.nanoTime() - marks[0];
  }

  /** Notes how many providers could have taken the call. */
  public void candidates(int count) {
    candidates = count;
  }

  /** How many providers could have taken the call. */
  public int candidates() {
    return candidates;
  }

  /** Adds a finished attempt. */
  public void add(Attempt attempt) {
    if (first == null) {
      first = attempt;
      return;
    }
    if (later == null) {
      later = new ArrayList<>(2);
    }
    later.add(attempt);
  }

  /** The finished attempts, in order. */
  public List<Attempt> attempts() {
    if (first == null) {
      return List.of();
    }
    List<Attempt> all = new ArrayList<>();
    all.add(first);
    if (later != null) {
      all.addAll(later);
    }
    return List.copyOf(all);
  }
}
