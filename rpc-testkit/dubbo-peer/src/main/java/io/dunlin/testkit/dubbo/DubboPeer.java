package io.dunlin.testkit.dubbo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A running Dubbo, in a process of its own.
 *
 * <pre>{@code
 * try (DubboPeer.Provider provider = DubboPeer.provider(DubboVersion.V3_3_6).start();
 *     DubboPeer.Consumer consumer =
 *         DubboPeer.consumer(DubboVersion.V2_7_23).url(provider.url()).start()) {
 *   List<CaseResult> results = consumer.run(InteropCase.names());
 * }
 * }</pre>
 *
 * <p>Providers bind to every address: Dubbo's consumers replace a loopback address by one of the
 * machine's own.
 */
public abstract sealed class DubboPeer implements AutoCloseable {
  private static final String MAIN = "io.dunlin.testkit.dubbo.peer.DubboPeerMain";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration CASE = Duration.ofSeconds(60);

  private final DubboVersion version;
  private final PeerProcess process;

  private DubboPeer(DubboVersion version, PeerProcess process) {
    this.version = version;
    this.process = process;
  }

  /** Begins a provider of {@link SampleServices}. */
  public static ProviderBuilder provider(DubboVersion version) {
    return new ProviderBuilder(version);
  }

  /** Begins a consumer that can run every {@link InteropCase}. */
  public static ConsumerBuilder consumer(DubboVersion version) {
    return new ConsumerBuilder(version);
  }

  /** The release it runs. */
  public DubboVersion version() {
    return version;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it logged so far, for messages of failing tests. */
  public String log() {
    return process.log();
  }

  /**
   * Ends it gracefully: a provider unregisters and tells its consumers before it goes. Dubbo takes
   * some seconds for that even if nobody is connected.
   */
  public void stop() {
    process.stop(STOP);
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Ends it at once, which is what the end of a test wants; {@link #stop()} is the polite way. */
  @Override
  public void close() {
    process.kill();
  }

  PeerProcess process() {
    return process;
  }

  /** A Dubbo provider of {@link SampleServices}. */
  public static final class Provider extends DubboPeer {
    private Provider(DubboVersion version, PeerProcess process) {
      super(version, process);
    }

    /** The port it listens on, on every address. */
    public int port() {
      return process().port();
    }

    /** Where consumers on this machine find it: {@code dubbo://127.0.0.1:port}. */
    public String url() {
      return "dubbo://127.0.0.1:" + port();
    }
  }

  /** A Dubbo consumer. */
  public static final class Consumer extends DubboPeer {
    private Consumer(DubboVersion version, PeerProcess process) {
      super(version, process);
    }

    /** Runs one case. */
    public CaseResult run(String caseName) {
      process().send(caseName);
      List<String> reply = process().reply("RESULT", CASE);
      return new CaseResult(
          reply.get(1),
          reply.get(2).equals("PASS"),
          Duration.ofMillis(Long.parseLong(reply.get(3))),
          severalLines(reply.get(4)));
    }

    /** Runs cases one after the other. */
    public List<CaseResult> run(Collection<String> caseNames) {
      List<CaseResult> results = new ArrayList<>();
      for (String name : caseNames) {
        results.add(run(name));
      }
      return results;
    }

    private static String severalLines(String text) {
      return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    }
  }

  /** What both kinds of peer can be told before they start. */
  public abstract static sealed class Builder<B extends Builder<B>> {
    private final DubboVersion version;
    private final List<String> flags = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private Builder(DubboVersion version, String mode) {
      this.version = version;
      arguments.add(MAIN);
      arguments.add(mode);
    }

    abstract B self();

    /** Meets the other side there, as in {@code zookeeper://127.0.0.1:2181}. */
    public B registry(String address) {
      return option("registry", address);
    }

    /** A parameter of the registry's address, as in {@code simplified}. */
    public B registryParameter(String key, String value) {
      return option("registry-param", key + "=" + value);
    }

    /** Group and version of the second {@code DemoService}, instead of the usual ones. */
    public B groupAndVersion(String group, String version) {
      option("group", group);
      return option("version", version);
    }

    /**
     * How 3.3.6 registers: {@code interface} (if not set) or {@code all}. Not {@code instance}
     * alone: consumers started here do not find such a provider.
     */
    public B registerMode(String mode) {
      return option("register-mode", mode);
    }

    /** The name of the application. */
    public B application(String name) {
      return option("application", name);
    }

    /** A parameter of every service's address, as in {@code weight} or {@code sayHello.timeout}. */
    public B parameter(String key, String value) {
      return option("param", key + "=" + value);
    }

    /** A system property of the process, as in {@code dubbo.service.shutdown.wait}. */
    public B systemProperty(String key, String value) {
      return jvmFlag("-D" + key + "=" + value);
    }

    /** A flag of the JVM. */
    public B jvmFlag(String flag) {
      flags.add(flag);
      return self();
    }

    B option(String name, String value) {
      arguments.add("--" + name);
      arguments.add(value);
      return self();
    }

    DubboVersion version() {
      return version;
    }

    PeerProcess launch() {
      List<String> all =
          new ArrayList<>(
              List.of(
                  "-Djava.net.preferIPv4Stack=true",
                  "-Ddubbo.application.logger=slf4j",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-Dorg.slf4j.simpleLogger.showDateTime=true",
                  "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS"));
      if (version == DubboVersion.V2_7_23) {
        // Its Hessian reads private fields of these.
        for (String open :
            List.of(
                "lang",
                "util",
                "math",
                "time",
                "net",
                "io",
                "text",
                "util.concurrent.atomic",
                "util.concurrent")) {
          all.add("--add-opens=java.base/java." + open + "=ALL-UNNAMED");
        }
      }
      all.addAll(flags);
      String name = arguments.get(1) + " of " + version;
      return PeerProcess.start(name, version, all, arguments, START);
    }
  }

  /** Settings of a provider that is not running yet. */
  public static final class ProviderBuilder extends Builder<ProviderBuilder> {
    private ProviderBuilder(DubboVersion version) {
      super(version, "provider");
    }

    @Override
    ProviderBuilder self() {
      return this;
    }

    /** The port to listen on, 1 to 65535; a free one if not set. */
    public ProviderBuilder port(int port) {
      return option("port", Integer.toString(port));
    }

    /**
     * Starts it; returns when its services are exported.
     *
     * @throws IllegalStateException with the log of the process if it does not come up
     */
    public Provider start() {
      return new Provider(version(), launch());
    }
  }

  /** Settings of a consumer that is not running yet. */
  public static final class ConsumerBuilder extends Builder<ConsumerBuilder> {
    private ConsumerBuilder(DubboVersion version) {
      super(version, "consumer");
    }

    @Override
    ConsumerBuilder self() {
      return this;
    }

    /** Calls this provider, {@code dubbo://host:port}, without a registry. */
    public ConsumerBuilder url(String url) {
      return option("url", url);
    }

    /**
     * Starts it; its connections open with the first case.
     *
     * @throws IllegalStateException with the log of the process if it does not come up
     */
    public Consumer start() {
      return new Consumer(version(), launch());
    }
  }
}
