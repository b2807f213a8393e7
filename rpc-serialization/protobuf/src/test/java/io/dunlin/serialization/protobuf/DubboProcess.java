package io.dunlin.serialization.protobuf;

import io.dunlin.testkit.dubbo.DubboVersion;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sample.birds.DubboBirds;

/** {@link DubboBirds} with the jars of Dubbo 2.7.23. */
final class DubboProcess implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final BufferedReader lines;

  private DubboProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.lines = process.inputReader();
  }

  static DubboProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx200m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true",
            "-Ddubbo.application.logger=slf4j",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            // Javassist, which Dubbo makes its proxies with, defines classes the old way.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            String.join(
                File.pathSeparator,
                ownClasses(),
                protobuf().toString(),
                DubboVersion.V2_7_23.jars() + File.separator + "*"),
            DubboBirds.class.getName()));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("dubbo-" + arguments[0], ".log");
    return new DubboProcess(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  private static String ownClasses() {
    return DubboBirds.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** A protobuf of the line that Dubbo was built for; the newer Dubbo has one among its jars. */
  private static Path protobuf() throws IOException {
    try (Stream<Path> jars = Files.list(DubboVersion.V3_3_6.jars())) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("protobuf-java-3."))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Waits for the next line, which must start with {@code word}; returns the rest of it. */
  String line(String word) throws IOException {
    String line = lines.readLine(); // ends when the process does
    if (line == null || !line.startsWith(word)) {
      throw new AssertionError(line + " (expected: " + word + ")\n" + Files.readString(log));
    }
    return line.substring(word.length());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
