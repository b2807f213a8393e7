package io.dunlin.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process has used so far. Used by one thread.
 *
 * <p>Allocation is summed over threads, because JDK 17 has no total: what a thread allocates
 * between the last look and its death is missed, so a comparison needs threads that live on, as
 * pools of fixed size do. Buffers outside the heap are not counted. CPU time is the process's,
 * compiler and collector included, in steps of the operating system's clock tick (10 ms).
 */
final class ProcessUsage {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Map<Long, Long> allocatedByThread = new HashMap<>();

  /** Looks now. */
  Usage now() {
    return new Usage(system.getProcessCpuTime(), allocatedBytes());
  }

  private long allocatedBytes() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] > 0) {
        allocatedByThread.put(ids[i], bytes[i]);
      }
    }
    return allocatedByThread.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Use up to one moment, or between two.
   *
   * @param cpuNanos time on any processor
   * @param allocatedBytes on the heap
   */
  record Usage(long cpuNanos, long allocatedBytes) {
    Usage since(Usage earlier) {
      return new Usage(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
    }

    Usage plus(Usage other) {
      return new Usage(cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }
  }
}
