package io.dunlin.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void bucketsFollowOneAnotherWithoutGapOrOverlap() {
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS - 1; bucket++) {
      long end = LatencyHistogram.endNanosOf(bucket);
      assertThat(LatencyHistogram.bucketOf(end - 1)).isEqualTo(bucket);
      assertThat(LatencyHistogram.bucketOf(end)).isEqualTo(bucket + 1);
    }
    assertThat(LatencyHistogram.bucketOf(0)).isZero();
    assertThat(LatencyHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.BUCKETS - 1);
  }

  @Test
  void bucketsAreNeverWiderThanASixteenthOfWhereTheyBegin() {
    for (int bucket = 16; bucket < LatencyHistogram.BUCKETS - 1; bucket++) {
      long start = LatencyHistogram.endNanosOf(bucket - 1);
      long width = LatencyHistogram.endNanosOf(bucket) - start;
      assertThat(width * 16).isLessThanOrEqualTo(start);
    }
  }

  @Test
  void percentilesAreAtMostASixteenthAboveTheTruth() {
    long seed = 20261101;
    Random random = new Random(seed);
    long[] durations = new long[50_000];
    for (int i = 0; i < durations.length; i++) {
      // From 20 µs to seconds, as calls are: mostly short, some very long.
      durations[i] = (long) (20_000 * Math.exp(Math.abs(random.nextGaussian()) * 3));
      histogram.record(durations[i]);
    }
    Arrays.sort(durations);
    LatencySnapshot snapshot = histogram.snapshot();
    for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
      int rank = Math.max(1, (int) Math.ceil(share * durations.length));
      long truth = durations[rank - 1];
      assertThat(snapshot.percentileNanos(share))
          .as("seed %d, share %s", seed, share)
          .isBetween(truth, truth + truth / 16 + 64);
    }
    assertThat(snapshot.count()).isEqualTo(durations.length);
    assertThat(snapshot.maxNanos()).isEqualTo(durations[durations.length - 1]);
    assertThat(snapshot.meanNanos()).isEqualTo(Arrays.stream(durations).sum() / durations.length);
  }

  @Test
  void nothingCountedGivesZeros() {
    assertThat(histogram.snapshot()).isEqualTo(LatencySnapshot.EMPTY);
    assertThat(LatencySnapshot.EMPTY.percentileNanos(0.99)).isZero();
    assertThat(LatencySnapshot.EMPTY.meanNanos()).isZero();
    assertThat(LatencySnapshot.EMPTY.buckets()).isEmpty();
  }

  @Test
  void durationsOutsideTheRangeAreCountedAtItsEnds() {
    histogram.record(-5);
    histogram.record(TimeUnit.HOURS.toNanos(1));
    LatencySnapshot snapshot = histogram.snapshot();
    assertThat(snapshot.buckets())
        .containsExactly(
            new LatencySnapshot.Bucket(64, 1), new LatencySnapshot.Bucket(Long.MAX_VALUE, 1));
    assertThat(snapshot.percentileNanos(1)).isEqualTo(TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void sumAndDifferenceUndoEachOther() {
    histogram.record(1_000_000);
    LatencySnapshot earlier = histogram.snapshot();
    histogram.record(3_000_000);
    LatencySnapshot rest = histogram.snapshot().minus(earlier);
    assertThat(rest.count()).isEqualTo(1);
    assertThat(rest.sumNanos()).isEqualTo(3_000_000);
    assertThat(rest.maxNanos()).isBetween(3_000_000L, 3_200_000L);
    LatencySnapshot both = earlier.plus(rest);
    assertThat(both.count()).isEqualTo(2);
    assertThat(both.buckets()).isEqualTo(histogram.snapshot().buckets());
    assertThat(earlier.minus(histogram.snapshot()).count()).isZero();
  }

  @Test
  void shareOutsideZeroToOneIsRefused() {
    assertThatThrownBy(() -> LatencySnapshot.EMPTY.percentileNanos(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share: 99.0 (expected: 0 to 1)");
  }

  @Test
  void everyDurationOfConcurrentThreadsIsCountedOnce() throws Exception {
    int threads = 8;
    int each = 50_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      for (int thread = 0; thread < threads; thread++) {
        int offset = thread;
        pool.execute(
            () -> {
              awaitQuietly(start);
              for (int i = 0; i < each; i++) {
                histogram.record(1000L * (1 + (i + offset) % 7));
              }
            });
      }
      start.countDown();
      pool.shutdown();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
    LatencySnapshot snapshot = histogram.snapshot();
    assertThat(snapshot.count()).isEqualTo((long) threads * each);
    assertThat(snapshot.buckets()).hasSize(7);
    assertThat(snapshot.maxNanos()).isEqualTo(7000);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
