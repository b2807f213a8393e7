package io.dunlin.benchmarks;

/**
 * What a client saw in one window.
 *
 * @param calls answered within the window
 * @param failures calls that failed, warm-up included
 * @param nanos length of the window
 * @param p50Nanos half of the calls took no longer
 * @param p99Nanos 99 of 100 calls took no longer
 */
record Window(long calls, long failures, long nanos, long p50Nanos, long p99Nanos) {
  double callsPerSecond() {
    return calls * 1e9 / nanos;
  }
}
