package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RpcExceptionTest {
  private final HandClock clock = new HandClock();
  private final Invocation invocation = Calls.hello(clock);
  private final Endpoint endpoint = Endpoint.of("dubbo", "10.0.0.1", 20880);

  @Test
  void failedCallNamesServiceMethodAddressAndCode() {
    RpcException failure =
        RpcException.ofCall(
            ErrorCode.TIMEOUT,
            FailureClass.UNKNOWN,
            invocation,
            endpoint,
            "got no answer from 10.0.0.1:20880 within 1000 ms",
            null);

    assertThat(failure)
        .hasMessage(
            "demo.Greeter:1.0.0.hello got no answer from 10.0.0.1:20880 within 1000 ms [RPC-1206]");
    assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNKNOWN);
    assertThat(failure.service()).isEqualTo("demo.Greeter:1.0.0");
    assertThat(failure.method()).isEqualTo("hello");
    assertThat(failure.address()).isEqualTo("10.0.0.1:20880");
  }

  @Test
  void failedCallHasTheStackOfTheCallerItIsHandedToAndNoOther() {
    RpcException failure =
        RpcException.ofCall(
            ErrorCode.TIMEOUT, FailureClass.UNKNOWN, invocation, endpoint, "timed out", null);
    assertThat(failure.getStackTrace()).isEmpty();

    assertThat(failure.atCaller()).isSameAs(failure);

    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("atCaller");
    assertThat(failure.getStackTrace()[1].getClassName()).isEqualTo(getClass().getName());
  }

  @Test
  void refusalsUnderLoadStayWithoutAStack() {
    RpcException rejected = RpcException.refusal(ErrorCode.OVERLOADED, "full");
    RpcException limited =
        RpcException.ofCall(
            ErrorCode.TOO_MANY_CALLS, FailureClass.NOT_SENT, invocation, endpoint, "full", null);

    assertThat(rejected.atCaller().getStackTrace()).isEmpty();
    assertThat(limited.atCaller().getStackTrace()).isEmpty();
  }

  @Test
  void failureOutsideACallHasAStack() {
    assertThat(RpcException.of(ErrorCode.PORT_UNAVAILABLE, "in use").getStackTrace()).isNotEmpty();
  }

  @Test
  void refusalMayAlwaysBeRepeatedElsewhere() {
    RpcException refusal = RpcException.refusal(ErrorCode.OVERLOADED, "all 200 threads are busy");

    assertThat(refusal).hasMessage("all 200 threads are busy [RPC-1304]");
    assertThat(refusal.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(refusal.service()).isNull();
    assertThat(refusal.address()).isNull();
  }

  @Test
  void nobodyToCallShowsTheFunnel() {
    RpcException failure = RpcException.noProvider(invocation, "0 known; start one");

    assertThat(failure)
        .hasMessage("no provider of demo.Greeter:1.0.0 for hello: 0 known; start one [RPC-1101]");
    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_SENT);
  }

  @Test
  void deadlineBeforeSendSaysWhatUsedTheTime() {
    clock.advance(Duration.ofSeconds(2));

    RpcException failure = RpcException.deadlineBeforeSend(invocation, "two attempts");

    assertThat(failure)
        .hasMessage(
            "demo.Greeter:1.0.0.hello not sent: its 1000 ms had passed before (two attempts); raise"
                + " the time-out of the whole call [RPC-1103]");
    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_SENT);
  }
}
