package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogGateTest {
  @Test
  void oneInTenSecondsPassesAndSaysHowManyDidNot() {
    ManualClock clock = new ManualClock();
    LogGate gate = new LogGate(clock);
    assertThat(gate.pass()).isZero();
    for (int i = 0; i < 7; i++) {
      assertThat(gate.pass()).isEqualTo(-1);
    }
    clock.advance(Duration.ofSeconds(10));
    assertThat(gate.pass()).isEqualTo(7);
    assertThat(gate.pass()).isEqualTo(-1);
    clock.advance(Duration.ofSeconds(10));
    assertThat(gate.pass()).isEqualTo(1);
  }
}
