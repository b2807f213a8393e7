package io.dunlin.testkit.dubbo.peer;

import io.dunlin.testkit.dubbo.InteropClient;
import io.dunlin.testkit.dubbo.SampleServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.EchoService;
import org.apache.dubbo.rpc.service.GenericException;
import org.apache.dubbo.rpc.service.GenericService;
import org.jspecify.annotations.Nullable;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/** A Dubbo consumer; every proxy is made when it is first asked for and kept. */
@SuppressWarnings("deprecation") // the newer ways are not known to both releases
final class DubboClient implements InteropClient {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Options options;
  private final ApplicationConfig application;
  private final RegistryConfig registry;
  private final Map<String, Object> proxies = new HashMap<>();

  DubboClient(Options options) {
    this.options = options;
    this.application = Configs.application(options, "dubbo-consumer");
    this.registry = Configs.registry(options);
  }

  @Override
  public DemoService demo() {
    return proxy("demo", () -> demoReference(TIMEOUT_MILLIS));
  }

  @Override
  public DemoService blueDemo() {
    return proxy(
        "blue",
        () -> {
          ReferenceConfig<DemoService> reference = demoReference(TIMEOUT_MILLIS);
          reference.setGroup(options.get("group", SampleServices.GROUP));
          reference.setVersion(options.get("version", SampleServices.VERSION));
          return reference;
        });
  }

  @Override
  public DemoService missingDemo() {
    return proxy(
        "missing",
        () -> {
          ReferenceConfig<DemoService> reference = demoReference(TIMEOUT_MILLIS);
          reference.setVersion("9.9.9");
          return reference;
        });
  }

  @Override
  public DemoService impatientDemo(Duration timeout) {
    return proxy("impatient " + timeout, () -> demoReference((int) timeout.toMillis()));
  }

  @Override
  public TypesService types() {
    return proxy("types", () -> reference(TypesService.class, TypesService.class, TIMEOUT_MILLIS));
  }

  @Override
  public void fireOneWay(String value) {
    DemoService demo =
        proxy(
            "oneway",
            () -> {
              MethodConfig fire = new MethodConfig();
              fire.setName("fire");
              fire.setReturn(false);
              ReferenceConfig<DemoService> reference = demoReference(TIMEOUT_MILLIS);
              reference.setMethods(new ArrayList<>(List.of(fire)));
              return reference;
            });
    demo.fire(value);
  }

  @Override
  public CompletableFuture<String> sayHelloLater(String name) {
    DemoService demo = demo();
    return RpcContext.getContext().asyncCall(() -> demo.sayHello(name));
  }

  @Override
  public <T extends @Nullable Object> Reply<T> callWith(
      Map<String, String> attachments, Supplier<T> call) {
    attachments.forEach(RpcContext.getContext()::setAttachment);
    T value = call.get();
    return new Reply<>(value, new HashMap<>(Configs.serverContext().getAttachments()));
  }

  @Override
  public @Nullable Object echo(Object value) {
    return ((EchoService) demo()).$echo(value);
  }

  @Override
  public @Nullable Object invokeGeneric(
      String method, String[] parameterTypes, Object[] arguments) {
    GenericService service =
        proxy(
            "generic",
            () -> {
              ReferenceConfig<GenericService> reference =
                  reference(GenericService.class, DemoService.class, TIMEOUT_MILLIS);
              reference.setGeneric("true");
              return reference;
            });
    return service.$invoke(method, parameterTypes, arguments);
  }

  @Override
  public String genericFailure(Throwable failure) {
    if (failure instanceof GenericException generic) {
      return generic.getExceptionClass();
    }
    if (failure instanceof com.alibaba.dubbo.rpc.service.GenericException generic) {
      return generic.getExceptionClass();
    }
    throw new IllegalArgumentException("not the failure of a generic call", failure);
  }

  @Override
  public boolean isTimeout(Throwable failure) {
    return failure instanceof RpcException rpc && rpc.isTimeout();
  }

  @Override
  public boolean isFrameworkFailure(Throwable failure) {
    return failure instanceof RpcException || failure instanceof IllegalStateException;
  }

  private ReferenceConfig<DemoService> demoReference(int timeoutMillis) {
    ReferenceConfig<DemoService> reference =
        reference(DemoService.class, DemoService.class, timeoutMillis);
    reference.setMethods(new ArrayList<>(List.of(Configs.callback())));
    return reference;
  }

  private <T> ReferenceConfig<T> reference(Class<T> proxy, Class<?> service, int timeoutMillis) {
    ReferenceConfig<T> reference = new ReferenceConfig<>();
    reference.setApplication(application);
    reference.setInterface(service.getName());
    if (proxy == service) {
      reference.setInterface(proxy);
    }
    reference.setTimeout(timeoutMillis);
    reference.setRetries(0);
    reference.setCheck(false);
    reference.setScope("remote");
    Map<String, String> parameters = options.pairs("param");
    if (!parameters.isEmpty()) {
      reference.setParameters(parameters);
    }
    String url = options.get("url", "");
    if (url.isEmpty()) {
      reference.setRegistry(registry);
    } else {
      reference.setRegistry(new RegistryConfig("N/A"));
      reference.setUrl(direct(url + "/" + service.getName()));
    }
    return reference;
  }

  private static String direct(String url) {
    // Without a registry nothing else tells the consumer which argument is a callback. 3.x looks at
    // it only if some other setting of the method is there, hence the MethodConfig as well.
    return url + "?watch.1.callback=true";
  }

  @SuppressWarnings("unchecked") // a key has one type
  private <T> T proxy(String key, Supplier<ReferenceConfig<T>> reference) {
    return (T) proxies.computeIfAbsent(key, absent -> reference.get().get());
  }
}
