package io.dunlin.registry;

import io.dunlin.Clock;
import io.dunlin.LiveSource;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Source;
import io.dunlin.Subscription;
import io.dunlin.registry.dubbo.DubboUrls;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Providers given by address instead of by a registry:
 *
 * <pre>
 *  dubbo://host:port,host:port
 *  dubbo://host:port/path?weight=50;dubbo://host:port
 * </pre>
 *
 * <p>A host name stands for every address (of one family) it resolves to, and is resolved again
 * while somebody subscribes; when it cannot be, the last addresses stay. Immutable, stateless.
 */
public final class DirectAddresses {
  /** How often host names are resolved again. */
  static final Duration RESOLVE_EVERY = Duration.ofSeconds(30);

  /** How soon after a failure. */
  static final Duration RESOLVE_AGAIN = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(DirectAddresses.class);
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");

  private final List<Target> targets;
  private final Resolver resolver;

  private DirectAddresses(List<Target> targets, Resolver resolver) {
    this.targets = List.copyOf(targets);
    this.resolver = resolver;
  }

  /**
   * Reads addresses.
   *
   * @throws RpcException code RPC-1501 if they cannot be understood; the message says why
   */
  public static DirectAddresses parse(String text) {
    return parse(text, InetAddress::getAllByName);
  }

  static DirectAddresses parse(String text, Resolver resolver) {
    List<Target> targets = new ArrayList<>();
    for (String url : text.split(";")) {
      RegistryAddress address = RegistryAddress.parse(url, 0);
      if (!address.user().isEmpty()) {
        throw RegistryAddress.notUnderstood(url, "a user has no meaning here");
      }
      for (RegistryAddress.Server server : address.servers()) {
        Target target = new Target(address.scheme(), server, address.path(), address.parameters());
        // Now, and not when somebody subscribes: what is wrong with it does not depend on whom.
        target.instance(target.named() ? "127.0.0.1" : server.host(), ServiceKey.of("any"));
        targets.add(target);
      }
    }
    return new DirectAddresses(targets, resolver);
  }

  /** The protocol of the first address, such as {@code dubbo}. */
  public String protocol() {
    return targets.get(0).scheme;
  }

