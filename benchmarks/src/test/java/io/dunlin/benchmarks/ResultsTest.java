package io.dunlin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.benchmarks.Contestant.Name;
import io.dunlin.benchmarks.Options.Cell;
import io.dunlin.benchmarks.ProcessUsage.Usage;
import io.dunlin.benchmarks.Results.Sample;
import io.dunlin.benchmarks.Results.Spread;
import org.junit.jupiter.api.Test;

final class ResultsTest {
  private static final Cell CELL = new Cell(Operation.GET_USER, Mode.ONE_THREAD);

  private final Results results = new Results();

  @Test
  void ratioIsTheMedianOfRoundsNotTheRatioOfMedians() {
    round(100, 50);
    round(10, 20);
    round(30, 10);

    assertThat(results.ratio(CELL, Name.DUNLIN, Name.DUBBO, Sample::callsPerSecond))
        .isEqualTo(new Spread(0.5, 2.0, 3.0));
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(Results.median(new double[] {4, 1, 2, 100})).isEqualTo(3);
  }

  @Test
  void costOfACallCountsClientAndServer() {
    Usage client = new Usage(3_000_000, 1000);
    Usage server = new Usage(5_000_000, 3000);
    Sample sample = new Sample(window(100), client.plus(server));

    assertThat(sample.cpuMicrosPerCall()).isEqualTo(80);
    assertThat(sample.bytesPerCall()).isEqualTo(40);
  }

  private void round(long dunlinCalls, long dubboCalls) {
    results.add(CELL, Name.DUNLIN, new Sample(window(dunlinCalls), new Usage(1, 1)));
    results.add(CELL, Name.DUBBO, new Sample(window(dubboCalls), new Usage(1, 1)));
  }

  private static Window window(long calls) {
    return new Window(calls, 0, 1_000_000_000, 1, 1);
  }
}
