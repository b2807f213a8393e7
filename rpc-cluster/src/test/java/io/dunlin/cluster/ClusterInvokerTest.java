package io.dunlin.cluster;

import static io.dunlin.cluster.FakeNetwork.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.CallRecord;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Filter;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.InvokerContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClusterInvokerTest {
  @Nested
  class LawsUnderFailover extends Laws {
    LawsUnderFailover() {
      super("failover");
    }
  }

  @Nested
  class LawsUnderFailfast extends Laws {
    LawsUnderFailfast() {
      super("failfast");
    }
  }

  abstract static class Laws extends InvokerContract {
    private final Reference reference = new Reference();
    private final String strategy;

    Laws(String strategy) {
      this.strategy = strategy;
    }

    @Override
    protected Invoker before(Invoker last) {
      reference.directory.update(members(1));
      reference.network.peer(1).answer = last;
      return reference.invoker;
    }

    @Override
    protected Invocation invocation() {
      return Invocations.hello(clock, MethodPolicy.DEFAULT.withStrategy(strategy));
    }

    @AfterEach
    void close() {
      reference.close();
    }
  }

  @Test
  void recordTellsCandidatesPickAndAttempts() {
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.network.peers.forEach(
          peer ->
              peer.answer =
                  invocation -> {
                    reference.clock.advance(Duration.ofMillis(4));
                    return CompletableFuture.completedFuture(Result.of("ok"));
                  });
      Invocation invocation = reference.hello();
      reference.clock.advance(Duration.ofMillis(1));

      Await.result(reference.invoker.invoke(invocation));

      CallRecord record = invocation.record();
      assertThat(record.candidates()).isEqualTo(3);
      assertThat(record.nanosTo(CallRecord.Phase.PICKED)).isEqualTo(1_000_000);
      assertThat(record.attempts()).hasSize(1);
      CallRecord.Attempt attempt = record.attempts().get(0);
      assertThat(attempt.failureClass()).isNull();
      assertThat(attempt.cause()).isNull();
      assertThat(attempt.elapsedNanos()).isEqualTo(4_000_000);
      assertThat(attempt.endpoint().host()).startsWith("10.0.0.");
    }
  }

  @Test
  void callsInFlightAreCountedUntilTheyEnd() {
    try (Reference reference = Reference.to(1)) {
      CompletableFuture<Result> answer = new CompletableFuture<>();
      reference.network.peer(1).answer = invocation -> answer;
      CompletionStage<Result> one = reference.call();
      CompletionStage<Result> two = reference.call();
      InstanceLoad load = reference.loads.load("10.0.0.1:20880");
      assertThat(load.inFlight()).isEqualTo(2);

      answer.completeExceptionally(
          FakeNetwork.failure(
              reference.hello(),
              reference.network.peer(1).instance.endpoint(),
              FailureClass.UNKNOWN));

      assertThat(one.toCompletableFuture()).isCompletedExceptionally();
      assertThat(two.toCompletableFuture()).isCompletedExceptionally();
      assertThat(load.inFlight()).isZero();
    }
  }

  @Test
  void refusedCallsDoNotMakeAProviderLookFast() {
    try (Reference reference = Reference.to(1)) {
      reference.policy = reference.policy.withStrategy("failfast");
      InstanceLoad load = reference.loads.load("10.0.0.1:20880");
      reference.network.peer(1).answer =
          invocation -> {
            reference.clock.advance(Duration.ofMillis(10));
            return CompletableFuture.completedFuture(Result.of("ok"));
          };
      reference.calls(1);
      long honest = load.latencyNanos();

      reference.network.peer(1).failing(FailureClass.NOT_SENT);
      reference.calls(100);
      assertThat(load.latencyNanos()).isEqualTo(honest);
      reference.network.peer(1).failing(FailureClass.REJECTED);
      reference.clock.advance(Duration.ofMillis(500));
      reference.calls(10);

      assertThat(load.latencyNanos()).isGreaterThan(honest);
    }
  }

  @Test
  void onewayCallsSayNothingAboutLatency() {
    try (Reference reference = Reference.to(1)) {
      MethodDescriptor oneway =
          MethodDescriptor.of(1, "note", List.of(), "void", MethodDescriptor.Shape.ONEWAY);

      Await.result(
          reference.invoker.invoke(
              Invocations.of(reference.clock, oneway, MethodPolicy.DEFAULT, new Object[0])));

      InstanceLoad load = reference.loads.load("10.0.0.1:20880");
      assertThat(load.latencyNanos()).isZero();
      assertThat(load.inFlight()).isZero();
    }
  }

  @Test
  void endpointFiltersStandBetweenAccountingAndConnection() {
    EndpointFilters refusing =
        instance ->
            List.<Filter>of(
                (invocation, next) ->
                    CompletableFuture.failedFuture(
                        RpcException.ofCall(
                            ErrorCode.TOO_MANY_CALLS,
                            FailureClass.NOT_SENT,
                            invocation,
                            instance.endpoint(),
                            "not sent: planted",
                            null)));
    try (Reference reference = new Reference(refusing, LoadBalancer.installed())) {
      reference.directory.update(members(1));
      reference.policy = reference.policy.withStrategy("failfast");
      Invocation invocation = reference.hello();

      Throwable failure = Await.failure(reference.invoker.invoke(invocation));

      assertThat(failure).hasMessageContaining("not sent: planted");
      assertThat(reference.callsAt(1)).isZero();
      assertThat(invocation.record().attempts())
          .extracting(CallRecord.Attempt::failureClass)
          .containsExactly(FailureClass.NOT_SENT);
    }
  }

  @Test
  void filterThatBreaksTheFirstLawIsBroughtInLine() {
    EndpointFilters lawless =
        instance ->
            List.<Filter>of(
                (invocation, next) ->
                    CompletableFuture.failedFuture(new IllegalStateException("planted")));
    try (Reference reference = new Reference(lawless, LoadBalancer.installed())) {
      reference.directory.update(members(1));

      assertThat(reference.failure())
          .hasMessage(
              "demo.Greeter:1.0.0.hello failed at 10.0.0.1:20880: an endpoint filter or the"
                  + " connection ended the call with java.lang.IllegalStateException: planted"
                  + " instead of an answer or an RpcException; correct the filter, or report a"
                  + " defect [RPC-1602]");
    }
  }

  @Test
  void unknownStrategyNamesTheKnownOnes() {
    try (Reference reference = Reference.to(1)) {
      reference.policy = reference.policy.withStrategy("prayer");

      RpcException failure = reference.failure();

      assertThat(failure)
          .hasMessage(
              "demo.Greeter:1.0.0.hello not sent: unknown cluster strategy 'prayer' (known:"
                  + " failfast, failover); correct the name, or add the artifact that brings it"
                  + " [RPC-1507]");
      assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_SENT);
    }
  }

  @Test
  void unknownBalancerNamesTheKnownOnes() {
    try (Reference reference = Reference.to(1)) {
      reference.policy = reference.policy.withLoadBalancer("best");

      assertThat(reference.failure())
          .hasMessageContaining("unknown load balancer 'best' (known: p2c, random, roundrobin)");
    }
  }

  @Test
  void pickerThatThrowsFailsTheCallAndSaysSo() {
    LoadBalancer broken =
        new LoadBalancer() {
          @Override
          public String name() {
            return "p2c";
          }

          @Override
          public Picker newPicker(List<Candidate> instances, Picker previous) {
            return invocation -> {
              throw new IllegalStateException("planted");
            };
          }
        };
    try (Reference reference =
        new Reference(EndpointFilters.NONE, LoadBalancer.installed().with(broken))) {
      reference.directory.update(members(1));

      assertThat(reference.failure())
          .hasMessage(
              "demo.Greeter:1.0.0.hello failed: choosing a provider threw"
                  + " java.lang.IllegalStateException: planted; correct the router, load balancer"
                  + " or strategy in the stack trace, or report a defect [RPC-1602]");
    }
  }
}
