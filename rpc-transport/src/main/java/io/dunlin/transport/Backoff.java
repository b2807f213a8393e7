package io.dunlin.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: 100 ms, then four times as long each time,
 * up to 5 s, all give or take a fifth. So a peer that has died is tried three times in the first
 * five seconds, and many clients of one that restarts do not come at the same moment.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LAST_MILLIS = 5_000;
  private static final int FACTOR = 4;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after one more failure. */
  Duration next() {
    long millis = FIRST_MILLIS;
    for (int i = 0; i < failures && millis < LAST_MILLIS; i++) {
      millis *= FACTOR;
    }
    failures++;
    double spread = 0.8 + 0.4 * random.nextDouble();
    return Duration.ofNanos((long) (Math.min(millis, LAST_MILLIS) * 1_000_000L * spread));
  }

  /** Starts anew, after a connection has proved good. */
  void reset() {
    failures = 0;
  }
}
