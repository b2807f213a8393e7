package io.dunlin.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Clock;
import io.dunlin.Deadline;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.FilterChain;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallStatisticsTest {
  private static final ServiceKey GREETER = ServiceKey.of("demo.Greeter");

  private final CallStatistics statistics = new CallStatistics();
  private final ManualClock clock = new ManualClock();

  @Test
  void callsAreCountedByMethodAndOutcome() {
    call(GREETER, "hello", Result.of("hi"));
    call(GREETER, "hello", Result.of("hi"));
    call(GREETER, "hello", Result.failure(new IllegalStateException("asleep")));
    call(GREETER, "bye", Result.of(null));
    call(new ServiceKey("demo.Greeter", "gray", "2"), "hello", Result.of("hi"));

    StatisticsSnapshot snapshot = statistics.snapshot();
    assertThat(snapshot.methods())
        .extracting(calls -> calls.service() + "." + calls.method() + " " + calls.count())
        .containsExactly(
            "demo.Greeter.bye 1", "demo.Greeter.hello 3", "gray/demo.Greeter:2.hello 1");
    MethodCalls hello = snapshot.method(GREETER, "hello");
    assertThat(hello.count(Outcome.SUCCESS)).isEqualTo(2);
    assertThat(hello.count(Outcome.BUSINESS_FAILURE)).isEqualTo(1);
    assertThat(hello.unanswered()).isZero();
    assertThat(snapshot.count()).isEqualTo(5);
    assertThat(snapshot.method(GREETER, "never").count()).isZero();
  }

  @Test
  void failuresOfTheFrameworkAreCountedByTheirClass() {
    for (FailureClass failureClass : FailureClass.values()) {
      fail(failure(failureClass));
      fail(new CompletionException(failure(failureClass)));
    }
    MethodCalls hello = statistics.snapshot().method(GREETER, "hello");
    assertThat(hello.count(Outcome.NOT_SENT)).isEqualTo(2);
    assertThat(hello.count(Outcome.REJECTED)).isEqualTo(2);
    assertThat(hello.count(Outcome.UNKNOWN)).isEqualTo(2);
    assertThat(hello.count(Outcome.EXECUTED)).isEqualTo(2);
    assertThat(hello.unanswered()).isEqualTo(8);
    assertThat(hello.answered().count()).isZero();
  }

  @Test
  void failureOfAnotherTypeCountsAsUnknown() {
    fail(new IllegalStateException("an invoker broke the first law"));
    assertThat(statistics.snapshot().count(Outcome.UNKNOWN)).isEqualTo(1);
  }

  @Test
  void durationRunsFromTheStartOfTheCallToItsEnd() {
    Invocation invocation = invocation(GREETER, "hello");
    clock.nanos += 1_000_000;
    CompletableFuture<Result> answer = new CompletableFuture<>();
    CompletionStage<Result> stage = statistics.filter(invocation, ignored -> answer);
    clock.nanos += 2_000_000;
    assertThat(statistics.snapshot().count()).as("a call under way").isZero();
    answer.complete(Result.of("hi"));

    assertThat(stage.toCompletableFuture()).isCompletedWithValue(Result.of("hi"));
    LatencySnapshot latency = statistics.snapshot().method(GREETER, "hello").answered();
    assertThat(latency.maxNanos()).isEqualTo(3_000_000);
    assertThat(latency).hasToString("1 calls, p50 3.000 ms, p99 3.000 ms, max 3.000 ms");
  }

  @Test
  void whatWasCountedSinceAnEarlierSnapshot() {
    call(GREETER, "hello", Result.of("hi"));
    StatisticsSnapshot earlier = statistics.snapshot();
    call(GREETER, "hello", Result.of("hi"));
    call(GREETER, "bye", Result.of(null));
    StatisticsSnapshot rest = statistics.snapshot().minus(earlier);
    assertThat(rest.method(GREETER, "hello").count()).isEqualTo(1);
    assertThat(rest.method(GREETER, "bye").count()).isEqualTo(1);
    assertThat(earlier.count()).isEqualTo(1);
  }

  @Test
  void faultInTheRecorderNeverFailsACall() {
    Invocation answered = invocation(GREETER, "hello");
    Invocation failed = invocation(GREETER, "hello");
    RpcException failure = failure(FailureClass.NOT_SENT);
    clock.broken = true;

    assertThat(statistics.filter(answered, to(Result.of("hi"))).toCompletableFuture())
        .isCompletedWithValue(Result.of("hi"));
    CompletionStage<Result> stage =
        statistics.filter(failed, ignored -> CompletableFuture.failedFuture(failure));
    assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCause(failure);

    clock.broken = false;
    call(GREETER, "hello", Result.of("hi"));
    assertThat(statistics.snapshot().faults()).isEqualTo(2);
    assertThat(statistics.snapshot().count()).isEqualTo(1);
  }

  @Test
  void methodsBeyondTheThousandthShareOneEntry() {
    for (int i = 0; i < 1200; i++) {
      call(GREETER, "method" + i, Result.of(null));
    }
    StatisticsSnapshot snapshot = statistics.snapshot();
    assertThat(snapshot.methods()).hasSize(1001);
    assertThat(snapshot.method(GREETER, CallStatistics.OTHER_METHODS).count()).isEqualTo(200);
    assertThat(snapshot.count()).isEqualTo(1200);
  }

  @Test
  void snapshotsCannotBeChanged() {
    call(GREETER, "hello", Result.of("hi"));
    StatisticsSnapshot snapshot = statistics.snapshot();
    Map<Outcome, LatencySnapshot> latencies = snapshot.methods().get(0).latencies();
    assertThatThrownBy(latencies::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(snapshot.methods()::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void concurrentCallsAreAllCounted() throws Exception {
    int threads = 8;
    int each = 20_000;
    Invoker chain = FilterChain.of(List.of(statistics), to(Result.of("hi")));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      for (int thread = 0; thread < threads; thread++) {
        String method = "method" + thread % 3;
        pool.submit(
            () -> {
              start.await();
              for (int i = 0; i < each; i++) {
                chain.invoke(invocation(GREETER, method)).toCompletableFuture().join();
              }
              return null;
            });
      }
      start.countDown();
      pool.shutdown();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
    assertThat(statistics.snapshot().count(Outcome.SUCCESS)).isEqualTo((long) threads * each);
    assertThat(statistics.snapshot().methods()).hasSize(3);
    assertThat(statistics.snapshot().faults()).isZero();
  }

  private void call(ServiceKey service, String method, Result result) {
    assertThat(statistics.filter(invocation(service, method), to(result)).toCompletableFuture())
        .isCompletedWithValue(result);
  }

  private void fail(Throwable failure) {
    CompletionStage<Result> stage =
        statistics.filter(
            invocation(GREETER, "hello"), ignored -> CompletableFuture.failedFuture(failure));
    assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
  }

  private static Invoker to(Result result) {
    return ignored -> CompletableFuture.completedFuture(result);
  }

  private RpcException failure(FailureClass failureClass) {
    return RpcException.ofCall(
        ErrorCode.TIMEOUT, failureClass, invocation(GREETER, "hello"), null, "failed", null);
  }

  private Invocation invocation(ServiceKey service, String method) {
    return new Invocation(
        service,
        MethodDescriptor.of(
            0, method, List.of(), "java.lang.Object", MethodDescriptor.Shape.BLOCKING),
        new Object[0],
        Attachments.EMPTY,
        MethodPolicy.DEFAULT,
        Deadline.after(clock, Duration.ofSeconds(1)),
        new CallRecord(clock));
  }

  /** Stands still unless moved. */
  private static final class ManualClock implements Clock {
    private volatile long nanos = 1;
    private volatile boolean broken;

    @Override
    public long nanoTime() {
      if (broken) {
        throw new IllegalStateException("broken clock");
      }
      return nanos;
    }

    @Override
    public long currentTimeMillis() {
      return 0;
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
      throw new UnsupportedOperationException();
    }
  }
}
