package io.dunlin.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it. Timers run on the thread that moves it, in the
 * order of their times, those of one time in the order they were scheduled; while a timer runs the
 * clock shows the timer's own time.
 *
 * <p>Safe for any thread to read and to schedule; one thread at a time may move it.
 */
public final class ManualClock implements Clock {
  // Neither begins at 0, or code that takes 0 for "not set" would pass its tests here.
  private static final long FIRST_NANO_TIME = 1_000_000_000_000L;
  private static final long FIRST_MILLIS = 1_700_000_000_000L;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();

  @GuardedBy("lock")
  private long scheduled;

  private volatile long nanos = FIRST_NANO_TIME;
  private volatile long wallOffsetMillis = FIRST_MILLIS;

  /** A clock at some fixed moment. */
  public ManualClock() {}

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long currentTimeMillis() {
    return wallOffsetMillis + (nanos - FIRST_NANO_TIME) / 1_000_000;
  }

  @Override
  public Timer schedule(Runnable task, Duration delay) {
    synchronized (lock) {
      Task entry = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
      tasks.add(entry);
      return () -> {
        synchronized (lock) {
          tasks.remove(entry);
        }
      };
    }
  }

  /** Moves the clock on and runs every timer that becomes due, those they schedule included. */
  public void advance(Duration by) {
    long target = nanos + by.toNanos();
    for (Task next = takeDue(target); next != null; next = takeDue(target)) {
      nanos = Math.max(nanos, next.atNanos);
      next.run.run();
    }
    nanos = target;
  }

  /**
   * Moves the clock to the next timer and runs it.
   *
   * @return false if there is none; the clock then stands still
   */
  public boolean advanceToNextTimer() {
    Task next = takeDue(Long.MAX_VALUE);
    if (next == null) {
      return false;
    }
    nanos = Math.max(nanos, next.atNanos);
    next.run.run();
    return true;
  }

  /** Sets the wall clock forward or back, as an operator or NTP does; timers do not notice. */
  public void jumpWallClock(Duration by) {
    synchronized (lock) {
      wallOffsetMillis = wallOffsetMillis + by.toMillis();
    }
  }

  /** How many timers wait. */
  public int timers() {
    synchronized (lock) {
      return tasks.size();
    }
  }

  private @Nullable Task takeDue(long target) {
    synchronized (lock) {
      Task next = tasks.peek();
      return next != null && next.atNanos <= target ? tasks.poll() : null;
    }
  }

  private record Task(long atNanos, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(order);
    }
  }
}
