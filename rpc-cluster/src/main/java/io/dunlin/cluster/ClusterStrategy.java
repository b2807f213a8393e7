package io.dunlin.cluster;

import io.dunlin.Clock;
import io.dunlin.Extensions;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Named;
import io.dunlin.Result;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

/** What is done with a call and its candidates: failover, failfast, … Stateless. */
public interface ClusterStrategy extends Named {
  /** Carries one call; obeys the laws of {@link Invoker}. */
  CompletionStage<Result> invoke(Invocation invocation, Candidates candidates);

  /** The strategies on the class path. */
  static Extensions<ClusterStrategy> installed() {
    return Extensions.of("cluster strategy", ServiceLoader.load(ClusterStrategy.class));
  }

  /**
   * The providers of one call. Belongs to that call; used by one thread at a time. What their
   * invokers do is noted as attempts in the call's {@link io.dunlin.CallRecord}.
   */
  interface Candidates {
    /**
     * Routed, balanced, and not yet given out in this call while others remain. Where nobody can
     * take the call the invoker fails with code RPC-1101, saying why; that is no attempt.
     */
    Invoker next();

    /** How many providers could be sent to now and were not yet given out by {@link #next}. */
    int untried();

    /** How many providers could be sent to now. */
    int size();

    /** Every provider that routing leaves, whether connected or not. */
    List<Invoker> all();

    /** The reference's retry budget; the call itself is already noted in it. */
    RetryBudget budget();

    /** For pauses between attempts. */
    Clock clock();
  }
}