  /**
   * The instances of {@code service} there, its group and version taken for granted unless an
   * address says otherwise. Host names are resolved on a thread of their own; the first snapshot
   * comes when each has been tried.
   */
  public Source<Registry.Snapshot> instances(ServiceKey service, Clock clock) {
    if (targets.stream().noneMatch(Target::named)) {
      return Source.fixed(snapshot(service, Map.of()));
    }
    return listener -> {
      Resolving resolving = new Resolving(service, clock);
      Subscription subscription = resolving.snapshots.subscribe(listener);
      resolving.resolve();
      return () -> {
        resolving.close();
        subscription.close();
      };
    };
  }

  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    for (Target target : targets) {
      texts.add(target.scheme + "://" + target.server);
    }
    return String.join(",", texts);
  }

  private Registry.Snapshot snapshot(ServiceKey service, Map<String, List<String>> resolved) {
    List<ServiceInstance> instances = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    for (Target target : targets) {
      List<String> hosts =
          target.named()
              ? resolved.getOrDefault(target.server.host(), List.of())
              : List.of(target.server.host());
      if (hosts.isEmpty()) {
        rejected.add(target.server + ": host name cannot be resolved");
      }
      for (String host : hosts) {
        add(target.instance(host, service), service, instances, rejected);
      }
    }
    return new Registry.Snapshot(instances.size() + rejected.size(), instances, rejected);
  }

  private static void add(
      ServiceInstance instance,
      ServiceKey service,
      List<ServiceInstance> instances,
      List<String> rejected) {
    String mismatch = DubboUrls.mismatch(service, instance);
    if (mismatch != null) {
      rejected.add(instance.endpoint().address() + ": " + mismatch);
    } else if (instances.stream().noneMatch(i -> i.endpoint().equals(instance.endpoint()))) {
      instances.add(instance);
    }
  }

  /** One address as written. */
  private record Target(
      String scheme, RegistryAddress.Server server, String path, Map<String, String> parameters) {

    boolean named() {
      return server.host().indexOf(':') < 0 && !IPV4.matcher(server.host()).matches();
    }

    ServiceInstance instance(String host, ServiceKey wanted) {
      StringBuilder url = new StringBuilder(scheme).append("://");
      url.append(new RegistryAddress.Server(host, server.port())).append('/').append(path);
      url.append("?group=").append(parameters.getOrDefault("group", single(wanted.group())));
      url.append("&version=").append(parameters.getOrDefault("version", wanted.version()));
      parameters.forEach(
          (name, value) -> {
            if (!name.equals("group") && !name.equals("version")) {
              url.append('&').append(name).append('=').append(value);
            }
          });
      try {
        return DubboUrls.toInstance(url.toString(), wanted.interfaceName());
      } catch (IllegalArgumentException e) {
        throw RegistryAddress.notUnderstood(
            scheme + "://" + server, String.valueOf(e.getMessage()));
      }
    }

    /** A wish for several groups is not the name of one. */
    private static String single(String group) {
      return group.equals("*") || group.indexOf(',') >= 0 ? "" : group;
    }
  }

  /** Keeps one subscriber's snapshot true. Resolving happens on its executor only. */
  private final class Resolving {
    final LiveSource<Registry.Snapshot> snapshots = new LiveSource<>();
    private final ServiceKey service;
    private final Clock clock;
    private final Executor executor = resolverThread();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, List<String>> resolved = new HashMap<>();
    private volatile Clock.Timer timer = () -> {};

    Resolving(ServiceKey service, Clock clock) {
      this.service = service;
      this.clock = clock;
    }

    void resolve() {
      executor.execute(this::resolveAll);
    }

    void close() {
      closed.set(true);
      timer.cancel();
    }

    private void resolveAll() {
      boolean failed = true;
      try {
        failed = resolveNames();
        if (closed.get()) {
          return;
        }
        Registry.Snapshot next = snapshot(service, resolved);
        if (!next.equals(snapshots.current())) {
          snapshots.set(next);
        }
      } catch (RuntimeException e) {
        // As by a security manager, or for an address that no URL can hold; the next may do.
        log.warn("{} cannot be resolved; trying again", DirectAddresses.this, e);
      }
      timer = clock.schedule(this::resolve, failed ? RESOLVE_AGAIN : RESOLVE_EVERY);
      if (closed.get()) {
        timer.cancel();
      }
    }

    /** Whether any name could not be resolved. */
    private boolean resolveNames() {
      boolean failed = false;
      for (Target target : targets) {
        String host = target.server.host();
        if (target.named() && !closed.get()) {
          try {
            resolved.put(host, oneFamily(resolver.resolve(host)));
          } catch (UnknownHostException e) {
            failed = true;
            log.warn(
                "host name {} cannot be resolved; {}",
                host,
                resolved.containsKey(host) ? "its last addresses stay in use" : "trying again");
          }
        }
      }
      return failed;
    }

    /**
     * Addresses of the family the resolver puts first. A process that listens on both would
     * otherwise look like two.
     */
    private static List<String> oneFamily(InetAddress[] addresses) {
      List<String> hosts = new ArrayList<>();
      for (InetAddress address : addresses) {
        if (address instanceof Inet6Address == addresses[0] instanceof Inet6Address) {
          hosts.add(address.getHostAddress());
        }
      }
      hosts.sort(null); // resolvers rotate them; the order means nothing
      return hosts;
    }

    /** A thread that ends when it has had nothing to do for a second. */
    private static Executor resolverThread() {
      ThreadPoolExecutor executor =
          new ThreadPoolExecutor(
              1,
              1,
              1,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "dunlin-resolver");
                thread.setDaemon(true);
                return thread;
              });
      executor.allowCoreThreadTimeOut(true);
      return executor;
    }
  }

  /** {@link InetAddress#getAllByName}, or a test's. */
  @FunctionalInterface
  interface Resolver {
    /** At least one address. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }
}
