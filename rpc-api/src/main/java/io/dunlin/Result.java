package io.dunlin;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered. That the framework could not get an answer is not a result: the stage
 * of the call then completes exceptionally with {@link RpcException} (first law of {@link
 * Invoker}).
 */
public sealed interface Result {
  /** What the provider sent beside its answer. */
  Attachments attachments();

  /** The method returned; {@code value} is null for {@code void} and for null alike. */
  record Value(@Nullable Object value, Attachments attachments) implements Result {}

  /** The method threw; {@code error} is the provider's own exception, not the framework's. */
  record Failure(Throwable error, Attachments attachments) implements Result {}

  /** A value without attachments. */
  static Result of(@Nullable Object value) {
    return new Value(value, Attachments.EMPTY);
  }

  /** The provider's own exception, without attachments. */
  static Result failure(Throwable error) {
    return new Failure(error, Attachments.EMPTY);
  }

  /**
   * Runs {@code hook} once when the call ends, with either the result or the failure, and returns
   * the stage that completes after it. The hook must not block. Permits, counters and spans belong
   * here.
   */
  static CompletionStage<Result> onEnd(
      CompletionStage<Result> stage,
      BiConsumer<? super @Nullable Result, ? super @Nullable Throwable> hook) {
    return stage.whenComplete((result, failure) -> hook.accept(result, unwrap(failure)));
  }

  /** The failure itself where a dependent stage has wrapped it in {@link CompletionException}. */
  static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
