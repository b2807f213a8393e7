package io.dunlin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dunlin.benchmarks.Contestant.Name;
import io.dunlin.benchmarks.Options.Cell;
import io.dunlin.benchmarks.Results.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HarnessTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource(names = {"MANY_THREADS", "ASYNC"})
  void processesOfTheirOwnAreMeasured(Mode mode) throws Exception {
    Options options =
        Options.parse(
            List.of(
                "--contestants=dunlin,netty",
                "--operations=GET_USER",
                "--modes=" + mode,
                "--warm-ups=0",
                "--rounds=1",
                "--window-millis=300"));

    Results results = run(options);

    Cell cell = new Cell(Operation.GET_USER, mode);
    assertThat(results.cells()).containsExactly(cell);
    assertThat(results.failures()).isZero();
    for (Name contestant : options.contestants()) {
      assertThat(results.median(cell, contestant, Sample::callsPerSecond)).isPositive();
      assertThat(results.median(cell, contestant, Sample::p50Micros)).isPositive();
      assertThat(results.median(cell, contestant, Sample::bytesPerCall)).isPositive();
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains(contestant.title());
    }
  }

  private Results run(Options options) throws Exception {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (Harness harness = new Harness(options, out)) {
      harness.start();
      harness.measureSizes();
      return harness.run();
    }
  }

  @Test
  void unknownOptionIsRefusedWithTheListOfKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--cells=1")))
        .withMessage(
            "option: --cells=1 (expected: --quick, --contestants=, --operations=, --modes=,"
                + " --warm-ups=, --rounds=, --warm-up-millis=, --window-millis=, --starts=)");
  }
}
