package io.dunlin.samples.interop;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.demo.ChildProcess;
import io.dunlin.samples.user.provider.UserServiceImpl;
import io.dunlin.testkit.dubbo.DubboVersion;
import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls one service four ways: Dunlin calls a real Dubbo provider and a real Dubbo calls a Dunlin
 * provider, each found through ZooKeeper and by its address. Dubbo runs in processes of its own;
 * this one has Dunlin only.
 */
public final class Interop {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // Generous: the first call to a Dubbo that has just started may take a second.
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final String DUBBO_PROVIDER = "io.dunlin.samples.interop.dubbo.DubboUserProvider";
  private static final String DUBBO_CONSUMER = "io.dunlin.samples.interop.dubbo.DubboUserConsumer";

  private final PrintStream out;
  private final Path logs;
  private final String registry;
  private int wrong;

  private Interop(PrintStream out, Path logs, String registry) {
    this.out = out;
    this.logs = logs;
    this.registry = registry;
  }

  /**
   * Runs the sample; the exit status is 0 only if every call gave what it should.
   *
   * @param args the folder for the logs of Dubbo's processes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, Files.createDirectories(Path.of(args[0]).toAbsolutePath())) ? 0 : 1);
  }

  /** Runs the sample and returns whether every call gave what it should. */
  static boolean run(PrintStream out, Path logs) throws InterruptedException {
    try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
      String registry = "zookeeper://" + zooKeeper.connectString();
      Interop interop = new Interop(out, logs, registry);
      interop.dunlinCallsDubbo();
      interop.dubboCallsDunlin();
      return interop.summary();
    }
  }

  private void dunlinCallsDubbo() throws InterruptedException {
    try (ChildProcess dubbo = startDubbo("dubbo-provider", DUBBO_PROVIDER, List.of(registry))) {
      String port = dubbo.await("READY ", PATIENCE).substring("READY ".length());
      out.printf(
          "%s exports %s at port %s, process %d%n",
          DubboVersion.V3_3_6, UserService.class.getSimpleName(), port, dubbo.pid());
      try (RpcClient client =
          RpcClient.builder().application("shop").registry(registry).timeout(CALL).build()) {
        title("Dunlin calls Dubbo, found through ZooKeeper");
        UserCalls.make(client.reference(UserService.class).get()).forEach(this::print);

        title("Dunlin calls Dubbo, by its address");
        UserService direct =
            client.reference(UserService.class).direct("dubbo://127.0.0.1:" + port).get();
        UserCalls.make(direct).forEach(this::print);
      }
      // Gracefully, so that it is not in the registry when Dubbo looks for Dunlin below.
      dubbo.terminate(PATIENCE);
    }
  }

  private void dubboCallsDunlin() throws InterruptedException {
    try (RpcServer server =
        RpcServer.builder()
            .application("user-center")
            .registry(registry)
            .port(0)
            .export(UserService.class, new UserServiceImpl())
            .start()) {
      out.printf(
          "%nDunlin exports %s at port %d, this process%n",
          UserService.class.getSimpleName(), server.port());
      title("Dubbo calls Dunlin, found through ZooKeeper");
      callFromDubbo("dubbo-consumer", List.of(registry));

      title("Dubbo calls Dunlin, by its address");
      callFromDubbo("dubbo-consumer-direct", List.of("N/A", "dubbo://127.0.0.1:" + server.port()));
    }
  }

  private void callFromDubbo(String name, List<String> arguments) throws InterruptedException {
    try (ChildProcess dubbo = startDubbo(name, DUBBO_CONSUMER, arguments)) {
      String line = dubbo.hear(PATIENCE);
      while (line != null && !line.equals("END")) {
        if (line.startsWith("CALL\t")) {
          print(UserCalls.Answer.parse(line));
        }
        line = dubbo.hear(PATIENCE);
      }
      if (line == null) {
        throw new IllegalStateException(
            name + " did not finish within " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  private ChildProcess startDubbo(String name, String main, List<String> arguments) {
    String classPath =
        ChildProcess.classPath(
            List.of(
                place(Interop.class),
                place(UserService.class),
                DubboVersion.V3_3_6.jars().resolve("*").toString()));
    List<String> flags =
        List.of(
            "-Djava.net.preferIPv4Stack=true",
            "-Ddubbo.application.logger=slf4j",
            "-Ddubbo.service.shutdown.wait=1000", // not 10 s: nobody calls any more
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    List<String> command = new ArrayList<>(List.of(main));
    command.addAll(arguments);
    return ChildProcess.start(
        DubboVersion.javaHome(), name, logs.resolve(name + ".log"), classPath, flags, command);
  }

  /** The jar or folder that a class comes from. */
  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void title(String text) {
    out.printf("%n%s%n", text);
  }

  private void print(UserCalls.Answer answer) {
    if (!answer.right()) {
      wrong++;
    }
    out.printf(
        "  %-5s  %s -> %s%n", answer.right() ? "ok" : "WRONG", answer.call(), answer.result());
  }

  private boolean summary() {
    if (wrong == 0) {
      out.printf("%nAll calls gave what they should.%n");
    } else {
      out.printf("%n%d calls did not give what they should; logs of Dubbo: %s%n", wrong, logs);
    }
    return wrong == 0;
  }
}
