package io.dunlin.testkit.dubbo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of our own making that answers in lines. Its first line is {@code READY} and a port. It
 * ends when its input does, thus also when the JVM that started it dies.
 */
final class PeerProcess implements AutoCloseable {
  private static final String FOLDER_PROPERTY = "dunlin.testkit.dubbo.folder";
  private static final int LONGEST_LOG = 200_000;
  private static final String END = "END";

  private final String name;
  private final Process process;
  private final Writer commands;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

  @GuardedBy("log")
  private final StringBuilder log = new StringBuilder();

  private final List<Thread> readers = new ArrayList<>();
  private final int port;

  private PeerProcess(String name, List<String> commandLine, Duration patience) {
    this.name = name;
    try {
      this.process = new ProcessBuilder(commandLine).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    read("replies", process.getInputStream(), this::sort);
    read("log", process.getErrorStream(), this::keep);
    this.port = Integer.parseInt(reply("READY", patience).get(1));
  }

  /**
   * Starts a JVM.
   *
   * @param name for messages and thread names
   * @param release whose folder of jars is the class path, besides the classes of this module
   * @param flags for the JVM
   * @param command main class and its arguments
   */
  static PeerProcess start(
      String name,
      DubboVersion release,
      List<String> flags,
      List<String> command,
      Duration patience) {
    List<String> line = new ArrayList<>();
    line.add(DubboVersion.javaHome().resolve(Path.of("bin", "java")).toString());
    // Small and quick to start; peers do little.
    line.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.addAll(flags);
    line.add("-cp");
    line.add(ownClasses() + File.pathSeparator + folder(release) + File.separator + "*");
    line.addAll(command);
    return new PeerProcess(name, line, patience);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void send(String line) {
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not listen any more\n" + log(), e);
    }
  }

  /**
   * Waits for the next line, which must start with {@code word}; returns its tab-separated parts.
   */
  List<String> reply(String word, Duration patience) {
    String line = poll(patience);
    if (line == null || line.equals(END)) {
      String what = line == null ? " said nothing for " + patience : " ended";
      kill();
      throw new IllegalStateException(name + what + " instead of " + word + "\n" + log());
    }
    List<String> parts = List.of(line.split("\t", -1));
    if (!parts.get(0).equals(word)) {
      throw new IllegalStateException(name + " said '" + line + "' instead of " + word);
    }
    return parts;
  }

  private @Nullable String poll(Duration patience) {
    try {
      return replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Everything the process wrote for people, or the last part if that is long. */
  String log() {
    synchronized (log) {
      return log.toString();
    }
  }

  /** Asks the process to end by itself and waits; kills it if that takes too long. */
  void stop(Duration patience) {
    closeInput();
    if (!ends(patience)) {
      kill();
    }
    join();
  }

  /** Ends the process as a crash would, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    ends(Duration.ofSeconds(10));
    closeInput();
    join();
  }

  /** Tells whether the process has ended by itself, waiting for it. */
  private boolean ends(Duration patience) {
    try {
      return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void closeInput() {
    try {
      commands.close();
    } catch (IOException e) {
      keep("input was closed already: " + e);
    }
  }

  private void join() {
    for (Thread reader : readers) {
      try {
        reader.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(15));
  }

  private void read(String what, InputStream stream, Consumer<String> sink) {
    Thread reader = new Thread(() -> drain(stream, sink), name + " " + what);
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }

  private void drain(InputStream stream, Consumer<String> sink) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines.lines().forEach(sink);
    } catch (IOException | UncheckedIOException e) {
      keep("output ended with " + e);
    } finally {
      if (stream == process.getInputStream()) {
        replies.add(END);
      }
    }
  }

  private void sort(String line) {
    if (line.startsWith("READY\t") || line.startsWith("RESULT\t")) {
      replies.add(line);
    } else {
      keep(line);
    }
  }

  private void keep(String line) {
    synchronized (log) {
      log.append(line).append('\n');
      if (log.length() > LONGEST_LOG) {
        log.delete(0, LONGEST_LOG / 2);
      }
    }
  }

  private static String ownClasses() {
    try {
      return Path.of(PeerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path folder(DubboVersion release) {
    Path folder = Path.of(targetFolder(), "dubbo-" + release.release());
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          folder
              + " is missing; build rpc-testkit/dubbo-peer, or name the folder that holds it in the"
              + " system property "
              + FOLDER_PROPERTY);
    }
    return folder;
  }

  private static String targetFolder() {
    String given = System.getProperty(FOLDER_PROPERTY);
    if (given != null) {
      return given;
    }
    try (InputStream in = PeerProcess.class.getResourceAsStream("peer.properties")) {
      if (in == null) {
        throw new IllegalStateException("peer.properties not found");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("target", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
