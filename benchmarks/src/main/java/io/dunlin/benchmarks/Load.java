package io.dunlin.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Calls one operation as fast as answers come: by threads that wait for each answer, or by a fixed
 * number of calls in flight of which each starts the next one where its answer arrives.
 */
final class Load {
  private static final int FAILURES_TO_GIVE_UP_AFTER = 1000;

  private final Contestant.Calls calls;
  private final Operation operation;
  private final Latencies latencies = new Latencies();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
  private final CountDownLatch looked = new CountDownLatch(1);

  Load(Contestant.Calls calls, Operation operation) {
    this.calls = calls;
    this.operation = operation;
  }

  /**
   * Runs one window.
   *
   * @param begun runs when measuring begins
   * @param ended runs when it has ended, given how long it took in nanoseconds; before the caller
   *     threads end
   */
  Window run(Mode mode, Duration warmUp, Duration length, Runnable begun, Runnable ended)
      throws InterruptedException {
    CountDownLatch running = mode.async() ? startSlots(mode) : startThreads(mode);
    Thread.sleep(warmUp.toMillis());
    begun.run();
    long from = System.nanoTime();
    latencies.start();
    Thread.sleep(length.toMillis());
    latencies.awaitFirst(); // a cold process on a busy machine may take longer
    latencies.stop();
    long nanos = System.nanoTime() - from;
    ended.run();
    looked.countDown();
    if (!running.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("calls without answer: " + running.getCount());
    }
    Throwable failure = firstFailure.get();
    if (failure != null) {
      failure.printStackTrace();
    }
    Histogram times = latencies.merged();
    return new Window(
        times.getTotalCount(),
        failures.get(),
        nanos,
        times.getValueAtPercentile(50),
        times.getValueAtPercentile(99));
  }

  private CountDownLatch startThreads(Mode mode) {
    CountDownLatch running = new CountDownLatch(mode.inFlight());
    for (int i = 0; i < mode.inFlight(); i++) {
      Thread caller = new Thread(() -> callUntilOver(running), "caller " + i);
      caller.setDaemon(true);
      caller.start();
    }
    return running;
  }

  private void callUntilOver(CountDownLatch running) {
    try {
      while (!latencies.isOver() && failures.get() < FAILURES_TO_GIVE_UP_AFTER) {
        callOnce();
      }
      looked.await(); // what a dead thread has allocated cannot be asked for any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.countDown();
    }
  }

  private void callOnce() {
    long started = System.nanoTime();
    try {
      calls.call(operation);
      latencies.record(System.nanoTime() - started);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Throwable failure) {
    failures.incrementAndGet();
    firstFailure.compareAndSet(null, failure);
  }

  private CountDownLatch startSlots(Mode mode) {
    CountDownLatch running = new CountDownLatch(mode.inFlight());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < mode.inFlight(); i++) {
      slots.add(new Slot(running));
    }
    slots.forEach(Slot::callUntilOver);
    return running;
  }

  /** One call in flight at any time. */
  private final class Slot implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final CountDownLatch running;
    private long started; // handed from call to call by the calls themselves

    Slot(CountDownLatch running) {
      this.running = running;
    }

    void callUntilOver() {
      while (!latencies.isOver() && failures.get() < FAILURES_TO_GIVE_UP_AFTER) {
        started = System.nanoTime();
        CompletableFuture<?> answer = start();
        // Taking answers that are there already in a loop keeps the stack flat.
        if (!answer.isDone()) {
          answer.whenComplete(this);
          return;
        }
        answer.whenComplete(this::ended);
      }
      running.countDown();
    }

    private CompletableFuture<?> start() {
      try {
        return calls.callAsync(operation);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
      ended(value, failure);
      callUntilOver();
    }

    private void ended(@Nullable Object value, @Nullable Throwable failure) {
      if (failure == null) {
        latencies.record(System.nanoTime() - started);
      } else {
        failed(failure);
      }
    }
  }
}
