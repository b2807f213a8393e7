package io.dunlin.bootstrap;

import io.dunlin.DunlinVersion;
import io.dunlin.Endpoint;
import io.dunlin.Filter;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.monitor.CallStatistics;
import io.dunlin.registry.Registry;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeClosure;
import io.dunlin.serialization.TypeRules;
import io.dunlin.transport.Dispatcher;
import io.dunlin.transport.ExportedService;
import io.dunlin.transport.Protocol;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.Transport;
import io.dunlin.transport.TransportConfig;
import io.dunlin.transport.WorkerPool;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server, part by part. Started whole or not at all; stopped in reverse order: withdrawn
 * from the registries, then drained, then closed.
 */
final class ServerParts {
  private static final Logger log = LoggerFactory.getLogger(ServerParts.class);

  /** What the builder was told. */
  record Settings(
      String application,
      @Nullable String host,
      @Nullable String bindAddress,
      int port,
      String protocol,
      int threads,
      int queue,
      boolean virtualThreads,
      List<RegistryConfig> registries,
      List<Filter> filters,
      List<Export<?>> exports,
      TypeRules typeRules,
      TransportConfig transport,
      String proxy,
      List<String> serializations,
      Duration shutdownGrace,
      boolean check) {
    Settings {
      registries = List.copyOf(registries);
      filters = List.copyOf(filters);
      exports = List.copyOf(exports);
      serializations = List.copyOf(serializations);
    }
  }

  private final Settings settings;
  private final Dispatcher dispatcher;
  private final Transport.Listener listener;
  private final CallStatistics statistics;
  private final List<Registry.Publication> publications = new ArrayList<>();
  private final Undo undo;
  private String publishedAddress;

  private ServerParts(
      Settings settings,
      Dispatcher dispatcher,
      Transport.Listener listener,
      CallStatistics statistics,
      Undo undo) {
    this.settings = settings;
    this.dispatcher = dispatcher;
    this.listener = listener;
    this.statistics = statistics;
    this.undo = undo;
    this.publishedAddress = "";
  }

  static ServerParts start(Settings settings, RpcResources resources, Undo undo) {
    RegistrySet registries =
        RegistrySet.open(
            settings.registries(),
            // An address bound expressly is the only one that can be reached.
            settings.host() == null ? settings.bindAddress() : settings.host(),
            resources.clock(),
            undo);
    ProxyFactory proxies = ProxyFactory.installed().get(settings.proxy());
    Protocol protocol = Protocol.installed().get(settings.protocol());
    WorkerPool workers = undo.opened(workers(settings));
    CallStatistics statistics = new CallStatistics();
    Dispatcher dispatcher = new Dispatcher();
    List<ExportedService> services = new ArrayList<>();
    List<Serializer> serializers = Codecs.serializers(settings.serializations());
    for (Export<?> export : settings.exports()) {
      ExportedService service =
          ServiceExport.of(
              export,
              serializers,
              settings.typeRules(),
              proxies,
              statistics,
              settings.filters(),
              workers,
              resources.clock());
      undo.add(dispatcher.export(service)::close);
      services.add(service);
      warnOfTypesDubboRefuses(service, settings.typeRules());
    }
    ProxyCallbacks callbacks =
        new ProxyCallbacks(
            proxies, MethodPolicy.DEFAULT, resources.clock(), resources.callbackExecutor());
    Transport transport =
        undo.opened(protocol.newTransport(settings.transport(), resources, callbacks));
    int port = settings.port() < 0 ? protocol.defaultPort() : settings.port();
    InetSocketAddress address =
        settings.bindAddress() == null
            ? new InetSocketAddress(port)
            : new InetSocketAddress(settings.bindAddress(), port);
    Transport.Listener listener = undo.opened(transport.listen(address, dispatcher));
    ServerParts parts = new ServerParts(settings, dispatcher, listener, statistics, undo);
    parts.publish(registries, services, resources.clock().currentTimeMillis());
    return parts;
  }

  private static WorkerPool workers(Settings settings) {
    return settings.virtualThreads()
        ? WorkerPool.virtual("dunlin-worker", settings.threads())
        : WorkerPool.fixed("dunlin-worker", settings.threads(), settings.queue());
  }

