package io.dunlin.benchmarks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latencies of one window, one histogram per thread so that recording costs the same whatever else
 * runs. Recording goes to a spare histogram until {@link #start}.
 */
final class Latencies {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 2;

  private final Queue<Mine> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Mine> mine = ThreadLocal.withInitial(this::open);
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Phase phase = Phase.WARM;
  private volatile boolean any;

  private Mine open() {
    Mine opened = new Mine(histogram(), histogram());
    all.add(opened);
    return opened;
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }

  /** Records one call that took so long; from any thread. */
  void record(long nanos) {
    Phase now = phase;
    if (now == Phase.OVER) {
      return;
    }
    Mine histograms = mine.get();
    Histogram into = now == Phase.MEASURED ? histograms.measured : histograms.spare;
    into.recordValue(Math.min(nanos, LONGEST_NANOS));
    if (now == Phase.MEASURED && !any) {
      any = true;
      first.countDown();
    }
  }

  /** From now on it counts. */
  void start() {
    phase = Phase.MEASURED;
  }

  /** Waits until something has been recorded that counts. */
  void awaitFirst() throws InterruptedException {
    if (!first.await(LONGEST_NANOS, TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("no call succeeded within a minute");
    }
  }

  /** From now on nothing is recorded. */
  void stop() {
    phase = Phase.OVER;
  }

  /** Whether {@link #stop} has been called. */
  boolean isOver() {
    return phase == Phase.OVER;
  }

  /** All that was recorded; when no thread records any more. */
  Histogram merged() {
    Histogram sum = histogram();
    all.forEach(one -> sum.add(one.measured));
    return sum;
  }

  private record Mine(Histogram spare, Histogram measured) {}

  private enum Phase {
    WARM,
    MEASURED,
    OVER
  }
}
