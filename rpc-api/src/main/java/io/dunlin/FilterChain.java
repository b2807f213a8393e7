package io.dunlin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Folds filters and the invoker behind them into one invoker; done when a chain is built. */
public final class FilterChain {
  private FilterChain() {}

  /**
   * The invoker that passes a call through {@code filters}, first one outermost, to {@code last}. A
   * filter that throws, or returns null, ends the call with an {@link RpcException} that names it;
   * so does {@code last}. What a filter calls as {@code next} therefore never throws, and what the
   * filter holds during a call cannot leak.
   */
  public static Invoker of(List<? extends Filter> filters, Invoker last) {
    Invoker chain = new Last(last);
    for (int i = filters.size() - 1; i >= 0; i--) {
      chain = new Link(filters.get(i), chain);
    }
    return chain;
  }

  @HotPath
  private record Last(Invoker invoker) implements Invoker {
    @Override
    public CompletionStage<Result> invoke(Invocation invocation) {
      try {
        @Nullable CompletionStage<Result> stage = invoker.invoke(invocation);
        if (stage != null) {
          return stage;
        }
        return CompletableFuture.failedFuture(failed(invocation, "returned null", null));
      } catch (RpcException e) {
        return CompletableFuture.failedFuture(e);
      } catch (Throwable e) {
        return CompletableFuture.failedFuture(failed(invocation, "threw " + e, e));
      }
    }

    private RpcException failed(
        Invocation invocation, String whatHappened, @Nullable Throwable cause) {
      return RpcException.invokerFailed(
          invocation, invoker.getClass().getName(), whatHappened, cause);
    }
  }

  @HotPath
  private record Link(Filter filter, Invoker next) implements Invoker {
    @Override
    public CompletionStage<Result> invoke(Invocation invocation) {
      try {
        @Nullable CompletionStage<Result> stage = filter.filter(invocation, next);
        if (stage != null) {
          return stage;
        }
        return CompletableFuture.failedFuture(failed(invocation, "returned null", null));
      } catch (RpcException e) {
        return CompletableFuture.failedFuture(e);
      } catch (Throwable e) {
        return CompletableFuture.failedFuture(failed(invocation, "threw " + e, e));
      }
    }

    private RpcException failed(
        Invocation invocation, String whatHappened, @Nullable Throwable cause) {
      return RpcException.filterFailed(
          invocation, filter.getClass().getName(), whatHappened, cause);
    }
  }
}
