package io.dunlin.testkit.interop;

import io.dunlin.ErrorCode;
import io.dunlin.RemoteException;
import io.dunlin.RpcCall;
import io.dunlin.RpcException;
import io.dunlin.bootstrap.GenericReferenceBuilder;
import io.dunlin.bootstrap.GenericService;
import io.dunlin.bootstrap.ReferenceBuilder;
import io.dunlin.bootstrap.RpcClient;
import io.dunlin.testkit.dubbo.InteropClient;
import io.dunlin.testkit.dubbo.SampleServices;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/** What an interop case asks for, as Dunlin offers it. */
final class DunlinInteropClient implements InteropClient {
  private final RpcClient client;
  private final String[] direct;
  private final GenericService generic;

  DunlinInteropClient(RpcClient client, String... direct) {
    this.client = client;
    this.direct = direct;
    GenericReferenceBuilder builder = client.generic(DemoService.class.getName());
    this.generic = (direct.length == 0 ? builder : builder.direct(direct)).get();
  }

  private <T> ReferenceBuilder<T> reference(Class<T> type) {
    ReferenceBuilder<T> builder = client.reference(type);
    return direct.length == 0 ? builder : builder.direct(direct);
  }

  private ReferenceBuilder<DemoService> demoReference() {
    return reference(DemoService.class).method("watch", options -> options.callback(1));
  }

  @Override
  public DemoService demo() {
    return demoReference().get();
  }

  @Override
  public DemoService blueDemo() {
    return demoReference().group(SampleServices.GROUP).version(SampleServices.VERSION).get();
  }

  @Override
  public DemoService missingDemo() {
    return demoReference().version("9.9.9").check(false).get();
  }

  @Override
  public DemoService impatientDemo(Duration timeout) {
    return demoReference().timeout(timeout).retries(0).get();
  }

  @Override
  public TypesService types() {
    return reference(TypesService.class).get();
  }

  @Override
  public void fireOneWay(String value) {
    demoReference().method("fire", options -> options.oneway()).get().fire(value);
  }

  @Override
  public CompletableFuture<String> sayHelloLater(String name) {
    return generic
        .callAsync("sayHello", List.of("java.lang.String"), name)
        .thenApply(String.class::cast);
  }

  @Override
  public <T> Reply<T> callWith(Map<String, String> attachments, Supplier<T> call) {
    RpcCall block = null;
    for (Map.Entry<String, String> entry : attachments.entrySet()) {
      block =
          block == null
              ? RpcCall.attach(entry.getKey(), entry.getValue())
              : block.and(entry.getKey(), entry.getValue());
    }
    try {
      RpcCall.Reply<T> reply =
          (block == null ? RpcCall.attach("interop", "true") : block).call(call::get);
      return new Reply<>(reply.value(), reply.attachments().asMap());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object echo(Object value) {
    return generic.echo(value);
  }

  @Override
  public Object invokeGeneric(String method, String[] parameterTypes, Object[] arguments) {
    return generic.call(method, Arrays.asList(parameterTypes), arguments);
  }

  @Override
  public String genericFailure(Throwable failure) {
    return failure instanceof RemoteException remote
        ? remote.fields().getOrDefault("exceptionClass", remote.className())
        : failure.getClass().getName();
  }

  @Override
  public boolean isTimeout(Throwable failure) {
    return failure instanceof RpcException ours && ours.code() == ErrorCode.TIMEOUT;
  }

  @Override
  public boolean isFrameworkFailure(Throwable failure) {
    return failure instanceof RpcException;
  }
}
