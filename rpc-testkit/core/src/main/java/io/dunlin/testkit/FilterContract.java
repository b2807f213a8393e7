package io.dunlin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Filter;
import io.dunlin.FilterChain;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What holds for every {@link Filter} that lets calls pass: the laws of {@link InvokerContract}
 * about the chain it stands in, and that it gives back what it takes.
 */
public abstract class FilterContract extends InvokerContract {
  /** More calls than any permits that a filter under test hands out. */
  private static final int MANY = 10_000;

  /** Made by JUnit. */
  protected FilterContract() {}

  /** A new filter that lets the contract's calls pass. */
  protected abstract Filter filter();

  @Override
  protected final Invoker before(Invoker last) {
    return FilterChain.of(List.of(filter()), last);
  }

  /** One call in is one call out. */
  @Test
  void callIsPassedOnOnce() {
    AtomicInteger calls = new AtomicInteger();
    Invoker chain =
        before(
            invocation -> {
              calls.incrementAndGet();
              return CompletableFuture.completedFuture(Result.of("ok"));
            });

    Await.result(chain.invoke(invocation()));

    assertThat(calls).hasValue(1);
  }

  /** Whatever the calls end with, permits come back. */
  @Test
  void nothingLeaksOverManyCallsOfEveryOutcome() {
    AtomicInteger number = new AtomicInteger();
    AtomicInteger arrived = new AtomicInteger();
    Invoker chain =
        before(
            invocation -> {
              arrived.incrementAndGet();
              return switch (number.getAndIncrement() % 4) {
                case 0 -> CompletableFuture.completedFuture(Result.of("ok"));
                case 1 -> CompletableFuture.completedFuture(Result.failure(new Exception("own")));
                case 2 ->
                    CompletableFuture.failedFuture(
                        RpcException.deadlineBeforeSend(invocation, "planted"));
                default -> throw new IllegalStateException("planted");
              };
            });

    for (int i = 0; i < MANY; i++) {
      assertThat(chain.invoke(invocation()).toCompletableFuture()).isDone();
    }

    assertThat(arrived).hasValue(MANY);
  }
}
