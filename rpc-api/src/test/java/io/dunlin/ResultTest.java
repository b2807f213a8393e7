package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ResultTest {
  private final List<String> ends = new ArrayList<>();

  @Test
  void hookSeesTheResultOnceBeforeTheStageItReturns() {
    CompletableFuture<Result> answer = new CompletableFuture<>();
    CompletionStage<Result> after =
        Result.onEnd(answer, (result, failure) -> ends.add(result + " " + failure));
    CompletionStage<Void> last = after.thenAccept(result -> ends.add("after"));

    answer.complete(Result.of(1));
    answer.complete(Result.of(2));

    assertThat(ends).containsExactly(Result.of(1) + " null", "after");
    assertThat(last.toCompletableFuture()).isCompleted();
  }

  @Test
  void hookSeesTheFailureFreeOfWrappers() {
    CompletableFuture<Result> answer = new CompletableFuture<>();
    CompletionStage<Result> wrapped = answer.thenApply(result -> result);
    CompletionStage<Result> after =
        Result.onEnd(wrapped, (result, failure) -> ends.add(result + " " + failure));

    answer.completeExceptionally(new IllegalStateException("planted"));

    assertThat(ends).containsExactly("null java.lang.IllegalStateException: planted");
    assertThat(after.toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void hookRunsAtOnceWhereTheCallHasEnded() {
    CompletionStage<Result> after =
        Result.onEnd(
            CompletableFuture.completedFuture(Result.failure(new Exception("own"))),
            (result, failure) -> ends.add("ended"));

    assertThat(ends).containsExactly("ended");
    assertThat(after.toCompletableFuture()).isCompleted();
  }

  @Test
  void unwrapStopsAtTheFirstRealFailure() {
    Exception real = new Exception(new CompletionException(new Exception("inner")));

    assertThat(Result.unwrap(new CompletionException(new CompletionException(real))))
        .isSameAs(real);
    assertThat(Result.unwrap(real)).isSameAs(real);
    assertThat(Result.unwrap(null)).isNull();
    CompletionException bare = new CompletionException("no cause", null);
    assertThat(Result.unwrap(bare)).isSameAs(bare);
  }
}
