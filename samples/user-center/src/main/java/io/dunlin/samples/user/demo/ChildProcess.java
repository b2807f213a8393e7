package io.dunlin.samples.user.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that this one starts and talks with in lines of text: it is told what to do on its standard
 * input and answers on its standard output. What it logs goes into a file. It ends when its input
 * does (see {@link Orders}), so it cannot outlive this JVM.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"));

  private static final String END_OF_OUTPUT = "\0";

  private final String name;
  private final Path log;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM.
   *
   * @param name for people
   * @param log file for what it logs; replaced
   * @param classPath where it finds its classes
   * @param flags for the JVM
   * @param command main class and its arguments
   * @throws UncheckedIOException if it cannot be started
   */
  public static ChildProcess start(
      String name, Path log, String classPath, List<String> flags, List<String> command) {
    return start(OWN_JAVA, name, log, classPath, flags, command);
  }

  /**
   * Starts a JVM of another JDK.
   *
   * @param javaHome where that JDK is
   * @see #start(String, Path, String, List, List)
   */
  public static ChildProcess start(
      Path javaHome,
      String name,
      Path log,
      String classPath,
      List<String> flags,
      List<String> command) {
    List<String> line = new ArrayList<>();
    line.add(javaHome.resolve(Path.of("bin", "java")).toString());
    // Small and quick to start rather than fastest in the long run.
    line.addAll(List.of("-Xms16m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.add("-Xshare:auto");
    if (javaHome.equals(OWN_JAVA) && Runtime.version().feature() >= 24) {
      // Netty loads a native library and uses Unsafe; newer JDKs would print warnings about both.
      line.add("--enable-native-access=ALL-UNNAMED");
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    line.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    line.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    line.addAll(flags);
    line.addAll(List.of("-cp", classPath));
    line.addAll(command);
    try {
      Process process = new ProcessBuilder(line).redirectError(log.toFile()).start();
      ChildProcess child = new ChildProcess(name, log, process);
      child.read();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** The class path of this JVM, for children that run the same code. */
  public static String ownClassPath() {
    return System.getProperty("java.class.path", "");
  }

  /** A class path of these places. */
  public static String classPath(List<String> places) {
    return String.join(File.pathSeparator, places);
  }

  private void read() {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(output::add);
              } catch (IOException | UncheckedIOException e) {
                output.add("output broke: " + e); // as it does when the process is killed
              } finally {
                output.add(END_OF_OUTPUT);
              }
            },
            "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends it one line. */
  public void tell(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " has ended; its log is " + log, e);
    }
  }

  /**
   * The next line it says, or null if it says nothing within {@code patience}.
   *
   * @throws IllegalStateException if it has ended, with the end of its log
   */
  public @Nullable String hear(Duration patience) throws InterruptedException {
    String line = output.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (END_OF_OUTPUT.equals(line)) {
      output.add(END_OF_OUTPUT); // for whoever asks next
      throw new IllegalStateException(name + " has ended. The end of its log:\n" + endOfLog());
    }
    return line;
  }

  /**
   * Waits for a line that begins with {@code word}, passing over others, and returns it.
   *
   * @throws IllegalStateException if it does not come in time
   */
  public String await(String word, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      String line = hear(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      if (line == null) {
        throw new IllegalStateException(
            "%s did not say %s within %d s. The end of its log:%n%s"
                .formatted(name, word, patience.toSeconds(), endOfLog()));
      }
      if (line.startsWith(word)) {
        return line;
      }
    }
  }

  /** Ends it as a crash would (SIGKILL). */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /**
   * Asks it to end (SIGTERM) and waits.
   *
   * @return whether it ended in time; if not, it was killed
   */
  public boolean terminate(Duration patience) throws InterruptedException {
    // Not process.destroy(): that closes the child's input too, at whose end it halts.
    process.toHandle().destroy();
    if (process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  /** Kills it and does not wait; idempotent. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(cannot read " + log + ": " + e + ")";
    }
  }
}
