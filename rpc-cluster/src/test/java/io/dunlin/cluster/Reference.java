package io.dunlin.cluster;

import io.dunlin.Extensions;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A directory and its invoker over a {@link FakeNetwork}, all on the test's own thread. */
final class Reference implements AutoCloseable {
  final ManualClock clock = new ManualClock();
  final FakeNetwork network = new FakeNetwork();
  final LoadTable loads = new LoadTable(clock);
  final Directory directory;
  final ClusterInvoker invoker;
  MethodPolicy policy = MethodPolicy.DEFAULT;

  Reference() {
    this(EndpointFilters.NONE, LoadBalancer.installed());
  }

  Reference(EndpointFilters filters, Extensions<LoadBalancer> balancers) {
    directory =
        new Directory(
            Invocations.GREETER,
            network,
            filters,
            loads,
            balancers,
            List.of("p2c"),
            clock,
            Runnable::run);
    invoker =
        new ClusterInvoker(directory, ClusterStrategy.installed(), RetryBudget.standard(clock));
  }

  /** A reference to providers with these numbers, all connected. */
  static Reference to(int... numbers) {
    Reference reference = new Reference();
    reference.directory.update(FakeNetwork.members(numbers));
    return reference;
  }

  Invocation hello() {
    return Invocations.hello(clock, policy);
  }

  CompletionStage<Result> call() {
    return invoker.invoke(hello());
  }

  Result answer() {
    return Await.result(call());
  }

  RpcException failure() {
    return (RpcException) Await.failure(call());
  }

  /** Makes this many calls, whatever becomes of them. */
  void calls(int count) {
    for (int i = 0; i < count; i++) {
      call().exceptionally(failure -> null);
    }
  }

  /** How many calls have reached this provider. */
  int callsAt(int number) {
    return network.peer(number).calls.size();
  }

  void failing(FailureClass kind) {
    network.peers.forEach(peer -> peer.failing(kind));
  }

  @Override
  public void close() {
    directory.close();
  }
}
