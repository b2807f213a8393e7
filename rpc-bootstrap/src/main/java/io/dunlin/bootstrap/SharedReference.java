package io.dunlin.bootstrap;

import io.dunlin.Filter;
import io.dunlin.FilterChain;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import io.dunlin.cluster.ClusterInvoker;
import io.dunlin.cluster.Directory;
import io.dunlin.cluster.EndpointFilters;
import io.dunlin.cluster.RetryBudget;
import io.dunlin.serialization.ServiceCodecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What all uses of one reference have in common: directory, chain and plans. Built whole or not at
 * all, closed by the client when nobody uses it any more.
 */
final class SharedReference {
  /** How long building waits for a first provider. */
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);

  private final ServiceKey service;
  private final Directory directory;
  private final Object proxy;
  private final Undo undo;

  private SharedReference(ServiceKey service, Directory directory, Object proxy, Undo undo) {
    this.service = service;
    this.directory = directory;
    this.proxy = proxy;
    this.undo = undo;
  }

  /** Builds a reference; whatever was opened is closed again if a step fails. */
  static SharedReference build(ClientParts parts, ReferenceConfig config) {
    Undo undo = new Undo();
    try {
      return build(parts, config, undo);
    } catch (Throwable e) {
      undo.run();
      throw e;
    }
  }

  private static SharedReference build(ClientParts parts, ReferenceConfig config, Undo undo) {
    ServiceContract contract = config.contract();
    ServiceKey service = config.keyOf(contract);
    ServiceCodecs codecs = ServiceCodecs.compile(contract, parts.serializers(), parts.typeRules());

    Directory directory =
        undo.opened(
            new Directory(
                service,
                new TransportConnector(parts.transports(), codecs),
                EndpointFilters.NONE,
                parts.loads(),
                parts.loadBalancers(),
                balancerNames(parts, config, contract),
                parts.clock(),
                parts.context()));
    parts.follow(config, contract, service, directory, undo);

    RetryBudget budget = RetryBudget.standard(parts.clock());
    Invoker chain =
        FilterChain.of(filters(parts), new ClusterInvoker(directory, parts.strategies(), budget));
    MethodPlan[] plans =
        MethodPlan.forAll(
            contract,
            service,
            method -> policyOf(parts, config, method),
            chain,
            parts.clock(),
            parts.resources().callbackExecutor());
    Object proxy =
        config.type() == null
            ? new GenericCaller(config.interfaceName(), plans)
            : parts.proxies().newProxy(contract, plans, "reference " + service);
    if (config.check()) {
      awaitProvider(parts, config, service, directory);
    }
    return new SharedReference(service, directory, proxy, undo);
  }

  private static MethodPolicy policyOf(
      ClientParts parts, ReferenceConfig config, MethodDescriptor method) {
    MethodPolicy policy = config.policyOf(method, parts.defaults());
    parts.strategies().get(policy.strategy()); // an unknown name fails here and not at a call
    return policy;
  }

  private static Set<String> balancerNames(
      ClientParts parts, ReferenceConfig config, ServiceContract contract) {
    Set<String> names = new LinkedHashSet<>();
    for (MethodDescriptor method : contract.methods()) {
      names.add(config.policyOf(method, parts.defaults()).loadBalancer());
    }
    return names;
  }

  /**
   * The consumer's filters, outermost first. Moving a line here is a change of design.
   *
   * <ul>
   *   <li>statistics: outermost, so that a failure which a user's filter masks is counted as what
   *       it was to the caller, once per call however many attempts it took;
   *   <li>user's filters: see the call once, not once per attempt;
   *   <li>below them: the cluster strategy, route and pick, the load of the instance, the
   *       connection.
   * </ul>
   */
  private static List<Filter> filters(ClientParts parts) {
    List<Filter> filters = new ArrayList<>();
    filters.add(parts.statistics());
    filters.addAll(parts.userFilters());
    return filters;
  }

  private static void awaitProvider(
      ClientParts parts, ReferenceConfig config, ServiceKey service, Directory directory) {
    try {
      directory
          .whenReady(CHECK_LIMIT)
          .toCompletableFuture()
          .get(2 * CHECK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw BootstrapErrors.noProviderAtStart(
          service, CHECK_LIMIT, directory.funnel(), outages(parts, config));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BootstrapErrors.noProviderAtStart(
          service,
          CHECK_LIMIT,
          "the waiting thread was interrupted; " + directory.funnel(),
          outages(parts, config));
    }
  }

  private static List<String> outages(ClientParts parts, ReferenceConfig config) {
    return config.direct().isEmpty() ? parts.registries().outages() : List.of();
  }

  ServiceKey service() {
    return service;
  }

  Object proxy() {
    return proxy;
  }

  String funnel() {
    return directory.funnel();
  }

  void close() {
    undo.run();
  }
}
