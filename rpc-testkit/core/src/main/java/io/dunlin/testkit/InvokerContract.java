package io.dunlin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The three laws of {@link Invoker}, for every invoker that stands before another one: a filter
 * chain, a cluster, a connection with a provider behind it.
 *
 * <p>A subclass says how the invoker under test is put before {@code last}. Its calls may go
 * through other threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is asserted is what the stage's hooks see
public abstract class InvokerContract {
  /** The clock of {@link #invocation}. */
  protected final ManualClock clock = new ManualClock();

  /** Made by JUnit. */
  protected InvokerContract() {}

  /** The invoker under test, whose calls are answered by {@code last}. */
  protected abstract Invoker before(Invoker last);

  /** A call that the invoker under test takes; by default {@code hello("Ada")}. */
  protected Invocation invocation() {
    return Invocations.hello(clock);
  }

  /** First law: what the provider returned comes as a value, on the normal channel. */
  @Test
  void valueArrivesNormally() {
    Invoker invoker =
        before(invocation -> CompletableFuture.completedFuture(Result.of("Hello, Ada")));

    Result result = Await.result(invoker.invoke(invocation()));

    assertThat(result).isInstanceOf(Result.Value.class);
    assertThat(((Result.Value) result).value()).isEqualTo("Hello, Ada");
  }

  /** First law: null is a value. */
  @Test
  void nullArrivesNormally() {
    Invoker invoker = before(invocation -> CompletableFuture.completedFuture(Result.of(null)));

    Result result = Await.result(invoker.invoke(invocation()));

    assertThat(result).isInstanceOf(Result.Value.class);
    assertThat(((Result.Value) result).value()).isNull();
  }

  /** First law: what the provider's method threw is an answer too. */
  @Test
  void exceptionOfTheMethodArrivesNormally() {
    Invoker invoker =
        before(
            invocation ->
                CompletableFuture.completedFuture(
                    Result.failure(new IllegalStateException("no such user"))));

    Result result = Await.result(invoker.invoke(invocation()));

    assertThat(result).isInstanceOf(Result.Failure.class);
    assertThat(((Result.Failure) result).error()).hasMessageContaining("no such user");
  }

  /** First law: a failure of the framework comes on the other channel and keeps its class. */
  @Test
  void failureOfTheFrameworkArrivesAsRpcException() {
    RpcException failure =
        RpcException.ofCall(
            ErrorCode.SERVER_ERROR,
            FailureClass.EXECUTED,
            invocation(),
            null,
            "failed: planted",
            null);
    Invoker invoker = before(invocation -> CompletableFuture.failedFuture(failure));

    Throwable seen = Await.failure(invoker.invoke(invocation()));

    assertThat(seen).isInstanceOf(RpcException.class);
    assertThat(((RpcException) seen).failureClass()).isEqualTo(FailureClass.EXECUTED);
  }

  /** Second law: what is thrown below is turned into a failed stage. */
  @Test
  void throwingInvokerBelowBecomesAFailedStage() {
    assertLawfulFailure(
        invocation -> {
          throw new IllegalStateException("planted");
        });
  }

  /** Second law: an error thrown below is turned into a failed stage as well. */
  @Test
  void errorThrownBelowBecomesAFailedStage() {
    assertLawfulFailure(
        invocation -> {
          throw new NoClassDefFoundError("planted");
        });
  }

  private void assertLawfulFailure(Invoker last) {
    Invoker invoker = before(last);
    AtomicReference<CompletionStage<Result>> stage = new AtomicReference<>();

    assertThatCode(() -> stage.set(invoker.invoke(invocation()))).doesNotThrowAnyException();

    assertThat(Await.failure(stage.get())).isInstanceOf(RpcException.class);
  }

  /** Second law: nobody waits for an answer that does not come. */
  @Test
  void invokeReturnsBeforeTheAnswer() {
    CompletableFuture<Result> answer = new CompletableFuture<>();
    Invoker invoker = before(invocation -> answer);

    CompletionStage<Result> stage = invoker.invoke(invocation());

    assertThat(stage.toCompletableFuture()).isNotDone();
    answer.complete(Result.of("late"));
    assertThat(Await.result(stage)).isInstanceOf(Result.Value.class);
  }

  /** Third law: the end is seen once, by every hook. */
  @Test
  void callEndsOnce() {
    AtomicReference<CompletableFuture<Result>> answer = new AtomicReference<>();
    Invoker invoker =
        before(
            invocation -> {
              CompletableFuture<Result> future = new CompletableFuture<>();
              answer.set(future);
              return future;
            });
    AtomicInteger ends = new AtomicInteger();
    CompletionStage<Result> stage = invoker.invoke(invocation());
    CompletionStage<Result> ended =
        Result.onEnd(stage, (result, failure) -> ends.incrementAndGet());

    CompletableFuture<Result> below = Await.value("the call has arrived", answer::get);
    below.complete(Result.of("first"));
    below.complete(Result.of("second"));
    below.completeExceptionally(new IllegalStateException("third"));

    assertThat(((Result.Value) Await.result(ended)).value()).isEqualTo("first");
    assertThat(ends).hasValue(1);
  }

  /** Third law: many calls at once each end with their own answer. */
  @Test
  void callsInFlightTogetherKeepTheirOwnAnswers() {
    List<CompletableFuture<Result>> answers = new ArrayList<>();
    Invoker invoker =
        before(
            invocation -> {
              CompletableFuture<Result> future = new CompletableFuture<>();
              synchronized (answers) {
                answers.add(future);
              }
              return future;
            });
    List<CompletionStage<Result>> stages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int arrived = i + 1;
      stages.add(invoker.invoke(invocation()));
      Await.until(
          "call " + arrived + " has arrived",
          () -> {
            synchronized (answers) {
              return answers.size() == arrived;
            }
          });
    }

    for (int i = 2; i >= 0; i--) {
      answers.get(i).complete(Result.of("answer " + i));
    }

    for (int i = 0; i < 3; i++) {
      assertThat(((Result.Value) Await.result(stages.get(i))).value()).isEqualTo("answer " + i);
    }
  }
}
