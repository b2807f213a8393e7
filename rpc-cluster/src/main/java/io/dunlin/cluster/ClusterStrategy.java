package io.dunlin.cluster;

import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Named;
import io.dunlin.Result;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is done with a call and its candidates: failover, failfast, … Stateless. */
public interface ClusterStrategy extends Named {
  /** Carries one call; obeys the laws of {@link Invoker}. */
  CompletionStage<Result> invoke(Invocation invocation, Candidates candidates);

  /** The providers of one call. Belongs to that call; used by one thread at a time. */
  interface Candidates {
    /**
     * Routed, balanced, and not yet tried in this call while others remain. Counts as an attempt.
     * Where nobody can take the call the invoker fails with code RPC-1101, saying why.
     */
    Invoker next();

    /** Every provider that routing leaves, whether connected or not. */
    List<Invoker> all();

    /** The reference's retry budget. */
    RetryBudget budget();

    /** How many providers routing leaves. */
    int size();

    /** The last failure's account of this call, for the final error; null before one. */
    @Nullable String history();
  }
}
