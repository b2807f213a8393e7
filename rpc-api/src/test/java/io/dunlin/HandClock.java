package io.dunlin;

import java.time.Duration;

/**
 * A clock moved by hand, without timers. The testkit's ManualClock stands above this module, so it
 * cannot be used here.
 */
final class HandClock implements Clock {
  private long nanos = 1_000_000_000L;

  void advance(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long currentTimeMillis() {
    return nanos / 1_000_000;
  }

  @Override
  public Timer schedule(Runnable task, Duration delay) {
    throw new UnsupportedOperationException("timers");
  }
}
