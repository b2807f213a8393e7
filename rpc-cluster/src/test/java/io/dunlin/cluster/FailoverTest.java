package io.dunlin.cluster;

import static io.dunlin.FailureClass.EXECUTED;
import static io.dunlin.FailureClass.NOT_SENT;
import static io.dunlin.FailureClass.REJECTED;
import static io.dunlin.FailureClass.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.AttachmentKeys;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {
  private static final MethodPolicy IDEMPOTENT = MethodPolicy.DEFAULT.withIdempotent(true);
  private static final MethodPolicy FAILFAST =
      MethodPolicy.DEFAULT.withIdempotent(true).withStrategy("failfast");

  /** Providers 1 to n whose attempts, wherever they go, have these outcomes one after the other. */
  private static final class Script implements AutoCloseable {
    final Reference reference;
    final List<Invocation> attempts = new ArrayList<>();
    final List<String> addresses = new ArrayList<>();
    final List<Long> atMillis = new ArrayList<>();

    /** Null stands for an answer. */
    Script(int providers, FailureClass... outcomes) {
      int[] numbers = new int[providers];
      for (int i = 0; i < providers; i++) {
        numbers[i] = i + 1;
      }
      reference = Reference.to(numbers);
      long start = reference.clock.nanoTime();
      reference.network.peers.forEach(
          peer ->
              peer.answer =
                  invocation -> {
                    FailureClass outcome =
                        attempts.size() < outcomes.length ? outcomes[attempts.size()] : null;
                    attempts.add(invocation);
                    addresses.add(peer.instance.endpoint().address());
                    atMillis.add((reference.clock.nanoTime() - start) / 1_000_000);
                    return outcome == null
                        ? CompletableFuture.completedFuture(Result.of("ok"))
                        : CompletableFuture.failedFuture(
                            FakeNetwork.failure(invocation, peer.instance.endpoint(), outcome));
                  });
    }

    Script policy(MethodPolicy policy) {
      reference.policy = policy;
      return this;
    }

    /** The call's stage after all pauses have passed. */
    CompletableFuture<Result> call() {
      CompletableFuture<Result> stage = reference.call().toCompletableFuture();
      reference.clock.advance(Duration.ofSeconds(1));
      return stage;
    }

    RpcException failure() {
      return (RpcException) Await.failure(call());
    }

    @Override
    public void close() {
      reference.close();
    }
  }

  // What is repeated

  @ParameterizedTest
  @EnumSource(names = {"NOT_SENT", "REJECTED"})
  void callThatNeverRanIsRepeatedAtOnceElsewhereEvenIfNotIdempotent(FailureClass kind) {
    try (Script script = new Script(3, kind)) {
      CompletionStage<Result> stage = script.reference.call();

      assertThat(Await.result(stage)).isEqualTo(Result.of("ok"));
      assertThat(script.addresses).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void callThatMayHaveRunIsNotRepeated() {
    try (Script script = new Script(3, UNKNOWN)) {
      RpcException failure = script.failure();

      assertThat(failure.failureClass()).isEqualTo(UNKNOWN);
      assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
      assertThat(script.attempts).hasSize(1);
    }
  }

  @Test
  void callThatMayHaveRunIsRepeatedIfIdempotent() {
    try (Script script = new Script(3, UNKNOWN, UNKNOWN).policy(IDEMPOTENT)) {
      assertThat(Await.result(script.call())).isEqualTo(Result.of("ok"));

      assertThat(script.addresses).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void callThatMayHaveRunIsRepeatedIfTheConsumerSetRetriesItself() {
    try (Script script = new Script(3, UNKNOWN).policy(MethodPolicy.DEFAULT.withRetries(1))) {
      assertThat(Await.result(script.call())).isEqualTo(Result.of("ok"));
    }
  }

  @Test
  void callThatRanIsNeverRepeated() {
    try (Script script = new Script(3, EXECUTED).policy(IDEMPOTENT)) {
      assertThat(script.failure().failureClass()).isEqualTo(EXECUTED);

      assertThat(script.attempts).hasSize(1);
    }
  }

  @Test
  void exceptionOfTheMethodIsAnAnswerAndNotRepeated() {
    try (Script script = new Script(3).policy(IDEMPOTENT)) {
      script.reference.network.peers.forEach(
          peer ->
              peer.answer =
                  invocation -> {
                    script.attempts.add(invocation);
                    return CompletableFuture.completedFuture(
                        Result.failure(new IllegalStateException("own")));
                  });

      assertThat(Await.result(script.call())).isInstanceOf(Result.Failure.class);
      assertThat(script.attempts).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void failfastRepeatsNothing(FailureClass kind) {
    try (Script script = new Script(3, kind).policy(FAILFAST)) {
      assertThat(script.failure().failureClass()).isEqualTo(kind);

      assertThat(script.attempts).hasSize(1);
    }
  }

  // How often

  @Test
  void retriesLimitRepeatsOfRejectedCalls() {
    try (Script script = new Script(5, REJECTED, REJECTED, REJECTED, REJECTED)) {
      assertThat(script.failure().code()).isEqualTo(ErrorCode.ALL_ATTEMPTS_FAILED);

      assertThat(script.addresses).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void retriesZeroMeansOneAttempt() {
    try (Script script = new Script(3, REJECTED).policy(MethodPolicy.DEFAULT.withRetries(0))) {
      assertThat(script.failure().failureClass()).isEqualTo(REJECTED);

      assertThat(script.attempts).hasSize(1);
    }
  }

  @Test
  void lookingForAConnectedProviderIsNoRetry() {
    try (Script script =
        new Script(5, NOT_SENT, NOT_SENT, NOT_SENT).policy(MethodPolicy.DEFAULT.withRetries(0))) {
      assertThat(Await.result(script.reference.call())).isEqualTo(Result.of("ok"));

      assertThat(script.addresses).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  void lookingForAConnectedProviderIsLimitedToo() {
    FailureClass[] all = new FailureClass[20];
    Arrays.fill(all, NOT_SENT);
    try (Script script = new Script(20, all).policy(MethodPolicy.DEFAULT.withRetries(0))) {
      assertThat(script.failure().failureClass()).isEqualTo(NOT_SENT);

      assertThat(script.attempts).hasSize(6);
    }
  }

  @Test
  void onlyProviderIsTriedAgainAfterAPause() {
    try (Script script = new Script(1, NOT_SENT)) {
      assertThat(Await.result(script.call())).isEqualTo(Result.of("ok"));

      assertThat(script.atMillis.get(1)).isBetween(10L, 25L);
    }
  }

  @Test
  void budgetLimitsRetriesOverManyCalls() {
    try (Script script = new Script(3).policy(IDEMPOTENT)) {
      script.reference.failing(REJECTED);

      script.reference.calls(1_000);
      script.reference.clock.advance(Duration.ofSeconds(1));

      int attempts =
          script.reference.network.peers.stream().mapToInt(peer -> peer.calls.size()).sum();
      assertThat(attempts).isBetween(1_100, 1_000 + 200 + 100 + 10);
    }
  }

  // When

  @Test
  void pausesDoubleAndAreDrawnAnew() {
    try (Script script =
        new Script(5, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
            .policy(MethodPolicy.DEFAULT.withRetries(3).withTimeout(Duration.ofSeconds(1)))) {
      script.failure();

      assertThat(script.atMillis).hasSize(4);
      assertThat(script.atMillis.get(1)).isBetween(10L, 25L);
      assertThat(script.atMillis.get(2) - script.atMillis.get(1)).isBetween(19L, 51L);
      assertThat(script.atMillis.get(3) - script.atMillis.get(2)).isBetween(39L, 101L);
    }
  }

  @Test
  void secondRetryOfRejectedCallsPauses() {
    try (Script script = new Script(5, REJECTED, REJECTED)) {
      assertThat(Await.result(script.call())).isEqualTo(Result.of("ok"));

      assertThat(script.atMillis.get(1)).isZero();
      assertThat(script.atMillis.get(2)).isBetween(20L, 50L);
    }
  }

  @Test
  void noAttemptBeginsAfterTheDeadline() {
    try (Script script = new Script(3).policy(IDEMPOTENT.withTimeout(Duration.ofMillis(100)))) {
      Reference reference = script.reference;
      reference.network.peers.forEach(
          peer ->
              peer.answer =
                  invocation -> {
                    script.attempts.add(invocation);
                    reference.clock.advance(Duration.ofMillis(100));
                    return CompletableFuture.failedFuture(
                        FakeNetwork.failure(invocation, peer.instance.endpoint(), UNKNOWN));
                  });

      assertThat(script.failure().code()).as("its own failure").isEqualTo(ErrorCode.TIMEOUT);
      assertThat(script.attempts).hasSize(1);
    }
  }

  @Test
  void pauseThatWouldOutlastTheDeadlineIsNotMade() {
    try (Script script =
        new Script(3, UNKNOWN).policy(IDEMPOTENT.withTimeout(Duration.ofMillis(9)))) {
      CompletionStage<Result> stage = script.reference.call();

      assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
      assertThat(script.reference.clock.timers()).isZero();
    }
  }

  @Test
  void allAttemptsShareOneDeadline() {
    try (Script script = new Script(3, UNKNOWN, UNKNOWN).policy(IDEMPOTENT)) {
      Await.result(script.call());

      assertThat(script.attempts.get(2).deadline()).isSameAs(script.attempts.get(0).deadline());
    }
  }

  // What others are told

  @Test
  void providersAreToldTheNumberOfTheAttemptFromTheSecondOn() {
    try (Script script = new Script(3, REJECTED, REJECTED)) {
      Await.result(script.call());

      assertThat(script.attempts)
          .extracting(attempt -> attempt.attachments().get(AttachmentKeys.ATTEMPT))
          .containsExactly(null, "2", "3");
    }
  }

  @Test
  void oneAttemptFailsWithItsOwnFailureUnchanged() {
    try (Script script = new Script(3, UNKNOWN)) {
      assertThat(script.failure())
          .hasMessage(
              "demo.Greeter:1.0.0.hello planted UNKNOWN at %s [RPC-1206]"
                  .formatted(script.addresses.get(0)));
    }
  }

  @Test
  void finalFailureListsEveryAttemptInTheClassOfTheFurthest() {
    try (Script script = new Script(3).policy(IDEMPOTENT.withTimeout(Duration.ofSeconds(5)))) {
      Reference reference = script.reference;
      FailureClass[] outcomes = {REJECTED, UNKNOWN, NOT_SENT};
      reference.network.peers.forEach(
          peer ->
              peer.answer =
                  invocation -> {
                    FailureClass outcome = outcomes[script.attempts.size()];
                    script.attempts.add(invocation);
                    script.addresses.add(peer.instance.endpoint().address());
                    reference.clock.advance(Duration.ofMillis(3));
                    return CompletableFuture.failedFuture(
                        FakeNetwork.failure(invocation, peer.instance.endpoint(), outcome));
                  });

      RpcException failure = script.failure();

      assertThat(failure.code()).isEqualTo(ErrorCode.ALL_ATTEMPTS_FAILED);
      assertThat(failure.failureClass()).isEqualTo(UNKNOWN);
      assertThat(failure.getMessage())
          .matches(
              "demo\\.Greeter:1\\.0\\.0\\.hello failed in each of 3 attempts within \\d+ ms: "
                  + "\\(1\\) %s REJECTED after 3\\.0 ms: .*planted REJECTED.* \\[RPC-1304]; "
                      .formatted(script.addresses.get(0))
                  + "\\(2\\) %s UNKNOWN after 3\\.0 ms: .*planted UNKNOWN.* \\[RPC-1206]; "
                      .formatted(script.addresses.get(1))
                  + "\\(3\\) %s NOT_SENT after 3\\.0 ms: .*planted NOT_SENT.* \\[RPC-1201]"
                      .formatted(script.addresses.get(2))
                  + "\\. No further attempt: retries is 2 \\[RPC-1102]");
      assertThat(failure.getCause()).hasMessageContaining("planted NOT_SENT");
      assertThat(failure.getSuppressed()).hasSize(2);
    }
  }

  @Test
  void attemptThatRanAfterOneThatDidNotMakesTheWholeCallExecuted() {
    try (Script script = new Script(3, REJECTED, EXECUTED)) {
      RpcException failure = script.failure();

      assertThat(failure.failureClass()).isEqualTo(EXECUTED);
      assertThat(failure.getMessage()).contains("No further attempt: the method ran");
    }
  }

  @Test
  void emptyBudgetIsNamedAsTheReason() {
    try (Script script = new Script(3)) {
      script.reference.failing(REJECTED);
      script.reference.calls(1_000);
      script.reference.clock.advance(Duration.ofMillis(100));

      // The floor has earned one more retry, and no second.
      RpcException failure = script.failure();

      assertThat(failure.getMessage())
          .contains("2 attempts")
          .contains("the retry budget is used up");
    }
  }

  @Test
  void nobodyToBeginWithFailsAtOnceWithTheFunnel() {
    try (Reference reference = new Reference()) {
      reference.directory.update(FakeNetwork.members());

      CompletionStage<Result> stage = reference.call();

      assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
      assertThat(Await.failure(stage)).hasMessageContaining("0 known");
      assertThat(reference.clock.timers()).isZero();
    }
  }

  @Test
  void nobodyLeftAfterAnAttemptShowsBoth() {
    try (Script script = new Script(1).policy(IDEMPOTENT)) {
      Reference reference = script.reference;
      FakeNetwork.FakePeer peer = reference.network.peer(1);
      peer.answer =
          invocation -> {
            peer.lost("connection reset 0 s ago");
            return CompletableFuture.failedFuture(
                FakeNetwork.failure(invocation, peer.instance.endpoint(), UNKNOWN));
          };

      RpcException failure = script.failure();

      assertThat(failure.failureClass()).isEqualTo(UNKNOWN);
      assertThat(failure.getMessage())
          .startsWith("demo.Greeter:1.0.0.hello failed in one attempt within")
          .contains("(1) 10.0.0.1:20880 UNKNOWN")
          .contains("1 not connected (10.0.0.1:20880, connection reset 0 s ago)");
    }
  }

  @Test
  void providerThatReturnsDuringThePauseTakesTheCall() {
    try (Script script = new Script(1).policy(IDEMPOTENT)) {
      Reference reference = script.reference;
      FakeNetwork.FakePeer peer = reference.network.peer(1);
      peer.answer =
          invocation -> {
            peer.lost("connection reset");
            return CompletableFuture.failedFuture(
                FakeNetwork.failure(invocation, peer.instance.endpoint(), UNKNOWN));
          };
      CompletionStage<Result> stage = reference.call();
      peer.answer = invocation -> CompletableFuture.completedFuture(Result.of("back"));
      peer.connected();
      reference.clock.advance(Duration.ofMillis(25));

      assertThat(Await.result(stage)).isEqualTo(Result.of("back"));
    }
  }

  @Test
  void routerThatThrowsDuringARetryEndsTheCall() {
    try (Script script = new Script(2, UNKNOWN).policy(IDEMPOTENT)) {
      script.reference.directory.route(
          List.of(
              new Router() {
                @Override
                public String name() {
                  return "broken later";
                }

                @Override
                public Route route(List<ServiceInstance> instances) {
                  return new Route() {
                    @Override
                    public List<List<ServiceInstance>> subsets() {
                      return List.of(instances);
                    }

                    @Override
                    public int select(Invocation invocation) {
                      if (!script.attempts.isEmpty()) {
                        throw new IllegalStateException("planted");
                      }
                      return 0;
                    }
                  };
                }
              }));

      RpcException failure = script.failure();

      assertThat(failure.code()).as("its own failure").isEqualTo(ErrorCode.TIMEOUT);
      assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }
  }
}
