package io.dunlin.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened so far, to be closed in reverse order: at once if a later step fails, or
 * when the whole is closed. Not safe for several threads.
 */
final class Undo {
  private static final Logger log = LoggerFactory.getLogger(Undo.class);

  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** Remembers how to undo what was just done. */
  void add(Runnable step) {
    steps.push(step);
  }

  /** Remembers to close {@code opened}, and returns it. */
  <C extends AutoCloseable> C opened(C opened) {
    steps.push(
        () -> {
          try {
            opened.close();
          } catch (Exception e) {
            log.warn("closing {} failed; going on", opened, e);
          }
        });
    return opened;
  }

  /** Undoes everything, last first; a step that fails does not keep the others from running. */
  void run() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        log.warn("closing a part failed; going on", e);
      }
    }
  }
}
