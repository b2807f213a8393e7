package io.dunlin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void conditionThatNeverHoldsIsNamed() {
    assertThatThrownBy(() -> Await.until("the sun rises", Duration.ofMillis(5), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not within PT0.005S: the sun rises");
  }

  @Test
  void assertionsAreRepeatedUntilTheyPass() {
    AtomicInteger looks = new AtomicInteger();

    Await.untilAsserted(() -> assertThat(looks.incrementAndGet()).isEqualTo(3));

    assertThat(looks).hasValue(3);
  }

  @Test
  void failureIsFreedOfWrappers() {
    IllegalStateException cause = new IllegalStateException("planted");

    assertThat(
            Await.failure(
                CompletableFuture.failedFuture(
                    new CompletionException(new CompletionException(cause)))))
        .isSameAs(cause);
    assertThatThrownBy(() -> Await.failure(CompletableFuture.completedFuture("fine")))
        .hasMessage("the stage did not fail; its value: fine");
    assertThatThrownBy(() -> Await.result(CompletableFuture.failedFuture(cause)))
        .hasMessageContaining("planted");
  }
}