  private static void warnOfTypesDubboRefuses(ExportedService service, TypeRules rules) {
    if (service.codecs().serializers().stream().noneMatch(Codecs::isHessian)) {
      return; // the others carry no objects
    }
    Set<String> names = TypeClosure.of(service.codecs().contract(), rules).notSerializable();
    if (!names.isEmpty()) {
      log.warn(
          "{}: Dubbo consumers will refuse {}: not java.io.Serializable; Dunlin consumers will not mind",
          service.key(),
          String.join(", ", names));
    }
  }

  private void publish(RegistrySet registries, List<ExportedService> services, long nowMillis) {
    int port = listener.address().getPort();
    List<CompletionStage<Void>> visible = new ArrayList<>();
    if (registries.all().isEmpty()) {
      return;
    }
    String host = registries.hostToPublish();
    publishedAddress = Endpoint.of(settings.protocol(), host, port).address();
    for (Registry registry : registries.all()) {
      for (int i = 0; i < services.size(); i++) {
        Registry.Publication publication =
            registry.publish(
                instance(settings.exports().get(i), services.get(i), host, port, nowMillis));
        publications.add(publication);
        visible.add(publication.whenVisible());
      }
    }
    if (settings.check()) {
      awaitVisible(registries, visible);
    }
  }

  private ServiceInstance instance(
      Export<?> export, ExportedService service, String host, int port, long nowMillis) {
    ServiceContract contract = service.codecs().contract();
    Map<String, String> extras = new LinkedHashMap<>();
    Set<String> methods = new TreeSet<>();
    for (MethodDescriptor method : contract.methods()) {
      methods.add(method.name());
      for (int callback : method.callbackParameters()) {
        extras.put(method.name() + "." + callback + ".callback", "true");
      }
    }
    extras.put("methods", String.join(",", methods));
    if (service.token() != null) {
      extras.put("token", service.token());
    }
    if (!Codecs.isHessian(service.codecs().preferred())) {
      // Consumers take hessian2 unless they are told; 2.7 reads the first, 3.x the second.
      extras.put("serialization", service.codecs().preferred().name());
      extras.put("prefer.serialization", String.join(",", settings.serializations()));
    }
    extras.putAll(export.parameters());
    return new ServiceInstance(
        Endpoint.of(settings.protocol(), host, port),
        service.key(),
        export.weight(),
        settings.application(),
        DunlinVersion.CURRENT,
        nowMillis,
        extras);
  }

  private static void awaitVisible(RegistrySet registries, List<CompletionStage<Void>> visible) {
    try {
      CompletableFuture.allOf(
              visible.stream()
                  .map(CompletionStage::toCompletableFuture)
                  .toArray(CompletableFuture[]::new))
          .get(RegistrySet.REACH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw registries.unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw registries.unreachable();
    }
  }

  Transport.Listener listener() {
    return listener;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  CallStatistics statistics() {
    return statistics;
  }

  String publishedAddress() {
    return publishedAddress.isEmpty()
        ? listener.address().getHostString() + ":" + listener.address().getPort()
        : publishedAddress;
  }

  /**
   * Consumers learn of the end twice: from the registry, which is slow to tell, and from the
   * connection at once. Only then are calls in flight waited for.
   */
  void stop() {
    long graceMillis = settings.shutdownGrace().toMillis();
    List<CompletableFuture<Void>> withdrawn = new ArrayList<>();
    for (Registry.Publication publication : publications) {
      withdrawn.add(publication.withdraw().toCompletableFuture());
    }
    awaitQuietly(
        CompletableFuture.allOf(withdrawn.toArray(new CompletableFuture<?>[0])),
        Math.min(graceMillis, 2_000),
        "withdrawing from the registries");
    awaitQuietly(
        listener.drain(graceMillis).toCompletableFuture(), graceMillis + 1_000, "draining");
    undo.run();
  }

  private static void awaitQuietly(CompletableFuture<Void> future, long millis, String what) {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("{} did not end within {} ms; closing anyway", what, millis, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("interrupted while {}; closing anyway", what);
    }
  }
}
