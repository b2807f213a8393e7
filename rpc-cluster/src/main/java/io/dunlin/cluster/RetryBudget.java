package io.dunlin.cluster;

/** Limits how many repeated calls a reference makes, so that retries cannot become a storm. */
public interface RetryBudget {
  /** Notes one call, which earns a share of a retry. */
  void deposit();

  /** Takes one retry if there is one. */
  boolean tryWithdraw();
}
