package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.ServiceContract;
import io.dunlin.testkit.ManualClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MethodPlanTest {
  interface Later {
    CompletableFuture<String> value();
  }

  @Test
  void futureEndsThoughTheCallbackThreadsAreClosed() {
    ServiceContract contract = ServiceContract.of(Later.class);
    CompletableFuture<Result> answer = new CompletableFuture<>();
    MethodPlan plan =
        MethodPlan.forAll(
            contract,
            contract.key(),
            method -> MethodPolicy.DEFAULT,
            invocation -> answer,
            new ManualClock(),
            task -> {
              throw new RejectedExecutionException("closed");
            })[0];
    Object returned = plan.apply(Proxies.NO_ARGUMENTS);
    answer.complete(Result.of("late"));
    assertThat((CompletableFuture<?>) returned).isCompletedWithValueMatching("late"::equals);
  }
}
