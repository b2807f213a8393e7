package io.dunlin.monitor;

import io.dunlin.HotPath;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts durations in buckets whose width grows with the duration. Recording takes no lock and, in
 * the steady state, no memory.
 *
 * <p>Buckets: the first 16 are 64 ns wide and reach to 1 µs (2<sup>10</sup> ns). Then each doubling
 * is cut into 16 of equal width, so a bucket is never wider than 1/16 of its lower bound. The last
 * doubling ends at 2<sup>37</sup> ns (137 s); what is longer is counted in the last bucket.
 *
 * <p>Threads that would write to the same few hot buckets are spread over some copies, which a
 * snapshot adds up.
 */
@HotPath
final class LatencyHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  private static final int FIRST_DOUBLING = 10;
  private static final int END_OF_DOUBLINGS = 37;

  /** Number of buckets. */
  static final int BUCKETS = SUB_BUCKETS * (1 + END_OF_DOUBLINGS - FIRST_DOUBLING);

  private static final int SUM = BUCKETS;
  private static final int MAX = BUCKETS + 1;
  private static final int SLOTS = BUCKETS + 2;

  private static final int COPIES =
      Integer.highestOneBit(Math.min(8, Runtime.getRuntime().availableProcessors()));

  private final AtomicReferenceArray<AtomicLongArray> copies = new AtomicReferenceArray<>(COPIES);

  /** Counts one duration; a negative one counts as zero. */
  void record(long nanos) {
    long duration = Math.max(0, nanos);
    AtomicLongArray copy = copy();
    copy.getAndIncrement(bucketOf(duration));
    copy.getAndAdd(SUM, duration);
    long max = copy.get(MAX);
    while (duration > max && !copy.compareAndSet(MAX, max, duration)) {
      max = copy.get(MAX);
    }
  }

  @SuppressWarnings("NullAway") // elements are null until first used
  private AtomicLongArray copy() {
    int index = (int) Thread.currentThread().getId() & (COPIES - 1);
    AtomicLongArray copy = copies.get(index);
    if (copy != null) {
      return copy;
    }
    AtomicLongArray fresh = new AtomicLongArray(SLOTS);
    return copies.compareAndSet(index, null, fresh) ? fresh : copies.get(index);
  }

  /** What was counted so far; calls recorded meanwhile may be counted in part. */
  LatencySnapshot snapshot() {
    long[] counts = new long[BUCKETS];
    long sum = 0;
    long max = 0;
    for (int i = 0; i < COPIES; i++) {
      AtomicLongArray copy = copies.get(i);
      if (copy != null) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          counts[bucket] += copy.get(bucket);
        }
        sum += copy.get(SUM);
        max = Math.max(max, copy.get(MAX));
      }
    }
    return new LatencySnapshot(counts, sum, max);
  }

  /** The bucket that a duration of zero or more is counted in. */
  static int bucketOf(long nanos) {
    if (nanos < 1L << FIRST_DOUBLING) {
      return (int) (nanos >>> (FIRST_DOUBLING - SUB_BITS));
    }
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    if (doubling >= END_OF_DOUBLINGS) {
      return BUCKETS - 1;
    }
    // The four bits below the leading one choose among the 16.
    int within = (int) (nanos >>> (doubling - SUB_BITS)) & (SUB_BUCKETS - 1);
    return (1 + doubling - FIRST_DOUBLING) * SUB_BUCKETS + within;
  }

  /** The first duration that is too long for {@code bucket}; the last bucket has no such bound. */
  static long endNanosOf(int bucket) {
    if (bucket == BUCKETS - 1) {
      return Long.MAX_VALUE;
    }
    int row = bucket / SUB_BUCKETS;
    int within = bucket % SUB_BUCKETS;
    if (row == 0) {
      return (within + 1L) << (FIRST_DOUBLING - SUB_BITS);
    }
    return (SUB_BUCKETS + within + 1L) << (row - 1 + FIRST_DOUBLING - SUB_BITS);
  }
}
