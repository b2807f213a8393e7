package io.dunlin;

import java.util.concurrent.CompletionStage;

/**
 * Stands between a caller and an {@link Invoker}, on the consumer's or the provider's side.
 *
 * <p>A filter passes the invocation on ({@code next.invoke(invocation)}), perhaps changed by one of
 * its {@code withX} copies, or answers by itself. Work for the end of the call goes into {@link
 * Result#onEnd}. It is called by many threads at once and must not block.
 */
@FunctionalInterface
public interface Filter {
  /**
   * Handles one call; a throwable thrown here ends the call with code RPC-1601, naming the filter.
   */
  CompletionStage<Result> filter(Invocation invocation, Invoker next);
}
