package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.FailureClass;
import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndpointLoadTest {
  private final ManualClock clock = new ManualClock();
  private final EndpointLoad load = new EndpointLoad(clock);

  @Test
  void firstAnswerIsTheAverage() {
    assertThat(load.latencyNanos()).isZero();

    answer(5);

    assertThat(load.latencyNanos()).isEqualTo(5_000_000);
  }

  @Test
  void averageFollowsASlowdownWithinASecond() {
    for (int i = 0; i < 1_000; i++) {
      answer(1);
    }
    for (int i = 0; i < 10; i++) {
      answer(100);
    }

    assertThat(load.latencyNanos()).isGreaterThan(50_000_000);
  }

  @Test
  void oneSlowAnswerAmongManyHardlyCounts() {
    for (int i = 0; i < 1_000; i++) {
      answer(1);
    }
    load.begin();
    load.end(null, 20_000_000, clock.nanoTime());

    assertThat(load.latencyNanos()).isLessThan(1_500_000);
  }

  @Test
  void sampleAfterAPauseReplacesWhatIsOld() {
    answer(1_000);
    clock.advance(Duration.ofSeconds(60));
    answer(1);

    assertThat(load.latencyNanos()).isLessThan(20_000_000);
    assertThat(load.quietNanos()).isZero();
  }

  @Test
  void timeOutCountsAsTheTimeWaited() {
    answer(1);
    load.begin();
    clock.advance(Duration.ofSeconds(1));
    load.end(FailureClass.UNKNOWN, 1_000_000_000, clock.nanoTime());

    assertThat(load.latencyNanos()).isGreaterThan(400_000_000);
  }

  @Test
  void lostConnectionDoesNotCountAsAQuickAnswer() {
    answer(50);
    load.begin();
    load.end(FailureClass.UNKNOWN, 1_000, clock.nanoTime());

    assertThat(load.latencyNanos()).isEqualTo(50_000_000);
  }

  @Test
  void refusalsOfAProviderThatNeverAnsweredDoNotMakeItTheFastest() {
    load.begin();
    load.end(FailureClass.REJECTED, 1_000, clock.nanoTime());

    assertThat(load.latencyNanos()).isGreaterThanOrEqualTo(1_000_000);
  }

  @Test
  void endlessRefusalsStayBounded() {
    for (int i = 0; i < 10_000; i++) {
      load.begin();
      clock.advance(Duration.ofSeconds(1));
      load.end(FailureClass.REJECTED, 1_000, clock.nanoTime());
    }

    assertThat(load.latencyNanos()).isBetween(1L, Duration.ofMinutes(1).toNanos());
  }

  @Test
  void countsStayRightUnderManyThreads() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int n = 0; n < 20_000; n++) {
                  load.begin();
                  load.end(null, 1_000, clock.nanoTime());
                }
              });
      threads[i].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(load.inFlight()).isZero();
  }

  private void answer(int millis) {
    load.begin();
    clock.advance(Duration.ofMillis(millis));
    load.end(null, millis * 1_000_000L, clock.nanoTime());
  }
}
