package io.dunlin.testkit.dubbo;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What happened in the services without anybody being answered: one-way calls and callbacks. */
final class Backstage {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, String> watched = new HashMap<>();
  private final AtomicInteger slowCalls = new AtomicInteger();
  private @Nullable String fired;

  void recordFired(String value) {
    change(() -> fired = value);
  }

  void recordWatched(String key, String answer) {
    change(() -> watched.put(key, answer));
  }

  void recordSlowCall() {
    slowCalls.incrementAndGet();
  }

  @Nullable String fired(String expected, int millis) {
    return await(() -> fired, expected, millis);
  }

  @Nullable String watched(String key, int millis) {
    return await(() -> watched.get(key), null, millis);
  }

  int slowCalls() {
    return slowCalls.get();
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for {@code expected}, or for anything if that is null; returns what is there then. */
  private @Nullable String await(Look look, @Nullable String expected, int millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      String found = look.now();
      while (nanos > 0 && (found == null || (expected != null && !found.equals(expected)))) {
        nanos = changed.awaitNanos(nanos);
        found = look.now();
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private interface Look {
    @Nullable String now();
  }
}
