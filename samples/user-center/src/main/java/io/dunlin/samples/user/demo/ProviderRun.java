package io.dunlin.samples.user.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One process of one provider, from its start to its end. */
final class ProviderRun implements AutoCloseable {
  private final int number;
  private final int time;
  private final ChildProcess process;
  private volatile long readyNanos = Long.MAX_VALUE;
  private volatile @Nullable String end;
  private volatile Duration readyFor = Duration.ZERO;

  /**
   * A process that has just been started.
   *
   * @param number of the provider, from 1
   * @param time 1 for its first process, 2 for the one after that
   */
  ProviderRun(int number, int time, ChildProcess process) {
    this.number = number;
    this.time = time;
    this.process = process;
  }

  int number() {
    return number;
  }

  /** The name by which answers of this process are counted. */
  String name() {
    return process.name();
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it can be called and returns a sentence about that. */
  String awaitReady(Duration patience) throws InterruptedException {
    String port = process.await("READY ", patience).substring("READY ".length());
    readyNanos = System.nanoTime();
    return "provider-%d runs as process %d at port %s".formatted(number, pid(), port);
  }

  void kill() throws InterruptedException {
    process.kill();
    ended("killed");
  }

  /** Stops it gracefully and returns how long that took. */
  Duration stop(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    if (!process.terminate(patience)) {
      throw new IllegalStateException(
          name() + " did not end within " + patience.toSeconds() + " s of SIGTERM");
    }
    ended("stopped gracefully");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Notes that no more calls come. */
  void endOfLoad() {
    if (end == null) {
      ended(process.isAlive() ? "" : "ended by itself");
    }
  }

  private void ended(String how) {
    end = how;
    long now = System.nanoTime();
    if (readyNanos < now) {
      readyFor = Duration.ofNanos(now - readyNanos);
    }
  }

  /** How long it could be called. */
  Duration readyFor() {
    return readyFor;
  }

  /** What became of it, for people. */
  String fate() {
    String how = end == null ? "" : end;
    if (time == 1) {
      return how;
    }
    return how.isEmpty() ? "started again" : "started again, " + how;
  }

  @Override
  public void close() {
    process.close();
  }
}
