package io.dunlin.benchmarks;

/** How an operation is called. */
enum Mode {
  /** One thread, which waits for each answer. */
  ONE_THREAD("1 thread", 1, false),
  /** Threads that share a connection. */
  MANY_THREADS("32 threads", 32, false),
  /** No thread waits. */
  ASYNC("256 async", 256, true);

  private final String title;
  private final int inFlight;
  private final boolean async;

  Mode(String title, int inFlight, boolean async) {
    this.title = title;
    this.inFlight = inFlight;
    this.async = async;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** Calls in flight at any time. */
  int inFlight() {
    return inFlight;
  }

  /** Whether calls are started without waiting. */
  boolean async() {
    return async;
  }
}
