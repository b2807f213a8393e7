package io.dunlin.benchmarks;

import io.dunlin.benchmarks.ProcessUsage.Usage;
import io.dunlin.samples.user.UserService;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link BenchmarkProcess} seen from the harness. Closing ends it. */
final class Child implements AutoCloseable {
  /** The same for all, so that nobody gains by a flag. */
  static final List<String> FLAGS =
      List.of(
          "-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  /** Lets Dubbo use epoll as the others do; it does not unless told. */
  private static final String DUBBO_EPOLL = "-Dnetty.epoll.enable=true";

  private static final long PATIENCE_SECONDS = 60;
  private static final String END = "";

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /**
   * Starts a process.
   *
   * @param flags more of them for the JVM
   * @param role first argument of {@link BenchmarkProcess}
   * @param more arguments after the contestant's name
   */
  Child(Contestant.Name contestant, List<String> flags, String role, Object... more)
      throws IOException {
    this.name = role + " of " + contestant.title();
    Path logs = Files.createDirectories(targetFolder().resolve("logs"));
    this.log = logs.resolve(role + "-" + contestant.name() + ".log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(FLAGS);
    line.addAll(flags);
    if (contestant == Contestant.Name.DUBBO) {
      line.add(DUBBO_EPOLL);
    }
    line.addAll(List.of("-cp", classPath(contestant)));
    line.addAll(List.of(BenchmarkProcess.class.getName(), role, contestant.name()));
    for (Object argument : more) {
      line.add(argument.toString());
    }
    this.process = new ProcessBuilder(line).redirectError(log.toFile()).start();
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread reader = new Thread(this::read, name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException(name + ": output lost", e);
    } finally {
      answers.add(END);
    }
  }

  void send(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
  }

  /** Waits for the next answer, which must be of this kind; returns its parts. */
  List<String> await(String word) throws InterruptedException {
    String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || line.equals(END)) {
      String what = line == null ? "silent for " + PATIENCE_SECONDS + " s" : "ended";
      throw new IllegalStateException(name + " " + what + " (expected: " + word + "); see " + log);
    }
    List<String> parts = Wire.parts(line);
    if (!parts.get(0).equals(word)) {
      throw new IllegalStateException(name + " said: " + line + " (expected: " + word + ")");
    }
    return parts;
  }

  /** Asks the process what it has used. */
  Usage usage() throws IOException, InterruptedException {
    send(Wire.USAGE);
    return Wire.usage(await(Wire.USAGE));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Dubbo's jars never meet ours: what both have is this module's classes and the service's. */
  private static String classPath(Contestant.Name contestant) {
    if (contestant != Contestant.Name.DUBBO) {
      return System.getProperty("java.class.path");
    }
    Path jars = targetFolder().resolve("dubbo");
    if (!Files.isDirectory(jars)) {
      throw new IllegalStateException(jars + " is missing; build this module");
    }
    return String.join(
        File.pathSeparator,
        home(Child.class).toString(),
        home(UserService.class).toString(),
        jars.resolve("*").toString());
  }

  /** Where this module is built. */
  static Path targetFolder() {
    Path parent = home(Child.class).getParent();
    if (parent == null) {
      throw new IllegalStateException("not built in a folder of its own: " + home(Child.class));
    }
    return parent;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
