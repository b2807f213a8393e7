package io.dunlin.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Runs tasks on the calling thread, one after the other, also those that tasks hand in. */
final class SerialInline implements Executor {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (!running) {
      running = true;
      try {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
          next.run();
        }
      } finally {
        running = false;
      }
    }
  }
}
