package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Clock;
import io.dunlin.Deadline;
import io.dunlin.Endpoint;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.Serializers;
import io.dunlin.serialization.ServiceCodecs;
import io.dunlin.serialization.TypeRules;
import io.dunlin.testkit.Await;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Client, server and the demo service on loopback; closes what it opened. */
final class Rig implements AutoCloseable {
  static final ServiceContract CONTRACT = ServiceContract.of(Demo.class);

  final List<CompletableFuture<Object>> held = new CopyOnWriteArrayList<>();
  final ConcurrentLinkedQueue<String> fired = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Demo.Listener> watchers = new ConcurrentLinkedQueue<>();
  final RpcResources resources;
  final Clock clock;
  final Dispatcher dispatcher = new Dispatcher();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  Rig() {
    this(ResourceConfig.DEFAULT);
  }

  Rig(ResourceConfig config) {
    resources = open(RpcResources.create(config));
    clock = resources.clock();
  }

  <T extends AutoCloseable> T open(T closeable) {
    opened.push(closeable);
    return closeable;
  }

  static Serializer serializer() {
    return Serializers.get("hessian2");
  }

  static ServiceCodecs codecs() {
    return ServiceCodecs.compile(CONTRACT, List.of(serializer()), TypeRules.DEFAULT);
  }

  DubboTransport transport(TransportConfig config) {
    return open(new DubboProtocol().newTransport(config, resources, new ReflectiveCallbacks()));
  }

  void export(ServiceKey key, Executor executor, String token) {
    dispatcher.export(new ExportedService(key, codecs(), this::serve, executor, token));
  }

  Transport.Listener listen(DubboTransport transport) {
    return open(
        transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), dispatcher));
  }

  /** A server with the demo service on its own worker pool. */
  Transport.Listener server(TransportConfig config) {
    WorkerPool pool = open(WorkerPool.fixed("test-worker", 16, 100_000));
    export(CONTRACT.key(), pool, null);
    return listen(transport(config));
  }

  static ServiceInstance instance(int port) {
    return ServiceInstance.of(Endpoint.of("dubbo", "127.0.0.1", port), CONTRACT.key());
  }

  Remote connect(DubboTransport transport, int port) {
    return open(transport.connect(instance(port), codecs()));
  }

  static Remote ready(Remote remote) {
    Await.until("connection ready", () -> remote.state() == Remote.State.READY);
    return remote;
  }

  static MethodDescriptor method(String name) {
    return CONTRACT.methods(name).get(0);
  }

  Invocation invocation(String method, Duration timeout, Object... arguments) {
    return invocation(clock, method, timeout, arguments);
  }

  static Invocation invocation(Clock clock, String method, Duration timeout, Object... arguments) {
    return new Invocation(
        CONTRACT.key(),
        method(method),
        arguments,
        Attachments.EMPTY,
        MethodPolicy.DEFAULT.withTimeout(timeout),
        Deadline.after(clock, timeout),
        new CallRecord(clock));
  }

  CompletionStage<Result> call(Remote remote, String method, Object... arguments) {
    return remote.invoker().invoke(invocation(method, Duration.ofSeconds(5), arguments));
  }

  /** The value of a call that succeeds. */
  Object value(Remote remote, String method, Object... arguments) {
    Result result = Await.result(call(remote, method, arguments));
    return ((Result.Value) result).value();
  }

  /** Serves the demo contract as a server's method invoker would. */
  CompletionStage<Result> serve(Invocation invocation) {
    Object[] arguments = invocation.arguments();
    String name = invocation.method().name();
    switch (name) {
      case "hello":
        return done("Hello " + arguments[0]);
      case "add":
        return done((Integer) arguments[0] + (Integer) arguments[1]);
      case "ping":
        return done(null);
      case "fail":
        return CompletableFuture.completedFuture(
            Result.failure(new IllegalStateException((String) arguments[0])));
      case "attachment":
        return CompletableFuture.completedFuture(
            new Result.Value(
                invocation.attachments().get((String) arguments[0]),
                Attachments.of("reply-key", "reply-value")));
      case "later":
        return CompletableFuture.supplyAsync(() -> Result.of("later " + arguments[0]));
      case "big":
        return done("x".repeat((Integer) arguments[0]));
      case "fire":
        fired.add((String) arguments[0]);
        return done(null);
      case "watch":
        watchers.add((Demo.Listener) arguments[1]);
        return done(null);
      case "held":
        CompletableFuture<Object> gate = new CompletableFuture<>();
        held.add(gate);
        return gate.thenApply(Result::of);
      default:
        throw new AssertionError(name);
    }
  }

  private static CompletionStage<Result> done(Object value) {
    return CompletableFuture.completedFuture(Result.of(value));
  }

  @Override
  public void close() throws Exception {
    held.forEach(gate -> gate.complete("closed"));
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
  }

  /** What proxies do, by reflection. */
  final class ReflectiveCallbacks implements Callbacks {
    @Override
    public Object proxy(ServiceContract contract, Invoker invoker) {
      return Proxy.newProxyInstance(
          contract.type().getClassLoader(),
          new Class<?>[] {contract.type()},
          (proxy, method, arguments) -> {
            MethodDescriptor descriptor = contract.methods(method.getName()).get(0);
            Result result =
                Await.result(
                    invoker.invoke(
                        new Invocation(
                            contract.key(),
                            descriptor,
                            arguments,
                            Attachments.EMPTY,
                            MethodPolicy.DEFAULT,
                            Deadline.after(clock, Duration.ofSeconds(5)),
                            new CallRecord(clock))));
            return ((Result.Value) result).value();
          });
    }

    @Override
    public Invoker invoker(ServiceContract contract, Object target) {
      return invocation -> {
        try {
          return done(invocation.method().method().invoke(target, invocation.arguments()));
        } catch (IllegalAccessException | InvocationTargetException e) {
          return CompletableFuture.failedFuture(e);
        }
      };
    }
  }
}
