package io.dunlin.cluster;

import io.dunlin.Extensions;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries each call to one of a directory's providers by the strategy and the load balancer that
 * the call's policy names. Obeys the laws of {@link Invoker}; safe for any thread.
 *
 * <p>The call's {@link io.dunlin.CallRecord} gets the number of candidates, the mark {@code PICKED}
 * and every attempt.
 */
@HotPath
public final class ClusterInvoker implements Invoker {
  private final Directory directory;
  private final String[] strategyNames;
  private final ClusterStrategy[] strategies;
  private final Extensions<ClusterStrategy> known;
  private final RetryBudget budget;

  /**
   * Calls the providers of {@code directory}, which its owner closes.
   *
   * @param strategies those that policies may name
   * @param budget of this reference
   */
  public ClusterInvoker(
      Directory directory, Extensions<ClusterStrategy> strategies, RetryBudget budget) {
    this.directory = directory;
    this.known = strategies;
    this.strategies = strategies.all().toArray(new ClusterStrategy[0]);
    this.strategyNames = new String[this.strategies.length];
    for (int i = 0; i < strategyNames.length; i++) {
      strategyNames[i] = this.strategies[i].name();
    }
    this.budget = budget;
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation) {
    try {
      ClusterStrategy strategy = strategy(invocation);
      Call call = new Call(directory, budget, invocation);
      budget.deposit();
      return strategy.invoke(invocation, call);
    } catch (RpcException e) {
      return CompletableFuture.failedFuture(e);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(ClusterErrors.clusterFailed(invocation, e));
    }
  }

  private ClusterStrategy strategy(Invocation invocation) {
    String name = invocation.policy().strategy();
    for (int i = 0; i < strategies.length; i++) {
      if (strategyNames[i].equals(name)) { // nearly always the very same string
        return strategies[i];
      }
    }
    try {
      return known.get(name);
    } catch (IllegalArgumentException e) {
      throw ClusterErrors.unknownExtension(invocation, e);
    }
  }
}
