package io.dunlin.bootstrap;

import io.dunlin.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what others can cause as often as they like from flooding the log: lets one message pass in
 * ten seconds and counts the others. Safe for any thread.
 */
final class LogGate {
  static final long GAP_NANOS = 10_000_000_000L;

  private final Clock clock;
  private final AtomicLong nextNanos;
  private final AtomicLong leftOut = new AtomicLong();

  LogGate(Clock clock) {
    this.clock = clock;
    this.nextNanos = new AtomicLong(clock.nanoTime());
  }

  /** Whether to log now: how many were left out since the last one, or -1 to leave it out too. */
  long pass() {
    long next = nextNanos.get();
    long now = clock.nanoTime();
    if (now - next < 0 || !nextNanos.compareAndSet(next, now + GAP_NANOS)) {
      leftOut.incrementAndGet();
      return -1;
    }
    return leftOut.getAndSet(0);
  }
}
