package io.dunlin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an application gets on its class path by depending on {@code dunlin}. */
final class RuntimeSizeTest {
  private static final int MOST_OTHER_JARS = 12;
  private static final long MOST_OWN_BYTES = 1_500_000;

  private final Path built = Child.targetFolder().resolve("../../rpc-bootstrap/target").normalize();

  @Test
  void dunlinBringsFewJarsOfOthers() throws IOException {
    List<Path> others = classPath().stream().filter(jar -> !isOurs(jar)).toList();

    assertThat(others)
        .as("jars of others on the runtime class path of dunlin: %s", names(others))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(MOST_OTHER_JARS);
  }

  @Test
  void ourJarsAreSmallTogether() throws IOException {
    List<Path> ours = classPath().stream().filter(this::isOurs).toList();
    assumeThat(ours).as("packaged").allMatch(Files::isRegularFile);

    long bytes = 0;
    StringBuilder list = new StringBuilder();
    for (Path jar : ours) {
      bytes += Files.size(jar);
      list.append("\n  %,d bytes %s".formatted(Files.size(jar), jar.getFileName()));
    }

    assertThat(bytes).as("bytes of our own jars:%s", list).isBetween(1L, MOST_OWN_BYTES);
  }

  /** The class path without {@code dunlin} itself, as the build wrote it, and {@code dunlin}. */
  private List<Path> classPath() throws IOException {
    String entries = Files.readString(built.resolve("runtime-class-path")).strip();
    String all = entries + File.pathSeparator + dunlin();
    return Arrays.stream(all.split(File.pathSeparator)).map(Path::of).toList();
  }

  private Path dunlin() throws IOException {
    try (var files = Files.list(built)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches("dunlin-[0-9][^a-z]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElse(built.resolve("classes"));
    }
  }

  private boolean isOurs(Path entry) {
    Path project = Child.targetFolder().resolve("../..").normalize();
    return entry.startsWith(project) || entry.getFileName().toString().startsWith("dunlin");
  }

  private static List<String> names(List<Path> jars) {
    return jars.stream().map(jar -> jar.getFileName().toString()).toList();
  }
}
