package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dunlin.Invocation;
import io.dunlin.Result;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a call costs between proxy and connection. */
class AllocationTest {
  /** Measured: 255 bytes, of which two dependent stages are half. */
  private static final long LIMIT_BYTES = 320;

  private static final int CALLS = 40_000;

  @Test
  void successfulCallAllocatesLittleInTheCluster() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    Result ok = Result.of("ok");
    AtomicReference<CompletableFuture<Result>> pending = new AtomicReference<>();
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.network.peers.forEach(
          peer -> {
            peer.keepCalls = false;
            peer.answer = invocation -> pending.get();
          });
      long allocated = 0;
      for (int i = 0; i < 2 * CALLS; i++) {
        Invocation invocation = reference.hello();
        CompletableFuture<Result> answer = new CompletableFuture<>();
        pending.set(answer);
        long before = threads.getThreadAllocatedBytes(self);
        CompletableFuture<Result> stage =
            reference.invoker.invoke(invocation).toCompletableFuture();
        answer.complete(ok);
        long after = threads.getThreadAllocatedBytes(self);
        if (!stage.isDone()) {
          throw new AssertionError("call " + i + " has not ended");
        }
        if (i >= CALLS) { // warm
          allocated += after - before;
        }
      }

      assertThat(allocated / CALLS).isLessThanOrEqualTo(LIMIT_BYTES);
    }
  }
}
