package io.dunlin.samples.user.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Pattern PROCESS = Pattern.compile("runs as process (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path logs;

  private int status;

  @Test
  void noCallFailsWhileOneProviderIsKilledAndOneRestarted() throws Exception {
    String text = run("--seconds", "8", "--rate", "400", "--logs", logs.toString());
    assertThat(status).as(text + consumerLog()).isZero();
    assertThat(text)
        .contains("ZooKeeper listens at 127.0.0.1:")
        .contains("calls/s   p50 ms   p99 ms   failed    answered by provider-1")
        .containsPattern("provider-2 \\(process \\d+\\) was killed: SIGKILL, no goodbye")
        .containsPattern("provider-3 \\(process \\d+\\) is asked to stop: SIGTERM")
        .containsPattern("calls +[1-9]\\d{2,} in 8 s")
        .containsPattern("failed +0\n")
        .containsPattern("provider-1 +\\d+ +[1-9]\\d*")
        .containsPattern("provider-2 +\\d+ +[1-9]\\d* +killed")
        .containsPattern("provider-3 +\\d+ +[1-9]\\d* +stopped gracefully")
        .contains("started again")
        .endsWith(
            "All well: no call failed, although one provider was killed and one restarted under"
                + " load."
                + System.lineSeparator());
    assertThat(Set.copyOf(processesNamedIn(text))).hasSize(6).allSatisfy(DemoTest::ends);
  }

  @Test
  void processesOfTheDemonstrationDieWithIt() throws Exception {
    List<Long> processes = new ArrayList<>();
    try (ChildProcess demo =
        ChildProcess.start(
            "demo",
            logs.resolve("demo.log"),
            ChildProcess.ownClassPath(),
            // What ZooKeeper cannot delete when it is killed is deleted with the logs.
            List.of("-Djava.io.tmpdir=" + logs),
            List.of(Demo.class.getName(), "--seconds", "60", "--logs", logs.toString()))) {
      while (processes.size() < 4) {
        processes.addAll(processesNamedIn(demo.await("  ", PATIENCE)));
      }
      assertThat(processes).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isPresent());
      demo.kill();
    }
    assertThat(processes).allSatisfy(DemoTest::ends);
  }

  @Test
  void helpTellsTheOptionsAndTheExitStatus() {
    assertThat(run("--help"))
        .startsWith("usage: ./demo [--seconds N]")
        .contains("Exit status: 0 if no call failed and every provider was called");
    assertThat(status).isZero();
  }

  @Test
  void wrongArgumentsAreNamedWithWhatWasExpected() {
    assertThat(run("--seconds", "4")).startsWith("--seconds: 4 (expected: 5 to 86400)");
    assertThat(status).isEqualTo(2);
    assertThat(run("--seconds", "long")).startsWith("--seconds: long (expected: a number)");
    assertThat(run("--seconds")).startsWith("--seconds: nothing (expected: a value after it)");
    assertThat(run("--callers", "0")).startsWith("--callers: 0 (expected: 1 to 1000)");
    assertThat(run("--second", "9"))
        .startsWith("argument: --second (expected: --seconds, --callers, --rate, --logs, --help)");
    assertThat(status).isEqualTo(2);
  }

  private String run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    status = Demo.run(List.of(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String consumerLog() throws Exception {
    Path log = logs.resolve("consumer.log");
    return Files.exists(log) ? "\nconsumer's log:\n" + Files.readString(log) : "";
  }

  private static List<Long> processesNamedIn(String text) {
    List<Long> processes = new ArrayList<>();
    Matcher matcher = PROCESS.matcher(text);
    while (matcher.find()) {
      processes.add(Long.parseLong(matcher.group(1)));
    }
    return processes;
  }

  private static void ends(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process != null) {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
