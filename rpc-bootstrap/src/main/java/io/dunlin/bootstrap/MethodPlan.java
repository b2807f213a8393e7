package io.dunlin.bootstrap;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Clock;
import io.dunlin.Deadline;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcCall;
import io.dunlin.RpcContext;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's rim for one method: makes the invocation, starts it, and adapts the outcome to how
 * the method returns. A proxy holds one per method, so a call looks nothing up.
 *
 * <p>This is one of the two places where a thread may block (the other is user code).
 */
@HotPath
final class MethodPlan implements Function<@Nullable Object[], @Nullable Object> {
  private static final Logger log = LoggerFactory.getLogger(MethodPlan.class);

  /**
   * How long a caller waits beyond the deadline before it stops trusting the timer. The transport
   * ends every call at its deadline; this only keeps a defect there from holding user threads.
   */
  private static final long GUARD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ServiceKey service;
  private final MethodDescriptor method;
  private final MethodPolicy policy;
  private final Invoker invoker;
  private final Clock clock;
  private final Executor callbackExecutor;
  private final LogGate lost;

  MethodPlan(
      ServiceKey service,
      MethodDescriptor method,
      MethodPolicy policy,
      Invoker invoker,
      Clock clock,
      Executor callbackExecutor) {
    this.service = service;
    this.method = method;
    this.policy = policy;
    this.invoker = invoker;
    this.clock = clock;
    this.callbackExecutor = callbackExecutor;
    this.lost = new LogGate(clock);
  }

  /** One plan for each method of {@code contract}, by position. */
  static MethodPlan[] forAll(
      ServiceContract contract,
      ServiceKey service,
      Function<MethodDescriptor, MethodPolicy> policies,
      Invoker invoker,
      Clock clock,
      Executor callbackExecutor) {
    MethodPlan[] plans = new MethodPlan[contract.methods().size()];
    for (MethodDescriptor method : contract.methods()) {
      plans[method.index()] =
          new MethodPlan(service, method, policies.apply(method), invoker, clock, callbackExecutor);
    }
    return plans;
  }

  @Override
  public @Nullable Object apply(@Nullable Object[] arguments) {
    return call(arguments, Attachments.EMPTY);
  }

  /** Calls with attachments beside those of the caller's {@link RpcCall} block. */
  @SuppressWarnings("NullAway") // JDK 17 does not read from class files that arguments may be null
  @Nullable Object call(@Nullable Object[] arguments, Attachments own) {
    RpcCall.Scope scope = RpcCall.current();
    Attachments attachments = scope == null ? own : scope.attachments().withAll(own);
    Invocation invocation =
        new Invocation(
            service, method, arguments, attachments, policy, deadline(), new CallRecord(clock));
    CompletionStage<Result> stage = invoker.invoke(invocation);
    if (scope != null) {
      passReply(stage, scope.begin());
    }
    return switch (method.shape()) {
      case BLOCKING -> await(invocation, stage.toCompletableFuture());
      case FUTURE -> future(stage);
      case ONEWAY -> sent(stage);
    };
  }

  /** The policy's time-out, or what is left to the call that this thread is serving. */
  private Deadline deadline() {
    Deadline own = Deadline.after(clock, policy.timeout().toNanos());
    RpcContext serving = RpcContext.current();
    return serving == null ? own : own.earlier(serving.deadline());
  }

  private static @Nullable Object await(Invocation invocation, CompletableFuture<Result> future) {
    try {
      long limit = Math.max(0, invocation.deadline().remainingNanos()) + GUARD_NANOS;
      return unwrap(future.get(limit, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw Proxies.<RuntimeException>asUnchecked(atCaller(e));
    } catch (TimeoutException e) {
      throw RpcException.ofCall(
          ErrorCode.INTERNAL,
          FailureClass.UNKNOWN,
          invocation,
          null,
          "did not end within %d ms after its deadline; report this with the log"
              .formatted(TimeUnit.NANOSECONDS.toMillis(GUARD_NANOS)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RpcException.ofCall(
          ErrorCode.INTERRUPTED,
          FailureClass.UNKNOWN,
          invocation,
          null,
          "was abandoned: its caller was interrupted after %d ms"
              .formatted(invocation.deadline().elapsedNanos() / 1_000_000),
          e);
    }
  }

  private static @Nullable Object unwrap(Result result) {
    if (result instanceof Result.Failure failure) {
      throw Proxies.<RuntimeException>asUnchecked(failure.error());
    }
    return ((Result.Value) result).value();
  }

  private static Throwable atCaller(ExecutionException wrapper) {
    Throwable failure = Result.unwrap(wrapper.getCause());
    if (failure instanceof RpcException ours) {
      return ours.atCaller();
    }
    return failure == null ? wrapper : failure;
  }

  private CompletableFuture<@Nullable Object> future(CompletionStage<Result> stage) {
    CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    stage.whenComplete(
        (result, failure) -> {
          try {
            callbackExecutor.execute(() -> end(answer, result, failure));
          } catch (RejectedExecutionException e) {
            end(answer, result, failure); // closed: here, or whoever waits would do so for ever
          }
        });
    return answer;
  }

  private static void end(
      CompletableFuture<@Nullable Object> answer,
      @Nullable Result result,
      @Nullable Throwable failure) {
    if (result instanceof Result.Value value) {
      answer.complete(value.value());
    } else if (result instanceof Result.Failure business) {
      answer.completeExceptionally(business.error());
    } else {
      Throwable unwrapped = Result.unwrap(failure);
      answer.completeExceptionally(
          unwrapped == null ? new IllegalStateException("neither result nor failure") : unwrapped);
    }
  }

  /**
   * One-way: what fails at once is thrown, what fails later can only be logged, one in ten seconds.
   */
  private @Nullable Object sent(CompletionStage<Result> stage) {
    CompletableFuture<Result> future = stage.toCompletableFuture();
    if (future.isCompletedExceptionally()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw Proxies.<RuntimeException>asUnchecked(atCaller(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (!future.isDone()) {
      stage.whenComplete(
          (result, failure) -> {
            long leftOut = failure == null ? -1 : lost.pass();
            if (leftOut >= 0) {
              log.warn(
                  "oneway call of {}.{} was lost ({} before it were not logged)",
                  service,
                  method.name(),
                  leftOut,
                  failure);
            }
          });
    }
    return null;
  }

  private static void passReply(
      CompletionStage<Result> stage, CompletableFuture<Attachments> reply) {
    stage.whenComplete(
        (result, failure) ->
            reply.complete(result == null ? Attachments.EMPTY : result.attachments()));
  }
}
