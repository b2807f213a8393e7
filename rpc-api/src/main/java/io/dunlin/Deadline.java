package io.dunlin;

import java.time.Duration;

/**
 * The moment by which a whole call, retries included, must have ended. Travels between processes as
 * remaining time, never as a point of time.
 */
public final class Deadline {
  private final Clock clock;
  private final long startNanos;
  private final long timeoutNanos;

  private Deadline(Clock clock, long startNanos, long timeoutNanos) {
    this.clock = clock;
    this.startNanos = startNanos;
    this.timeoutNanos = timeoutNanos;
  }

  /** The deadline {@code timeoutNanos} from now. */
  public static Deadline after(Clock clock, long timeoutNanos) {
    return new Deadline(clock, clock.nanoTime(), timeoutNanos);
  }

  /** The deadline {@code timeout} from now. */
  public static Deadline after(Clock clock, Duration timeout) {
    return after(clock, timeout.toNanos());
  }

  /** Nanoseconds left; zero or negative when it has passed. */
  public long remainingNanos() {
    return timeoutNanos - elapsedNanos();
  }

  /** Nanoseconds since this deadline was set. */
  public long elapsedNanos() {
    return clock.nanoTime() - startNanos;
  }

  /** The time that was allowed when it was set. */
  public Duration timeout() {
    return Duration.ofNanos(timeoutNanos);
  }

  /** Whether it has passed. */
  public boolean isExpired() {
    return remainingNanos() <= 0;
  }

  /** The earlier of the two. */
  public Deadline earlier(Deadline other) {
    return other.remainingNanos() < remainingNanos() ? other : this;
  }

  @Override
  public String toString() {
    return timeoutNanos / 1_000_000 + " ms, " + remainingNanos() / 1_000_000 + " ms left";
  }
}
