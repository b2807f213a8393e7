package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FilterChainTest {
  private final Invocation invocation = Calls.hello(new HandClock());
  private final Invoker ok = call -> CompletableFuture.completedFuture(Result.of("ok"));

  private static final class ThrowingFilter implements Filter {
    @Override
    public CompletionStage<Result> filter(Invocation invocation, Invoker next) {
      throw new IllegalStateException("planted");
    }
  }

  private static final class SilentFilter implements Filter {
    @Override
    public CompletionStage<Result> filter(Invocation invocation, Invoker next) {
      return null;
    }
  }

  @Test
  void firstFilterIsOutermost() throws Exception {
    List<String> order = new ArrayList<>();
    Invoker chain =
        FilterChain.of(
            List.of(noting("a", order), noting("b", order)),
            call -> {
              order.add("invoker");
              return ok.invoke(call);
            });

    assertThat(get(chain)).isEqualTo(Result.of("ok"));
    assertThat(order).containsExactly("a in", "b in", "invoker", "b out", "a out");
  }

  @Test
  void filterMayChangeTheInvocation() throws Exception {
    Filter tagging = (call, next) -> next.invoke(call.withAttachment("tag", "gray"));
    Invoker chain =
        FilterChain.of(
            List.of(tagging),
            call -> CompletableFuture.completedFuture(Result.of(call.attachments().get("tag"))));

    assertThat(get(chain)).isEqualTo(Result.of("gray"));
    assertThat(invocation.attachments().isEmpty()).isTrue();
  }

  @Test
  void filterMayAnswerByItself() throws Exception {
    Filter mock = (call, next) -> CompletableFuture.completedFuture(Result.of("mocked"));
    Invoker chain = FilterChain.of(List.of(mock, new ThrowingFilter()), ok);

    assertThat(get(chain)).isEqualTo(Result.of("mocked"));
  }

  @Test
  void throwingFilterIsNamed() {
    Invoker chain = FilterChain.of(List.of(new ThrowingFilter()), ok);

    assertThatThrownBy(() -> get(chain))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "demo.Greeter:1.0.0.hello failed: filter io.dunlin.FilterChainTest$ThrowingFilter threw"
                + " java.lang.IllegalStateException: planted; correct the filter [RPC-1601]")
        .hasCauseInstanceOf(IllegalStateException.class)
        .extracting(e -> ((RpcException) e).failureClass())
        .isEqualTo(FailureClass.UNKNOWN);
  }

  @Test
  void filterThatReturnsNullIsNamed() {
    Invoker chain = FilterChain.of(List.of(new SilentFilter()), ok);

    assertThatThrownBy(() -> get(chain))
        .hasMessage(
            "demo.Greeter:1.0.0.hello failed: filter io.dunlin.FilterChainTest$SilentFilter returned"
                + " null; correct the filter [RPC-1601]");
  }

  @Test
  void outerFilterSeesTheFailureOfAThrowingInnerOne() {
    List<String> order = new ArrayList<>();
    Invoker chain = FilterChain.of(List.of(noting("a", order), new ThrowingFilter()), ok);

    assertThatThrownBy(() -> get(chain)).isInstanceOf(RpcException.class);
    assertThat(order).containsExactly("a in", "a out");
  }

  @Test
  void rpcExceptionThrownByAFilterIsPassedOnUnchanged() {
    RpcException own = RpcException.deadlineBeforeSend(invocation, "planted");
    Filter refusing =
        (call, next) -> {
          throw own;
        };

    assertThatThrownBy(() -> get(FilterChain.of(List.of(refusing), ok))).isSameAs(own);
  }

  @Test
  void throwingInvokerAtTheEndIsNamedAndFiltersStillSeeTheEnd() {
    List<String> order = new ArrayList<>();
    Invoker broken =
        call -> {
          throw new IllegalStateException("planted");
        };
    Invoker chain = FilterChain.of(List.of(noting("a", order)), broken);

    assertThatThrownBy(() -> get(chain))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("threw java.lang.IllegalStateException: planted instead of returning")
        .hasMessageContaining("[RPC-1602]");
    assertThat(order).containsExactly("a in", "a out");
  }

  private Result get(Invoker chain) throws Exception {
    try {
      return chain.invoke(invocation).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw (RpcException) Result.unwrap(e.getCause());
    }
  }

  private static Filter noting(String name, List<String> order) {
    return (call, next) -> {
      order.add(name + " in");
      return Result.onEnd(next.invoke(call), (result, failure) -> order.add(name + " out"));
    };
  }
}
