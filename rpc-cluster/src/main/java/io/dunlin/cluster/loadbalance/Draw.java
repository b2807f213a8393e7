package io.dunlin.cluster.loadbalance;

import io.dunlin.HotPath;
import io.dunlin.cluster.LoadBalancer.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws indexes at random in proportion to weights. */
@HotPath
final class Draw {
  private final int size;

  /** Sums of the weights up to and with each index; null where all weights are equal. */
  private final long @Nullable [] sums;

  Draw(List<Candidate> candidates) {
    this.size = candidates.size();
    long[] upTo = new long[size];
    boolean equal = true;
    long sum = 0;
    for (int i = 0; i < size; i++) {
      int weight = candidates.get(i).instance().weight();
      equal &= weight == candidates.get(0).instance().weight();
      sum += weight;
      upTo[i] = sum;
    }
    this.sums = equal ? null : upTo;
  }

  /** One index. */
  int one(RandomGenerator random) {
    return sums == null ? random.nextInt(size) : find(sums, random.nextLong(sums[size - 1]));
  }

  /** One index that is not {@code first}; there must be two. */
  int another(RandomGenerator random, int first) {
    if (sums == null) {
      int index = random.nextInt(size - 1);
      return index < first ? index : index + 1;
    }
    // Drawn from the line of weights with the stretch of the first cut out.
    long before = first == 0 ? 0 : sums[first - 1];
    long weight = sums[first] - before;
    long point = random.nextLong(sums[size - 1] - weight);
    return find(sums, point < before ? point : point + weight);
  }

  /** The first index whose sum is greater than {@code point}. */
  private static int find(long[] sums, long point) {
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > point) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
