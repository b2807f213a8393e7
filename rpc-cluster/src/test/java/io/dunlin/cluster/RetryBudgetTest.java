package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final ManualClock clock = new ManualClock();
  private final RetryBudget budget = RetryBudget.standard(clock);

  @Test
  void quietReferenceHasTenSecondsWorthOfTheFloor() {
    assertThat(withdrawals()).isEqualTo(100);

    clock.advance(Duration.ofSeconds(1));
    assertThat(withdrawals()).isEqualTo(10);
    clock.advance(Duration.ofHours(5));
    assertThat(withdrawals()).as("no more than a window is kept").isEqualTo(100);
  }

  @Test
  void everyFifthCallEarnsARetry() {
    withdrawals();

    deposits(1_000);

    assertThat(withdrawals()).isBetween(199, 200);
  }

  @Test
  void callsLongerAgoThanTheWindowCountNoMore() {
    withdrawals();
    deposits(60_000); // as if spread over the minute that follows
    clock.advance(Duration.ofMinutes(1));

    // The last ten seconds' share: 10 000 calls, and the floor.
    assertThat(withdrawals()).isBetween(2_099, 2_101);
  }

  @Test
  void unusedRetriesFade() {
    withdrawals();
    deposits(1_000);
    assertThat(budget.tryWithdraw()).isTrue();
    clock.advance(Duration.ofSeconds(5));

    assertThat(withdrawals()).isBetween(145, 151); // half of 199, and 50 of the floor
  }

  @Test
  void underSteadyFailureExtraLoadIsAFifthAndTheFloor() {
    int retries = 0;
    int calls = 0;
    for (int millis = 0; millis < 60_000; millis += 10) {
      for (int i = 0; i < 10; i++) { // 1 000 calls a second, each wanting two retries
        budget.deposit();
        calls++;
        for (int retry = 0; retry < 2 && budget.tryWithdraw(); retry++) {
          retries++;
        }
      }
      clock.advance(Duration.ofMillis(10));
    }

    assertThat(retries).isLessThanOrEqualTo(calls / 5 + 60 * 10 + 100);
    assertThat(retries).isGreaterThan(calls / 6);
  }

  private void deposits(int count) {
    for (int i = 0; i < count; i++) {
      budget.deposit();
    }
  }

  private int withdrawals() {
    int count = 0;
    while (budget.tryWithdraw()) {
      count++;
    }
    return count;
  }
}
