package io.dunlin.cluster.strategy;

import io.dunlin.AttachmentKeys;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.cluster.ClusterStrategy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@code failover}: repeats a failed call at another provider where that is safe.
 *
 * <p>What is repeated depends on how far the attempt got ({@link FailureClass}), never on the text
 * or type of a failure:
 *
 * <ul>
 *   <li>{@code NOT_SENT} while untried providers remain: another is taken at once. Nothing reached
 *       anybody, so this is still choosing a provider: it takes nothing from {@code retries} or the
 *       retry budget, and is limited to five per call.
 *   <li>{@code REJECTED}, and {@code NOT_SENT} beyond that: repeated, within {@code retries} and
 *       the budget; the first time at once if an untried provider remains.
 *   <li>{@code UNKNOWN}: the same, but only if the method is idempotent or the consumer set {@code
 *       retries} itself, and never at once.
 *   <li>{@code EXECUTED}: never.
 * </ul>
 *
 * <p>The pause before retry {@code n} is drawn from 10 to 25 ms times {@code 2^(n-1)}. One deadline
 * holds for the whole call: no attempt begins after it, and no pause is made that would outlast it.
 * From the second attempt on the provider is told the attempt's number ({@link
 * AttachmentKeys#ATTEMPT}).
 *
 * <p>A call that was attempted once fails with that attempt's own failure; one attempted more often
 * with code RPC-1102, listing the attempts, in the class of the one that got furthest.
 *
 * <p>No thread waits: a success costs one dependent stage, and each further attempt begins on the
 * thread that brought the failure, or on the clock's.
 */
@HotPath
public final class FailoverStrategy implements ClusterStrategy {
  static final int MAX_FREE_MOVES = 5;
  static final long MIN_PAUSE_NANOS = 10_000_000L;
  static final long MAX_PAUSE_NANOS = 25_000_000L;

  private final Supplier<? extends RandomGenerator> random;

  /** Stateless; made by the service loader. */
  public FailoverStrategy() {
    this(ThreadLocalRandom::current);
  }

  /** With another source of jitter, for runs that must repeat exactly. */
  public FailoverStrategy(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation, Candidates candidates) {
    return candidates
        .next()
        .invoke(invocation)
        .exceptionallyCompose(failure -> new Recovery(invocation, candidates).after(failure));
  }

  /** What happens after a first failure; one for each call that has one. */
  private final class Recovery {
    private final Invocation invocation;
    private final Candidates candidates;
    private int attempt = 1;
    private int freeMoves;
    private int retries;

    Recovery(Invocation invocation, Candidates candidates) {
      this.invocation = invocation;
      this.candidates = candidates;
    }

    CompletionStage<Result> after(Throwable failure) {
      RpcException latest = FailoverErrors.asRpcException(invocation, failure);
      try {
        return after(latest);
      } catch (RuntimeException e) {
        return brokenOff(latest, e);
      }
    }

    private CompletionStage<Result> after(RpcException latest) {
      if (latest.code().failsEverywhere()) {
        return end(latest, "another provider could do no better");
      }
      FailureClass failureClass = latest.failureClass();
      if (failureClass == FailureClass.EXECUTED) {
        return end(latest, "the method ran");
      }
      if (failureClass == FailureClass.UNKNOWN && !invocation.policy().repeatsUnknown()) {
        return end(latest, "it may have run, and the method is not marked idempotent");
      }
      if (invocation.deadline().isExpired()) {
        return end(latest, "its deadline has passed");
      }
      boolean untried = candidates.untried() > 0;
      if (failureClass == FailureClass.NOT_SENT && untried && freeMoves < MAX_FREE_MOVES) {
        freeMoves++;
        return again(latest);
      }
      if (retries >= invocation.policy().retries()) {
        return end(latest, "retries is " + invocation.policy().retries());
      }
      boolean atOnce = retries == 0 && untried && failureClass != FailureClass.UNKNOWN;
      long pause = atOnce ? 0 : pauseNanos();
      if (pause >= invocation.deadline().remainingNanos()) {
        return end(latest, "its deadline is too near");
      }
      if (!candidates.budget().tryWithdraw()) {
        return end(latest, "the retry budget is used up");
      }
      retries++;
      return atOnce ? again(latest) : againAfter(pause, latest);
    }

    private long pauseNanos() {
      return random.get().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS + 1) << retries;
    }

    private CompletionStage<Result> againAfter(long pauseNanos, RpcException latest) {
      CompletableFuture<Result> outcome = new CompletableFuture<>();
      candidates
          .clock()
          .schedule(
              () ->
                  again(latest)
                      .whenComplete(
                          (result, failure) -> {
                            if (failure == null) {
                              outcome.complete(result);
                            } else {
                              outcome.completeExceptionally(failure);
                            }
                          }),
              Duration.ofNanos(pauseNanos));
      return outcome;
    }

    private CompletionStage<Result> again(RpcException latest) {
      Invoker next;
      try {
        next = candidates.next();
      } catch (RuntimeException e) {
        return brokenOff(latest, e);
      }
      attempt++;
      return next.invoke(
              invocation.withAttachment(AttachmentKeys.ATTEMPT, Integer.toString(attempt)))
          .exceptionallyCompose(this::after);
    }

    /** A router or load balancer threw; above us, or on the clock's thread, nobody would notice. */
    private CompletionStage<Result> brokenOff(RpcException latest, RuntimeException cause) {
      latest.addSuppressed(cause);
      return end(latest, "choosing another provider threw " + cause);
    }

    private CompletionStage<Result> end(RpcException latest, String why) {
      return CompletableFuture.failedFuture(
          attempt == 1 ? latest : FailoverErrors.allFailed(invocation, latest, why));
    }
  }
}
