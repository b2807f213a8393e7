package io.dunlin;

import java.util.concurrent.CompletionStage;

/**
 * Carries one invocation to wherever it is answered: a remote peer, a cluster of them, a filter
 * chain, a service in this JVM or a server method.
 *
 * <p>Three laws hold for every invoker; callers rely on them and {@code InvokerContract} in the
 * testkit checks them:
 *
 * <ol>
 *   <li><b>Two outcomes, two channels.</b> The stage completes normally when the provider answered,
 *       be it with a value or with its own exception ({@link Result.Failure}). It completes
 *       exceptionally, always with {@link RpcException}, when the framework could not get an
 *       answer.
 *   <li><b>It never throws and never blocks.</b> See {@link FilterChain} for how filters are held
 *       to it.
 *   <li><b>A call ends once.</b> Attach what must happen at the end with {@link Result#onEnd}.
 * </ol>
 *
 * <p>Safe for use by any number of threads.
 */
@FunctionalInterface
public interface Invoker {
  /** Starts the call; the returned stage completes once, on any thread. */
  CompletionStage<Result> invoke(Invocation invocation);
}
