package io.dunlin.cluster;

/** Live load of one provider process, shared by all services and methods at it. */
public interface InstanceLoad {
  /** Calls in flight. */
  int inFlight();

  /**
   * Smoothed latency in nanoseconds; 0 before the first answer. Time-outs count as answers that
   * took as long as the caller waited.
   */
  long latencyNanos();

  /** Nanoseconds since an answer last arrived; reads the clock. */
  long quietNanos();
}
