package io.dunlin.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durations counted in buckets. Immutable. Percentiles are upper bounds: never too low, and at most
 * 1/16 (or 64 ns, if that is more) too high.
 */
public final class LatencySnapshot {
  /** Nothing counted. */
  public static final LatencySnapshot EMPTY =
      new LatencySnapshot(new long[LatencyHistogram.BUCKETS], 0, 0);

  /**
   * Durations that fell between two bounds.
   *
   * @param endNanos durations here are shorter than this and not shorter than the bound before it;
   *     {@link Long#MAX_VALUE} if there is no upper bound
   * @param count how many; greater than zero
   */
  public record Bucket(long endNanos, long count) {}

  private final long[] counts;
  private final long count;
  private final long sumNanos;
  private final long maxNanos;

  /** Takes over {@code counts}. */
  LatencySnapshot(long[] counts, long sumNanos, long maxNanos) {
    this.counts = counts;
    this.count = Arrays.stream(counts).sum();
    this.sumNanos = sumNanos;
    this.maxNanos = maxNanos;
  }

  /** How many durations were counted. */
  public long count() {
    return count;
  }

  /** Their sum in nanoseconds. */
  public long sumNanos() {
    return sumNanos;
  }

  /** Their mean in nanoseconds; 0 if there are none. */
  public long meanNanos() {
    return count == 0 ? 0 : sumNanos / count;
  }

  /** The longest in nanoseconds; 0 if there are none. */
  public long maxNanos() {
    return maxNanos;
  }

  /**
   * A bound in nanoseconds which this share of the durations does not exceed; 0 if there are none.
   *
   * @param share 0 to 1; 0.99 for what is called p99
   */
  public long percentileNanos(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return Math.min(LatencyHistogram.endNanosOf(bucket) - 1, maxNanos);
      }
    }
    return maxNanos;
  }

  /** The buckets that hold something, shortest durations first. */
  public List<Bucket> buckets() {
    List<Bucket> filled = new ArrayList<>();
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0) {
        filled.add(new Bucket(LatencyHistogram.endNanosOf(bucket), counts[bucket]));
      }
    }
    return filled;
  }

  /** These durations and those of {@code other}. */
  public LatencySnapshot plus(LatencySnapshot other) {
    long[] sums = counts.clone();
    for (int bucket = 0; bucket < sums.length; bucket++) {
      sums[bucket] += other.counts[bucket];
    }
    return new LatencySnapshot(sums, sumNanos + other.sumNanos, Math.max(maxNanos, other.maxNanos));
  }

  /**
   * What was counted since {@code earlier}, a snapshot of the same statistics. The longest of the
   * remaining durations is then known as closely as its bucket.
   */
  public LatencySnapshot minus(LatencySnapshot earlier) {
    long[] rest = counts.clone();
    long max = 0;
    for (int bucket = 0; bucket < rest.length; bucket++) {
      // Never negative, even if the two were taken the wrong way round.
      rest[bucket] = Math.max(0, rest[bucket] - earlier.counts[bucket]);
      if (rest[bucket] > 0) {
        max = Math.min(LatencyHistogram.endNanosOf(bucket) - 1, maxNanos);
      }
    }
    return new LatencySnapshot(rest, Math.max(0, sumNanos - earlier.sumNanos), max);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LatencySnapshot that
        && sumNanos == that.sumNanos
        && maxNanos == that.maxNanos
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(sumNanos) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "%d calls, p50 %.3f ms, p99 %.3f ms, max %.3f ms"
        .formatted(count, percentileNanos(0.5) / 1e6, percentileNanos(0.99) / 1e6, maxNanos / 1e6);
  }
}
