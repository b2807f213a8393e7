package io.dunlin.cluster.strategy;

import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Result;
import io.dunlin.cluster.ClusterStrategy;
import java.util.concurrent.CompletionStage;

/** {@code failfast}: one attempt, whose failure is the call's, whatever its class. */
@HotPath
public final class FailfastStrategy implements ClusterStrategy {
  /** Stateless; made by the service loader. */
  public FailfastStrategy() {}

  @Override
  public String name() {
    return "failfast";
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation, Candidates candidates) {
    return candidates.next().invoke(invocation);
  }
}
