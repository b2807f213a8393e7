package io.dunlin.testkit;

import io.dunlin.Filter;
import io.dunlin.FilterChain;
import io.dunlin.Invoker;
import io.dunlin.Result;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Nested;

/** The chain builder holds filters to the laws of invokers. */
class FilterChainLawsTest {
  @Nested
  class WithThreeFilters extends InvokerContract {
    @Override
    protected Invoker before(Invoker last) {
      Filter passing = (invocation, next) -> next.invoke(invocation);
      return FilterChain.of(List.of(passing, passing, passing), last);
    }
  }

  @Nested
  class WithPermits extends FilterContract {
    @Override
    protected Filter filter() {
      Semaphore permits = new Semaphore(10);
      return (invocation, next) -> {
        if (!permits.tryAcquire()) {
          throw new IllegalStateException("no permits left");
        }
        return Result.onEnd(next.invoke(invocation), (result, failure) -> permits.release());
      };
    }
  }
}
