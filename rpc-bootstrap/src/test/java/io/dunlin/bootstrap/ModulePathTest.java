package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import smoke.ModulePathMain;

class ModulePathTest {
  private static final List<String> TEST_ONLY =
      List.of(
          "test-classes", "junit", "assertj", "archunit", "testkit", "opentest4j", "apiguardian");

  @Test
  void serverAndClientRunOnTheModulePathWithoutAnyOpening() throws Exception {
    List<String> entries =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    String modulePath =
        entries.stream()
            .filter(entry -> TEST_ONLY.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(File.pathSeparator));
    String testClasses =
        entries.stream().filter(entry -> entry.endsWith("test-classes")).findFirst().orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--module-path", modulePath));
    command.addAll(List.of("--add-modules", "ALL-MODULE-PATH", "-cp", testClasses));
    command.add(ModulePathMain.class.getName());

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("hello modules").contains("module io.dunlin");
    assertThat(process.exitValue()).as(output).isZero();
  }
}
