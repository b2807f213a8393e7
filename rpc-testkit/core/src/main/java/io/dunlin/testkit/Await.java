package io.dunlin.testkit;

import io.dunlin.Result;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what other threads bring about, up to a limit; for tests, instead of sleeping. Looks
 * again every millisecond.
 */
public final class Await {
  /** Long enough for a busy machine; a test that passes does not wait for it. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final long PAUSE_NANOS = 1_000_000L;

  private Await() {}

  /**
   * Waits until {@code condition} holds.
   *
   * @param what names the condition in the failure: {@code the provider is gone}
   * @throws AssertionError if it does not within {@link #LIMIT}
   */
  public static void until(String what, BooleanSupplier condition) {
    until(what, LIMIT, condition);
  }

  /**
   * Waits until {@code condition} holds.
   *
   * @throws AssertionError if it does not within {@code limit}
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      pause();
    }
  }

  /**
   * Waits until {@code assertions} pass.
   *
   * @throws AssertionError the last failure, if they do not within {@link #LIMIT}
   */
  public static void untilAsserted(ThrowingCallable assertions) {
    long start = System.nanoTime();
    while (true) {
      try {
        assertions.call();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw e;
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("the assertions threw " + e, e);
      }
      pause();
    }
  }

  /**
   * Waits for {@code supplier} to give something else than null.
   *
   * @throws AssertionError if it does not within {@link #LIMIT}
   */
  public static <T> T value(String what, Supplier<@Nullable T> supplier) {
    long start = System.nanoTime();
    while (true) {
      T value = supplier.get();
      if (value != null) {
        return value;
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      pause();
    }
  }

  /**
   * What {@code stage} completes with.
   *
   * @throws AssertionError if it fails, or does not complete within {@link #LIMIT}
   */
  public static <T extends @Nullable Object> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the stage failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the stage did not complete within " + LIMIT, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * What {@code stage} fails with, freed of wrappers.
   *
   * @throws AssertionError if it completes normally, or not within {@link #LIMIT}
   */
  public static Throwable failure(CompletionStage<?> stage) {
    try {
      Object value = stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      throw new AssertionError("the stage did not fail; its value: " + value);
    } catch (ExecutionException e) {
      Throwable inner = Result.unwrap(e.getCause());
      return inner == null ? e : inner;
    } catch (TimeoutException e) {
      throw new AssertionError("the stage did not complete within " + LIMIT, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
    if (Thread.interrupted()) {
      throw interrupted(new InterruptedException());
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted while waiting", e);
  }
}
