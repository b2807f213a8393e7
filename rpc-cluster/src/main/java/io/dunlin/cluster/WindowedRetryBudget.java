package io.dunlin.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Clock;
import io.dunlin.HotPath;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bucket of retries, filled by calls and by time, that forgets what is older than its window.
 *
 * <p>Calls are only counted; the clock is read, and the bucket filled, when a retry is asked for.
 * Calls since then are taken as evenly spread over the time since then.
 */
@HotPath
final class WindowedRetryBudget implements RetryBudget {
  private final Clock clock;
  private final double perCall;
  private final double perSecond;
  private final double windowSeconds;
  private final LongAdder calls = new LongAdder();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private double balance;

  @GuardedBy("lock")
  private long filledAtNanos;

  /** A bucket that starts with what a quiet window would have earned. */
  WindowedRetryBudget(Clock clock, double perCall, double perSecond, double windowSeconds) {
    this.clock = clock;
    this.perCall = perCall;
    this.perSecond = perSecond;
    this.windowSeconds = windowSeconds;
    this.balance = perSecond * windowSeconds;
    this.filledAtNanos = clock.nanoTime();
  }

  @Override
  public void deposit() {
    calls.increment();
  }

  @Override
  public boolean tryWithdraw() {
    long now = clock.nanoTime();
    synchronized (lock) {
      fill(now);
      if (balance < 1) {
        return false;
      }
      balance -= 1;
      return true;
    }
  }

  @GuardedBy("lock")
  private void fill(long now) {
    double elapsed = Math.max(0, now - filledAtNanos) / 1e9;
    filledAtNanos = now;
    double counted = elapsed <= windowSeconds ? 1 : windowSeconds / elapsed;
    balance =
        balance * Math.max(0, 1 - elapsed / windowSeconds)
            + calls.sumThenReset() * counted * perCall
            + Math.min(elapsed, windowSeconds) * perSecond;
  }
}
