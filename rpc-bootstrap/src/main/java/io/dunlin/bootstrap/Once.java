package io.dunlin.bootstrap;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task the first time only, whoever asks. */
final class Once implements Runnable {
  private final AtomicBoolean done = new AtomicBoolean();
  private final Runnable task;

  private Once(Runnable task) {
    this.task = task;
  }

  static Runnable of(Runnable task) {
    return new Once(task);
  }

  @Override
  public void run() {
    if (done.compareAndSet(false, true)) {
      task.run();
    }
  }
}
