package io.dunlin.bootstrap;

import io.dunlin.Filter;
import io.dunlin.RpcService;
import io.dunlin.ServiceKey;
import io.dunlin.monitor.CallStatistics;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.TypeRules;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.TransportConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports implementations as services and publishes them in registries.
 *
 * <pre>{@code
 * RpcServer server = RpcServer.builder().application("user-center")
 *     .registry("zookeeper://127.0.0.1:2181").port(20880)
 *     .export(UserService.class, new UserServiceImpl()).start();
 * }</pre>
 *
 * <p>It stops gracefully on {@link #close}, which also happens when the JVM is told to end:
 * services are withdrawn from the registries, consumers are told, calls in flight finish,
 * connections close.
 */
public final class RpcServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RpcServer.class);

  private final ServerParts parts;
  private final FutureTask<@Nullable Void> stop;
  private final @Nullable Thread hook;

  private RpcServer(ServerParts parts, boolean shutdownHook) {
    this.parts = parts;
    this.stop = new FutureTask<>(parts::stop, null);
    this.hook = shutdownHook ? new Thread(this::close, "dunlin-shutdown") : null;
  }

  /** A server to be configured. */
  public static Builder builder() {
    return new Builder();
  }

  /** The open port: the real one where 0 was asked for. */
  public int port() {
    return address().getPort();
  }

  /** The bound address. */
  public InetSocketAddress address() {
    return parts.listener().address();
  }

  /** The address published in registries, such as {@code 10.0.0.7:20880}. */
  public String publishedAddress() {
    return parts.publishedAddress();
  }

  /** What is exported, in order. */
  public List<ServiceKey> services() {
    return parts.dispatcher().exported();
  }

  /** Counts and durations of all calls served, by service, method and outcome. */
  public CallStatistics statistics() {
    return parts.statistics();
  }

  /**
   * Stops gracefully; see the class. Returns when all is closed, whoever of several callers closes
   * it. Idempotent.
   */
  @Override
  public void close() {
    stop.run();
    awaitStop();
    // Only now: were the JVM told to end meanwhile, it would wait for nobody but its hooks.
    if (hook != null && Thread.currentThread() != hook) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        log.debug("the JVM is ending, and finds this server closed");
      }
    }
  }

  private void awaitStop() {
    try {
      stop.get();
    } catch (ExecutionException e) {
      throw Proxies.<RuntimeException>asUnchecked(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // another thread goes on closing it
    }
  }

  private RpcServer started() {
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
    return this;
  }

  /** Settings of a server. */
  public static final class Builder {
    private String application = "";
    private @Nullable String host;
    private @Nullable String bindAddress;
    private int port = -1;
    private String protocol = "dubbo";
    private int threads = 200;
    private int queue = 1_000;
    private boolean virtualThreads;
    private final List<RegistryConfig> registries = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<Export<?>> exports = new ArrayList<>();
    private final Set<Class<?>> admitted = new LinkedHashSet<>();
    private DecodeLimits limits = DecodeLimits.DEFAULT;
    private TransportConfig transport = TransportConfig.DEFAULT;
    private String proxy = "javassist";
    private List<String> serializations = List.of("hessian2");
    private Duration shutdownGrace = Duration.ofSeconds(10);
    private boolean shutdownHook = true;
    private boolean check = true;
    private @Nullable RpcResources resources;

    private Builder() {}

    /** Name of this application, as consumers and operators see it. */
    public Builder application(String name) {
      application = name;
      return this;
    }

    /**
     * A registry to publish in, such as {@code zookeeper://127.0.0.1:2181}; repeatable. {@code N/A}
     * says expressly that there is none.
     */
    public Builder registry(String address) {
      return registry(RegistryConfig.of(address));
    }

    /** A registry to publish in; repeatable. */
    public Builder registry(RegistryConfig config) {
      registries.add(config);
      return this;
    }

    /**
     * The address to publish. Unless said: {@code DUNLIN_HOST}, else the address that routes to the
     * registry; the choice is logged with its reason.
     */
    public Builder host(String address) {
      host = address;
      return this;
    }

    /** The address to listen on; all addresses unless said. */
    public Builder bind(String address) {
      bindAddress = address;
      return this;
    }

    /** The port to listen on; 0 for any free one; the protocol's own unless said. */
    public Builder port(int number) {
      if (number < 0 || number > 65535) {
        throw new IllegalArgumentException("port: " + number + " (expected: 0 to 65535)");
      }
      port = number;
      return this;
    }

    /** Threads that run service methods; 200 unless said. */
    public Builder threads(int count) {
      threads = count;
      return this;
    }

    /**
     * Requests that wait while all threads are busy, before more are refused; 1000 unless said. One
     * whose caller has given up meanwhile is refused unstarted.
     */
    public Builder queue(int count) {
      queue = count;
      return this;
    }

    /**
     * Runs each service method on a virtual thread, at most {@link #threads} at once; needs Java
     * 21.
     */
    public Builder virtualThreads(boolean use) {
      virtualThreads = use;
      return this;
    }

    /** A filter in front of every service method, after those added before. */
    public Builder filter(Filter filter) {
      filters.add(filter);
      return this;
    }

    /** Offers {@code implementation} as {@code type}. */
    public <T> Builder export(Class<T> type, T implementation) {
      return export(Export.of(type, implementation));
    }

    /** Offers an implementation under its own settings. */
    public Builder export(Export<?> export) {
      exports.add(export);
      return this;
    }

    /**
     * Offers an implementation annotated with {@link RpcService} as the interface that it names.
     *
     * @throws io.dunlin.RpcException code RPC-1505 if it names none
     */
    public Builder export(Object implementation) {
      return export(ServiceExport.annotated(implementation));
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

    /** How methods are called: {@code javassist} or {@code jdk}. */
    public Builder proxy(String name) {
      proxy = name;
      return this;
    }

    /** Names of the serializations that requests may be written in. */
    public Builder serializations(String... names) {
      serializations = List.of(names);
      return this;
    }

    /** How long closing waits for calls in flight; 10 s unless said. */
    public Builder shutdownGrace(Duration grace) {
      shutdownGrace = grace;
      return this;
    }

    /** Whether the server closes by itself when the JVM is told to end; true unless said. */
    public Builder shutdownHook(boolean use) {
      shutdownHook = use;
      return this;
    }

    /**
     * Whether starting fails when a registry cannot be reached; true unless said. Otherwise the
     * services are published when it can.
     */
    public Builder check(boolean value) {
      check = value;
      return this;
    }

    /** Threads and timer shared with others; the caller closes them after the server. */
    public Builder resources(RpcResources shared) {
      resources = shared;
      return this;
    }

    /**
     * Opens the port, exports and publishes; returns when all is visible to consumers. If a step
     * fails, what was opened is closed again.
     *
     * @throws io.dunlin.RpcException code RPC-1501 for an address that cannot be understood,
     *     RPC-1502 for a registry that cannot be reached (see {@link #check}), RPC-1503 for two
     *     exports of one key, RPC-1504 if the port is taken, RPC-1505 and RPC-1405 for an interface
     *     that cannot be a service
     */
    public RpcServer start() {
      Undo undo = new Undo();
      try {
        ServerParts parts =
            ServerParts.start(
                new ServerParts.Settings(
                    application,
                    host,
                    bindAddress,
                    port,
                    protocol,
                    threads,
                    queue,
                    virtualThreads,
                    registries,
                    filters,
                    exports,
                    new TypeRules(admitted, limits),
                    transport.withApplication(application),
                    proxy,
                    serializations,
                    shutdownGrace,
                    check),
                resources == null ? undo.opened(RpcResources.create()) : resources,
                undo);
        return new RpcServer(parts, shutdownHook).started();
      } catch (Throwable e) {
        undo.run();
        throw e;
      }
    }
  }
}
