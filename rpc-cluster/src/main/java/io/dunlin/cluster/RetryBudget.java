package io.dunlin.cluster;

import io.dunlin.Clock;

/** Limits how many repeated calls a reference makes, so that retries cannot become a storm. */
public interface RetryBudget {
  /** Notes one call, which earns a share of a retry. Called per call, from any thread. */
  void deposit();

  /** Takes one retry if there is one. */
  boolean tryWithdraw();

  /**
   * One retry for every five calls and ten for every second, those of the last ten seconds: enough
   * to ride out one bad provider in five, too little to add to an outage.
   */
  static RetryBudget standard(Clock clock) {
    return new WindowedRetryBudget(clock, 0.2, 10, 10);
  }
}
