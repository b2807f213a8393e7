package io.dunlin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Clock;
import io.dunlin.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> ran = new ArrayList<>();

  @Test
  void standsStillUntilMoved() {
    long before = clock.nanoTime();

    assertThat(clock.nanoTime()).isEqualTo(before);
    clock.advance(Duration.ofMillis(3));
    assertThat(clock.nanoTime() - before).isEqualTo(3_000_000);
  }

  @Test
  void timersRunInTheOrderOfTheirTimesThenOfScheduling() {
    clock.schedule(() -> ran.add("b1"), Duration.ofMillis(20));
    clock.schedule(() -> ran.add("a"), Duration.ofMillis(10));
    clock.schedule(() -> ran.add("b2"), Duration.ofMillis(20));
    clock.schedule(() -> ran.add("later"), Duration.ofMillis(21));

    clock.advance(Duration.ofMillis(20));

    assertThat(ran).containsExactly("a", "b1", "b2");
    assertThat(clock.timers()).isEqualTo(1);
  }

  @Test
  void timerSeesItsOwnTimeAndMaySetAnotherThatRunsInTheSameAdvance() {
    long start = clock.nanoTime();
    clock.schedule(
        () -> {
          ran.add("first at " + (clock.nanoTime() - start) / 1_000_000);
          clock.schedule(
              () -> ran.add("second at " + (clock.nanoTime() - start) / 1_000_000),
              Duration.ofMillis(5));
        },
        Duration.ofMillis(10));

    clock.advance(Duration.ofMillis(100));

    assertThat(ran).containsExactly("first at 10", "second at 15");
    assertThat(clock.nanoTime() - start).isEqualTo(100_000_000);
  }

  @Test
  void cancelledTimerDoesNotRun() {
    Clock.Timer timer = clock.schedule(() -> ran.add("never"), Duration.ofMillis(1));

    timer.cancel();
    clock.advance(Duration.ofSeconds(1));

    assertThat(ran).isEmpty();
    assertThat(clock.advanceToNextTimer()).isFalse();
  }

  @Test
  void wallClockJumpsWithoutMovingTimers() {
    clock.schedule(() -> ran.add("early"), Duration.ofSeconds(1));
    long before = clock.currentTimeMillis();

    clock.jumpWallClock(Duration.ofHours(-2));

    assertThat(before - clock.currentTimeMillis()).isEqualTo(7_200_000);
    assertThat(ran).isEmpty();
  }

  @Test
  void deadlineRunsOutWithTheClock() {
    Deadline deadline = Deadline.after(clock, Duration.ofMillis(50));
    Deadline longer = Deadline.after(clock, Duration.ofMillis(80));

    clock.advance(Duration.ofMillis(20));

    assertThat(deadline.remainingNanos()).isEqualTo(30_000_000);
    assertThat(deadline.elapsedNanos()).isEqualTo(20_000_000);
    assertThat(deadline).hasToString("50 ms, 30 ms left");
    assertThat(longer.earlier(deadline)).isSameAs(deadline);
    assertThat(deadline.isExpired()).isFalse();
    clock.advance(Duration.ofMillis(30));
    assertThat(deadline.isExpired()).isTrue();
  }
}
