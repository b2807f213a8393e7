package io.dunlin.bootstrap;

import io.dunlin.Clock;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import io.dunlin.cluster.Directory;
import io.dunlin.cluster.Membership;
import io.dunlin.registry.AddressChooser;
import io.dunlin.registry.ConsumerInfo;
import io.dunlin.registry.DirectAddresses;
import io.dunlin.registry.Registries;
import io.dunlin.registry.Registry;
import io.dunlin.registry.RegistryAddress;
import io.dunlin.registry.RegistryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registries of one client or server, and what it does with them. */
final class RegistrySet {
  /** How long starting a server waits for its registries. */
  static final Duration REACH_LIMIT = Duration.ofSeconds(10);

  /** Routes do not depend on the port, so any will do for a registry that names none. */
  private static final int ANY_PORT = 2181;

  private static final Logger log = LoggerFactory.getLogger(RegistrySet.class);

  private final List<Registry> all;
  private final Clock clock;
  private final CompletableFuture<AddressChooser.Choice> ownAddress;

  private RegistrySet(
      List<Registry> all, Clock clock, CompletableFuture<AddressChooser.Choice> ownAddress) {
    this.all = List.copyOf(all);
    this.clock = clock;
    this.ownAddress = ownAddress;
  }

  /**
   * Opens each registry, and chooses the address of this process, in the background; {@code undo}
   * closes them.
   *
   * @param host the address the user gave, or null
   */
  static RegistrySet open(
      List<RegistryConfig> configs, @Nullable String host, Clock clock, Undo undo) {
    List<Registry> opened = new ArrayList<>();
    List<RegistryAddress> addresses = new ArrayList<>();
    for (RegistryConfig config : configs) {
      if (!RegistryAddress.isNone(config.address())) {
        opened.add(undo.opened(Registries.open(config, clock, Registries.factories())));
        addresses.add(RegistryAddress.parse(config.address(), ANY_PORT));
      }
    }
    CompletableFuture<AddressChooser.Choice> ownAddress =
        opened.isEmpty()
            ? new CompletableFuture<>()
            : AddressChooser.choose(host, addresses, clock).toCompletableFuture();
    return new RegistrySet(opened, clock, ownAddress);
  }

  List<Registry> all() {
    return all;
  }

  /**
   * Keeps {@code directory} told of the providers in all registries, and announces the consumer.
   */
  void follow(
      ServiceKey service,
      ServiceContract contract,
      ClientParts.Settings settings,
      Directory directory,
      Undo undo) {
    ConsumerInfo consumer = consumer(service, contract, settings);
    MembershipMerge merge = new MembershipMerge(all.size(), directory::update);
    for (int i = 0; i < all.size(); i++) {
      Registry registry = all.get(i);
      int position = i;
      undo.add(
          registry.providers(service).subscribe(snapshot -> merge.update(position, snapshot))
              ::close);
      undo.add(registry.announce(consumer)::close);
    }
  }

  private ConsumerInfo consumer(
      ServiceKey service, ServiceContract contract, ClientParts.Settings settings) {
    Map<String, String> extras = new LinkedHashMap<>();
    TreeSet<String> methods = new TreeSet<>();
    contract.methods().forEach(method -> methods.add(method.name()));
    extras.put("methods", String.join(",", methods));
    return new ConsumerInfo(hostToShow(), service, settings.application(), extras);
  }

  /**
   * Keeps {@code directory} told of fixed addresses, whose host names are resolved again and again.
   */
  void followDirect(List<String> targets, ServiceKey service, Directory directory, Undo undo) {
    DirectAddresses direct = DirectAddresses.parse(String.join(";", targets));
    undo.add(
        direct
                .instances(service, clock)
                .subscribe(snapshot -> directory.update(membership(snapshot)))
            ::close);
  }

  private static Membership membership(Registry.Snapshot snapshot) {
    return new Membership(snapshot.known(), snapshot.instances(), snapshot.rejected());
  }

  /**
   * The address of this process as others reach it.
   *
   * @throws RpcException code RPC-1508 if there is none
   */
  String hostToPublish() {
    try {
      AddressChooser.Choice choice = ownAddress.get(REACH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      log.info("publishing as {}", choice);
      return choice.host();
    } catch (ExecutionException e) {
      throw Proxies.<RuntimeException>asUnchecked(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw RpcException.of(
          ErrorCode.NO_USABLE_ADDRESS,
          "no local address chosen within %d ms; configure it with host(…) or DUNLIN_HOST"
              .formatted(REACH_LIMIT.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RpcException.of(
          ErrorCode.NO_USABLE_ADDRESS, "interrupted while choosing the local address", e);
    }
  }

  /** The address under which operators see this consumer; nobody connects to it. */
  private String hostToShow() {
    try {
      return hostToPublish();
    } catch (RpcException e) {
      log.warn("this consumer is listed without its address: {}", e.getMessage());
      return "0.0.0.0";
    }
  }

  /** The registries that cannot be used now, each with the reason; empty if all can. */
  List<String> outages() {
    List<String> outages = new ArrayList<>();
    for (Registry registry : all) {
      String failure = registry.failure();
      if (failure != null) {
        outages.add(registry.address() + " " + failure);
      }
    }
    return outages;
  }

  /** What to say when not all of the registries were reached in time. */
  RpcException unreachable() {
    List<String> outages = outages();
    String why = outages.isEmpty() ? "has not done it" : String.join(", registry ", outages);
    return RpcException.of(
        ErrorCode.REGISTRY_UNREACHABLE,
        "not published within %d ms: registry %s; check the address and that the registry runs, or start with check(false)"
            .formatted(REACH_LIMIT.toMillis(), why));
  }
}
