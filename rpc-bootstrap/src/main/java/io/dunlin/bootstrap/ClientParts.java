package io.dunlin.bootstrap;

import io.dunlin.Clock;
import io.dunlin.Extensions;
import io.dunlin.Filter;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import io.dunlin.cluster.ClusterStrategy;
import io.dunlin.cluster.Directory;
import io.dunlin.cluster.LoadBalancer;
import io.dunlin.cluster.LoadTable;
import io.dunlin.monitor.CallStatistics;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeRules;
import io.dunlin.transport.Protocol;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.TransportConfig;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What all references of one client share. */
record ClientParts(
    Settings settings,
    RpcResources resources,
    RegistrySet registries,
    Transports transports,
    LoadTable loads,
    CallStatistics statistics,
    ProxyFactory proxies,
    List<Serializer> serializers,
    Extensions<ClusterStrategy> strategies,
    Extensions<LoadBalancer> loadBalancers,
    Executor context) {

  /** What the builder was told. */
  record Settings(
      String application,
      @Nullable String host,
      List<RegistryConfig> registries,
      List<Filter> filters,
      TypeRules typeRules,
      MethodPolicy defaults,
      TransportConfig transport,
      String proxy,
      List<String> serializations) {
    Settings {
      registries = List.copyOf(registries);
      filters = List.copyOf(filters);
      serializations = List.copyOf(serializations);
    }
  }

  static ClientParts open(Settings settings, RpcResources resources, Undo undo) {
    ProxyFactory proxies = ProxyFactory.installed().get(settings.proxy());
    ProxyCallbacks callbacks =
        new ProxyCallbacks(
            proxies, settings.defaults(), resources.clock(), resources.callbackExecutor());
    Transports transports =
        undo.opened(
            new Transports(Protocol.installed(), settings.transport(), resources, callbacks));
    return new ClientParts(
        settings,
        resources,
        RegistrySet.open(settings.registries(), settings.host(), resources.clock(), undo),
        transports,
        new LoadTable(resources.clock()),
        new CallStatistics(),
        proxies,
        Codecs.serializers(settings.serializations()),
        ClusterStrategy.installed(),
        LoadBalancer.installed(),
        resources.callbackExecutor());
  }

  Clock clock() {
    return resources.clock();
  }

  MethodPolicy defaults() {
    return settings.defaults();
  }

  TypeRules typeRules() {
    return settings.typeRules();
  }

  List<Filter> userFilters() {
    return settings.filters();
  }

  /** Keeps {@code directory} told of who provides the service, until {@code undo} runs. */
  void follow(
      ReferenceConfig config,
      ServiceContract contract,
      ServiceKey service,
      Directory directory,
      Undo undo) {
    if (!config.direct().isEmpty()) {
      registries.followDirect(config.direct(), service, directory, undo);
    } else if (registries.all().isEmpty()) {
      throw BootstrapErrors.nothingToAsk(service);
    } else {
      registries.follow(service, contract, settings, directory, undo);
    }
  }
}
