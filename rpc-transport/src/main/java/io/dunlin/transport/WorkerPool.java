package io.dunlin.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.HotPath;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a bounded number of threads and refuses what exceeds them: service methods, and
 * callbacks of users. Threads start when needed, rest when not, and end after a minute of rest.
 *
 * <p>Waking a thread costs more than most service methods take, so tasks that arrive together do
 * not wake a thread each: at any moment at most one thread is on its way, and it wakes the next one
 * only if it still finds work beside the task it took. The thread that hands a task over therefore
 * wakes one thread at most, and a burst of short tasks is run by the few threads that are awake.
 */
@HotPath
public final class WorkerPool implements Executor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
  private static final long KEEP_NANOS = 60_000_000_000L;

  private final String name;
  private final int threads;
  private final int limit;
  private final Rejected full;
  private final ThreadFactory factory;
  private final boolean threadPerTask;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final ArrayDeque<Worker> idle = new ArrayDeque<>();

  @GuardedBy("lock")
  private final Set<Thread> started = new HashSet<>();

  private volatile boolean closed;

  private WorkerPool(
      String name, int threads, int queue, ThreadFactory factory, boolean threadPerTask) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: > 0)");
    }
    if (queue < 0) {
      throw new IllegalArgumentException("queue: " + queue + " (expected: >= 0)");
    }
    this.name = name;
    this.threads = threads;
    this.limit = (int) Math.min(Integer.MAX_VALUE, (long) threads + queue);
    this.full =
        new Rejected(
            "pool %s is full: %d threads busy, queue of %d full".formatted(name, threads, queue));
    this.factory = factory;
    this.threadPerTask = threadPerTask;
  }

  /**
   * At most {@code threads} platform threads, and at most {@code queue} tasks waiting for one.
   *
   * @param name prefix of the threads' names
   */
  public static WorkerPool fixed(String name, int threads, int queue) {
    return new WorkerPool(name, threads, queue, new NamedThreads(name), false);
  }

  /**
   * A virtual thread per task, at most {@code limit} at once.
   *
   * @param name prefix of the threads' names
   * @throws UnsupportedOperationException if {@link #virtualThreadsAvailable} is false
   */
  public static WorkerPool virtual(String name, int limit) {
    return new WorkerPool(name, limit, 0, VirtualThreads.factory(name + "-"), true);
  }

  /** Whether this runtime has virtual threads (Java 21 and later). */
  public static boolean virtualThreadsAvailable() {
    return VirtualThreads.OF_VIRTUAL != null;
  }

  /** Tasks running or waiting. */
  public int inFlight() {
    return inFlight.get();
  }

  /**
   * Runs {@code task} soon.
   *
   * @throws RejectedExecutionException if all threads are busy and the queue is full, or after
   *     {@link #close}; it has no stack trace, as load makes many
   */
  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new Rejected("pool " + name + " is closed");
    }
    if (inFlight.incrementAndGet() > limit) {
      inFlight.decrementAndGet();
      throw full;
    }
    if (threadPerTask) {
      boolean running = false;
      try {
        factory.newThread(() -> run(task)).start();
        running = true;
      } finally {
        if (!running) {
          inFlight.decrementAndGet();
        }
      }
      return;
    }
    tasks.add(task);
    wakeOne();
  }

  /**
   * Stops: tasks that wait are dropped, those that run are interrupted. Does not wait for them.
   * Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    tasks.clear();
    lock.lock();
    try {
      for (Thread thread : started) {
        thread.interrupt();
      }
      idle.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops, but runs what waits first, on the calling thread: futures of users must not be left
   * without an end. Idempotent.
   */
  void finish() {
    closed = true;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      run(task);
    }
    close();
  }

  /**
   * Makes sure that somebody looks at the queue after now. If a thread is already on its way it
   * will: it clears {@code waking} before it looks.
   */
  private void wakeOne() {
    if (!waking.compareAndSet(false, true)) {
      return;
    }
    Worker worker;
    Thread fresh = null;
    lock.lock();
    try {
      worker = idle.pollLast(); // the one that rested least: its caches are warm
      if (worker == null && started.size() < threads && !closed) {
        fresh = factory.newThread(new Worker());
        started.add(fresh);
      }
      if (worker == null && fresh == null) {
        // All are busy, and each looks at the queue again before it rests. Under the lock: one that
        // goes to rest afterwards sees every task whose sender relied on us.
        waking.set(false);
      }
    } finally {
      lock.unlock();
    }
    if (worker != null) {
      worker.wake();
    } else if (fresh != null) {
      start(fresh);
    }
  }

  /** Starts {@code fresh}; if the system has no more threads, those there are must do. */
  private void start(Thread fresh) {
    try {
      fresh.start();
    } catch (Throwable e) { // an OutOfMemoryError, where the system limits threads
      Worker worker;
      lock.lock();
      try {
        started.remove(fresh);
        worker = tasks.isEmpty() ? null : idle.pollLast();
        if (worker == null) {
          waking.set(false); // the next task tries again
        }
      } finally {
        lock.unlock();
      }
      if (worker != null) {
        worker.wake();
      }
      log.error("pool {} cannot start another thread; it goes on with those it has", name, e);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // a task must not take its thread along
      log.error("a task of pool {} failed; its thread goes on", name, e);
    } finally {
      inFlight.decrementAndGet();
      // An interruption meant for this task must not disturb the next; close() repeats its own.
      Thread.interrupted();
    }
  }

  /** One thread: takes tasks, rests when there are none. */
  private final class Worker implements Runnable {
    private volatile boolean resting;
    private volatile @Nullable Thread thread;

    @Override
    public void run() {
      thread = Thread.currentThread();
      After after = After.WAKE;
      while (after != After.END && !closed) {
        if (after == After.WAKE) {
          waking.set(false);
        }
        Runnable task = tasks.poll();
        if (task == null) {
          after = rest();
          continue;
        }
        if (after == After.WAKE && !tasks.isEmpty()) {
          wakeOne();
        }
        after = After.TASK;
        WorkerPool.this.run(task);
      }
      lock.lock();
      try {
        started.remove(Thread.currentThread());
      } finally {
        lock.unlock();
      }
    }

    private After rest() {
      resting = true;
      lock.lock();
      try {
        idle.addLast(this);
      } finally {
        lock.unlock();
      }
      // Whoever queued a task before we were in the list found nobody to wake.
      if (!tasks.isEmpty() && withdraw()) {
        return After.TASK;
      }
      long restedFrom = System.nanoTime();
      while (resting && !closed) {
        LockSupport.parkNanos(this, KEEP_NANOS);
        if (System.nanoTime() - restedFrom >= KEEP_NANOS && leave()) {
          return After.END;
        }
      }
      return After.WAKE;
    }

    /** Leaves the list of idle threads; false if a waker has just taken this one from it. */
    private boolean withdraw() {
      lock.lock();
      try {
        return idle.remove(this);
      } finally {
        lock.unlock();
      }
    }

    /** Leaves for good, unless a waker counts on this thread; from then on another may start. */
    private boolean leave() {
      lock.lock();
      try {
        return idle.remove(this) && started.remove(Thread.currentThread());
      } finally {
        lock.unlock();
      }
    }

    void wake() {
      resting = false;
      LockSupport.unpark(thread);
    }
  }

  /** What a worker comes from when it looks at the queue. */
  private enum After {
    WAKE,
    TASK,
    END
  }

  private static final class Rejected extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Virtual threads as far as this runtime has them; asked for once. */
  private static final class VirtualThreads {
    static final @Nullable Method OF_VIRTUAL = find();

    private static @Nullable Method find() {
      try {
        return Runtime.version().feature() < 21 ? null : Thread.class.getMethod("ofVirtual");
      } catch (NoSuchMethodException e) {
        return null;
      }
    }

    static ThreadFactory factory(String prefix) {
      if (OF_VIRTUAL == null) {
        throw new UnsupportedOperationException(
            "virtual threads need Java 21 or later, this is Java " + Runtime.version().feature());
      }
      try {
        Class<?> builderType = Class.forName("java.lang.Thread$Builder");
        Object builder = OF_VIRTUAL.invoke(null);
        Object named =
            builderType.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
        return (ThreadFactory) builderType.getMethod("factory").invoke(named);
      } catch (ReflectiveOperationException e) {
        throw new UnsupportedOperationException("virtual threads cannot be made", e);
      }
    }
  }
}
