package io.dunlin.cluster;

import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.Subscription;
import io.dunlin.testkit.Invocations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Providers that exist only in a test: each peer is driven by hand. */
final class FakeNetwork implements Connector {
  final List<FakePeer> peers = new CopyOnWriteArrayList<>();
  boolean connectedAtOnce = true;

  /** An instance of {@link Invocations#GREETER} at {@code 10.0.0.<number>:20880}. */
  static ServiceInstance instance(int number) {
    return ServiceInstance.of(Endpoint.of("dubbo", "10.0.0." + number, 20880), Invocations.GREETER);
  }

  static ServiceInstance instance(int number, int weight) {
    return instance(number).withWeight(weight);
  }

  static List<ServiceInstance> instances(int... numbers) {
    List<ServiceInstance> all = new ArrayList<>();
    for (int number : numbers) {
      all.add(instance(number));
    }
    return all;
  }

  static Membership members(int... numbers) {
    return Membership.of(instances(numbers));
  }

  @Override
  public FakePeer connect(ServiceInstance instance) {
    FakePeer peer = new FakePeer(instance, connectedAtOnce);
    peers.add(peer);
    return peer;
  }

  /** The newest connection to this instance. */
  FakePeer peer(int number) {
    String id = instance(number).endpoint().id();
    for (int i = peers.size() - 1; i >= 0; i--) {
      if (peers.get(i).instance.endpoint().id().equals(id)) {
        return peers.get(i);
      }
    }
    throw new AssertionError("nothing has connected to " + id);
  }

  static RpcException failure(Invocation invocation, Endpoint endpoint, FailureClass kind) {
    ErrorCode code =
        switch (kind) {
          case NOT_SENT -> ErrorCode.NOT_CONNECTED;
          case REJECTED -> ErrorCode.OVERLOADED;
          case UNKNOWN -> ErrorCode.TIMEOUT;
          case EXECUTED -> ErrorCode.BAD_RESPONSE;
        };
    return RpcException.ofCall(
        code, kind, invocation, endpoint, "planted " + kind + " at " + endpoint.address(), null);
  }

  static final class FakePeer implements Connector.Peer {
    final ServiceInstance instance;
    final List<Invocation> calls = new CopyOnWriteArrayList<>();
    volatile Invoker answer = invocation -> CompletableFuture.completedFuture(Result.of("ok"));
    volatile String reason;
    volatile boolean closed;

    /** Looks connected, but nothing can be written. */
    volatile boolean refuseToSend;

    /** Off where there are too many to keep. */
    volatile boolean keepCalls = true;

    private volatile boolean ready;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    FakePeer(ServiceInstance instance, boolean ready) {
      this.instance = instance;
      this.ready = ready;
    }

    void connected() {
      ready = true;
      listeners.forEach(Runnable::run);
    }

    void lost(String why) {
      ready = false;
      reason = why;
      listeners.forEach(Runnable::run);
    }

    /** Lost, but the news has not reached anybody yet. */
    void lostSilently() {
      ready = false;
    }

    void failing(FailureClass kind) {
      answer =
          invocation ->
              CompletableFuture.failedFuture(failure(invocation, instance.endpoint(), kind));
    }

    int listeners() {
      return listeners.size();
    }

    @Override
    public Invoker invoker() {
      return this::carry;
    }

    private CompletionStage<Result> carry(Invocation invocation) {
      if (!ready || closed || refuseToSend) {
        return CompletableFuture.failedFuture(
            failure(invocation, instance.endpoint(), FailureClass.NOT_SENT));
      }
      if (keepCalls) {
        calls.add(invocation);
      }
      return answer.invoke(invocation);
    }

    @Override
    public boolean isReady() {
      return ready && !closed;
    }

    @Override
    public String reason() {
      return reason;
    }

    @Override
    public Subscription onChange(Runnable listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
