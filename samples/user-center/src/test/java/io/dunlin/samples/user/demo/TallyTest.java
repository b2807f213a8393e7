package io.dunlin.samples.user.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.ManualClock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final ManualClock clock = new ManualClock();
  private final Tally tally = new Tally();

  @Test
  void intervalsHoldWhatIsNewAndTheTotalHoldsAll() {
    answer("provider-1#1", false);
    tally.succeeded(1_000_000);
    assertThat(tally.takeInterval().byProvider()).isEqualTo(Map.of("provider-1#1", 1L));

    answer("provider-1#1", false);
    answer("provider-2#1", true);
    tally.succeeded(2_000_000);
    tally.succeeded(2_000_000);
    tally.failed(9_000_000, RpcException.of(ErrorCode.NO_PROVIDER, "no provider"));
    Tally.Sample second = tally.takeInterval();
    assertThat(second.calls()).isEqualTo(3);
    assertThat(second.failed()).isEqualTo(1);
    assertThat(second.repeated()).isEqualTo(1);
    assertThat(second.byProvider()).isEqualTo(Map.of("provider-1#1", 1L, "provider-2#1", 1L));
    assertThat(second.maxNanos()).isBetween(9_000_000L, 9_010_000L);

    assertThat(tally.takeInterval().calls()).isZero();
    Tally.Sample total = tally.total();
    assertThat(total.calls()).isEqualTo(4);
    assertThat(total.byProvider()).isEqualTo(Map.of("provider-1#1", 2L, "provider-2#1", 1L));
    assertThat(Tally.Sample.parse(total.line())).isEqualTo(total);
  }

  @Test
  void failuresAreCountedByCodeWithTheFirstMessage() {
    tally.failed(1, RpcException.of(ErrorCode.NO_PROVIDER, "first\nline"));
    tally.failed(1, RpcException.of(ErrorCode.NO_PROVIDER, "second"));
    tally.failed(1, new IllegalStateException("odd"));
    assertThat(tally.failures()).containsOnlyKeys("RPC-1101", "IllegalStateException");
    assertThat(tally.failures().get("RPC-1101").line()).isEqualTo("2 first line [RPC-1101]");
    assertThat(tally.failures().get("IllegalStateException").line()).isEqualTo("1 odd");
  }

  private void answer(String provider, boolean afterFailure) {
    Invocation invocation = Invocations.hello(clock);
    if (afterFailure) {
      Endpoint endpoint = Endpoint.of("dubbo", "10.0.0.7", 20880);
      invocation.record().add(new CallRecord.Attempt(endpoint, FailureClass.NOT_SENT, 1, null));
    }
    Result result = new Result.Value("hi", Attachments.of(NamedUserService.SERVED_BY, provider));
    assertThat(
            tally
                .countProvider(invocation, ignored -> CompletableFuture.completedFuture(result))
                .toCompletableFuture())
        .isCompletedWithValue(result);
  }
}
