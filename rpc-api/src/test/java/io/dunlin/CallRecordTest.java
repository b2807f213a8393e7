package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.CallRecord.Attempt;
import io.dunlin.CallRecord.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallRecordTest {
  private final HandClock clock = new HandClock();
  private final CallRecord record = new CallRecord(clock);
  private final Endpoint endpoint = Endpoint.of("dubbo", "10.0.0.1", 20880);

  @Test
  void phasesAreNotedAsTimeSinceTheStart() {
    clock.advance(Duration.ofMillis(2));
    assertThat(record.mark(Phase.PICKED)).isEqualTo(clock.nanoTime());
    clock.advance(Duration.ofMillis(3));

    assertThat(record.nanosTo(Phase.PICKED)).isEqualTo(2_000_000);
    assertThat(record.nanosTo(Phase.WRITTEN)).isEqualTo(-1);
    assertThat(record.elapsedNanos()).isEqualTo(5_000_000);
  }

  @Test
  void attemptsAreKeptInOrder() {
    assertThat(record.attempts()).isEmpty();
    Attempt one = new Attempt(endpoint, FailureClass.REJECTED, 1, new Exception("planted"));
    Attempt two = new Attempt(endpoint, FailureClass.UNKNOWN, 2, null);
    Attempt three = new Attempt(endpoint, null, 3, null);

    record.add(one);
    assertThat(record.attempts()).containsExactly(one);
    record.add(two);
    record.add(three);

    assertThat(record.attempts()).containsExactly(one, two, three);
  }
}
