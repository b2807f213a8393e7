package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dunlin.testkit.Await;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  @Test
  void blockedTasksGetAThreadEachUpToTheLimit() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    try (WorkerPool pool = WorkerPool.fixed("wide", 50, 3)) {
      Runnable blocking =
          () -> {
            running.incrementAndGet();
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      for (int i = 0; i < 53; i++) {
        pool.execute(blocking);
      }
      assertThatThrownBy(() -> pool.execute(blocking))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("pool wide is full: 50 threads busy, queue of 3 full")
          .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
      Await.until("fifty run", () -> running.get() == 50);
      gate.countDown();
      Await.until("all ran", () -> running.get() == 53 && pool.inFlight() == 0);
      pool.execute(() -> running.set(-1));
      Await.until("goes on", () -> running.get() == -1);
    }
  }

  @Test
  void noTaskIsForgottenWhileManyThreadsHandOver() throws Exception {
    int senders = 4;
    int each = 50_000;
    AtomicInteger ran = new AtomicInteger();
    try (WorkerPool pool = WorkerPool.fixed("many", 3, Integer.MAX_VALUE)) {
      Thread[] threads = new Thread[senders];
      for (int i = 0; i < senders; i++) {
        threads[i] =
            new Thread(
                () -> {
                  for (int j = 0; j < each; j++) {
                    pool.execute(ran::incrementAndGet);
                    if (j % 1000 == 0) {
                      Thread.yield(); // workers go to rest and are woken
                    }
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Await.until("all ran", () -> ran.get() == senders * each);
    }
  }

  @Test
  void shortTasksThatComeOneByOneAreRunByFewThreads() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger ran = new AtomicInteger();
    try (WorkerPool pool = WorkerPool.fixed("few", 100, 10)) {
      for (int i = 0; i < 200; i++) {
        int before = i;
        pool.execute(
            () -> {
              seen.add(Thread.currentThread());
              ran.incrementAndGet();
            });
        Await.until("ran", () -> ran.get() > before && pool.inFlight() == 0);
      }
      assertThat(seen).hasSizeLessThan(20);
      assertThat(seen).allMatch(thread -> thread.getName().startsWith("few-") && thread.isDaemon());
    }
  }

  @Test
  void failingTaskDoesNotTakeItsThreadAlongNorItsInterruption() {
    AtomicInteger ran = new AtomicInteger();
    try (WorkerPool pool = WorkerPool.fixed("one", 1, 10)) {
      pool.execute(
          () -> {
            throw new IllegalStateException("planted");
          });
      pool.execute(() -> Thread.currentThread().interrupt());
      pool.execute(() -> ran.set(Thread.currentThread().isInterrupted() ? -1 : 1));
      Await.until("ran", () -> ran.get() != 0);
      assertThat(ran).hasValue(1);
    }
  }

  @Test
  void closeInterruptsWhatRuns() {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(1);
    WorkerPool pool = WorkerPool.fixed("closing", 1, 0);
    pool.execute(
        () -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
          }
        });
    Await.until("running", () -> running.getCount() == 0);
    pool.close();
    pool.close();
    Await.until("interrupted", () -> interrupted.get() == 1);
  }

  @Test
  void virtualThreadsAreLimitedToo() {
    assumeTrue(WorkerPool.virtualThreadsAvailable());
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    Set<String> names = ConcurrentHashMap.newKeySet();
    try (WorkerPool pool = WorkerPool.virtual("v", 10)) {
      for (int i = 0; i < 10; i++) {
        pool.execute(
            () -> {
              names.add(Thread.currentThread().getName());
              try {
                gate.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ran.incrementAndGet();
            });
      }
      assertThatThrownBy(() -> pool.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      gate.countDown();
      Await.until("all ran", () -> ran.get() == 10 && pool.inFlight() == 0);
      assertThat(names).contains("v-1", "v-10");
    }
  }

  @Test
  void virtualThreadsAreRefusedWhereTheRuntimeHasNone() {
    assumeTrue(!WorkerPool.virtualThreadsAvailable());
    assertThatThrownBy(() -> WorkerPool.virtual("v", 10))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "virtual threads need Java 21 or later, this is Java " + Runtime.version().feature());
  }
}
