package io.dunlin.cluster;

import io.dunlin.CallRecord;
import io.dunlin.Clock;
import io.dunlin.FailureClass;
import io.dunlin.FilterChain;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor.Shape;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One provider as one reference uses it: its connection behind its endpoint filters, around them
 * the accounting. Accounting is outermost because a breaker below it that refuses calls must not
 * make the provider look fast.
 *
 * <p>Accounting, the note about the attempt and the first law (an answer, or an {@link
 * RpcException}) share one dependent stage per attempt.
 */
@HotPath
final class Node implements Invoker {
  private final Connector.Peer peer;
  private final Invoker chain;
  private final EndpointLoad load;
  private final Clock clock;

  /** Written on the directory's context; newer weight or parameters of the same provider. */
  private volatile ServiceInstance instance;

  Node(
      ServiceInstance instance,
      Connector.Peer peer,
      EndpointFilters filters,
      EndpointLoad load,
      Clock clock) {
    this.instance = instance;
    this.peer = peer;
    this.load = load;
    this.clock = clock;
    this.chain = FilterChain.of(List.copyOf(filters.of(instance)), peer.invoker());
  }

  ServiceInstance instance() {
    return instance;
  }

  void instance(ServiceInstance newer) {
    instance = newer;
  }

  String id() {
    return instance.endpoint().id();
  }

  Connector.Peer peer() {
    return peer;
  }

  EndpointLoad load() {
    return load;
  }

  boolean isReady() {
    return peer.isReady();
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation) {
    long start = invocation.record().mark(CallRecord.Phase.PICKED);
    load.begin();
    return chain.invoke(invocation).handle(new Attempt(this, invocation, start));
  }

  /** One call under way at this provider; ends it. */
  private record Attempt(Node node, Invocation invocation, long startNanos)
      implements BiFunction<@Nullable Result, @Nullable Throwable, Result> {
    @Override
    public Result apply(@Nullable Result result, @Nullable Throwable failure) {
      if (result != null) {
        end(null, null);
        return result;
      }
      Throwable inner = Result.unwrap(failure);
      RpcException known =
          inner instanceof RpcException rpc
              ? rpc
              : ClusterErrors.lawBroken(invocation, node.instance.endpoint(), inner);
      end(known.failureClass(), known);
      throw known;
    }

    private void end(@Nullable FailureClass failureClass, @Nullable RpcException failure) {
      long now = node.clock.nanoTime();
      long elapsed = now - startNanos;
      if (failureClass == null && invocation.method().shape() == Shape.ONEWAY) {
        node.load.end();
      } else {
        node.load.end(failureClass, elapsed, now);
      }
      invocation
          .record()
          .add(new CallRecord.Attempt(node.instance.endpoint(), failureClass, elapsed, failure));
    }
  }
}
