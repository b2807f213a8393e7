package io.dunlin;

import java.time.Duration;

/**
 * Time and timers. Nothing else in the framework reads the system clock, so a hand-driven clock
 * (testkit) runs the same code.
 */
public interface Clock {
  /** Monotonic nanoseconds; only differences have a meaning. */
  long nanoTime();

  /** Wall-clock milliseconds since 1970 UTC; for people and peers, never for time-outs. */
  long currentTimeMillis();

  /**
   * Runs {@code task} once after {@code delay}, at most one tick (10 ms) late on an idle machine.
   * The task runs on the timer's thread and must be short.
   */
  Timer schedule(Runnable task, Duration delay);

  /** A scheduled task. */
  @FunctionalInterface
  interface Timer {
    /** Prevents the task from running if it has not begun. */
    void cancel();
  }
}
