package io.dunlin.bootstrap;

import io.dunlin.Filter;
import io.dunlin.MethodPolicy;
import io.dunlin.monitor.CallStatistics;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.TypeRules;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.TransportConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls services: makes references to them, found through registries or called directly.
 *
 * <pre>{@code
 * try (RpcClient client =
 *     RpcClient.builder().application("shop").registry("zookeeper://127.0.0.1:2181").build()) {
 *   UserService users = client.reference(UserService.class).get();
 *   users.getUser(42);
 * }
 * }</pre>
 *
 * <p>One per application is enough; it is safe for any thread. References with equal settings are
 * shared.
 */
public final class RpcClient implements AutoCloseable {
  private final ClientParts parts;
  private final ReferenceTable references;
  private final Undo undo;

  private RpcClient(ClientParts parts, Undo undo) {
    this.parts = parts;
    this.references = new ReferenceTable(parts);
    this.undo = undo;
  }

  /** A client to be configured. */
  public static Builder builder() {
    return new Builder();
  }

  /** A reference to the service of this interface, to be configured. */
  public <T> ReferenceBuilder<T> reference(Class<T> type) {
    return new ReferenceBuilder<>(this, type, ReferenceConfig.of(type, type.getName()));
  }

  /** A reference without the interface, to be configured. */
  public GenericReferenceBuilder generic(String interfaceName) {
    return new GenericReferenceBuilder(this, ReferenceConfig.of(null, interfaceName));
  }

  /** Counts and durations of all calls of this client, by service, method and outcome. */
  public CallStatistics statistics() {
    return parts.statistics();
  }

  /** A reference that lives as long as the client: acquired and never given back. */
  <T> T pinned(Class<T> type, ReferenceConfig config) {
    return type.cast(references.acquire(config).proxy());
  }

  GenericService pinnedGeneric(ReferenceConfig config) {
    return (GenericService) references.acquire(config).proxy();
  }

  <T> Reference<T> open(Class<T> type, ReferenceConfig config) {
    SharedReference shared = references.acquire(config);
    return new Reference<>(shared, type.cast(shared.proxy()), () -> references.release(config));
  }

  /**
   * Closes all references; calls in flight end or fail, later ones fail with code RPC-1208.
   * Idempotent.
   */
  @Override
  public synchronized void close() {
    references.close();
    undo.run();
  }

  /** Settings of a client. */
  public static final class Builder {
    private String application = "";
    private @Nullable String host;
    private final List<RegistryConfig> registries = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final Set<Class<?>> admitted = new LinkedHashSet<>();
    private MethodPolicy defaults = MethodPolicy.DEFAULT;
    private DecodeLimits limits = DecodeLimits.DEFAULT;
    private TransportConfig transport = TransportConfig.DEFAULT;
    private String proxy = "javassist";
    private List<String> serializations = List.of("hessian2");
    private @Nullable RpcResources resources;

    private Builder() {}

    /** Name of this application, as providers and operators see it. */
    public Builder application(String name) {
      application = name;
      return this;
    }

    /** A registry to find providers in, such as {@code zookeeper://127.0.0.1:2181}; repeatable. */
    public Builder registry(String address) {
      return registry(RegistryConfig.of(address));
    }

    /** A registry to find providers in; repeatable. */
    public Builder registry(RegistryConfig config) {
      registries.add(config);
      return this;
    }

    /** Address under which registries list this consumer; chosen by route unless said. */
    public Builder host(String address) {
      host = address;
      return this;
    }

    /** A filter in front of every call, after those added before. */
    public Builder filter(Filter filter) {
      filters.add(filter);
      return this;
    }

    /** Time-out of every whole call, retries included, unless method or reference says another. */
    public Builder timeout(Duration timeout) {
      defaults = defaults.withTimeout(timeout);
      return this;
    }

    /**
     * Attempts after the first, 0 to 10. Said here, it holds for methods that are not idempotent
     * too: a call that may have run is then repeated.
     */
    public Builder retries(int retries) {
      defaults = defaults.withRetries(retries);
      return this;
    }

    /** Name of the cluster strategy unless method or reference says another. */
    public Builder strategy(String name) {
      defaults = defaults.withStrategy(name);
      return this;
    }

    /** Name of the load balancer unless method or reference says another. */
    public Builder loadBalancer(String name) {
      defaults = defaults.withLoadBalancer(name);
      return this;
    }

    /** Classes admitted where declared types are open; see {@code @RpcTypes}. */
    public Builder admit(Class<?>... types) {
      admitted.addAll(Arrays.asList(types));
      return this;
    }

    /** Caps on what one message may hold; see {@link DecodeLimits}. */
    public Builder limits(DecodeLimits caps) {
      limits = caps;
      return this;
    }

    /** Settings of connections. */
    public Builder transport(TransportConfig config) {
      transport = config;
      return this;
    }

    /** How proxies are made: {@code javassist} or {@code jdk}. */
    public Builder proxy(String name) {
      proxy = name;
      return this;
    }

    /** Names of the serializations, the first of which requests are written in. */
    public Builder serializations(String... names) {
      serializations = List.of(names);
      return this;
    }

    /** Threads and timer shared with others; the caller closes them after the client. */
    public Builder resources(RpcResources shared) {
      resources = shared;
      return this;
    }

    /**
     * Opens the client; registries are reached in the background.
     *
     * @throws io.dunlin.RpcException code RPC-1501 if a registry's address cannot be understood
     * @throws IllegalArgumentException if a name is unknown
     */
    public RpcClient build() {
      Undo undo = new Undo();
      try {
        ClientParts parts =
            ClientParts.open(
                new ClientParts.Settings(
                    application,
                    host,
                    registries,
                    filters,
                    new TypeRules(admitted, limits),
                    defaults,
                    transport.withApplication(application),
                    proxy,
                    serializations),
                resources == null ? undo.opened(RpcResources.create()) : resources,
                undo);
        return new RpcClient(parts, undo);
      } catch (Throwable e) {
        undo.run();
        throw e;
      }
    }
  }
}
