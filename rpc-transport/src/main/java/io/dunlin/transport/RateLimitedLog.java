package io.dunlin.transport;

import io.dunlin.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Warns about what peers can cause as often as they like: one line in ten seconds, which says how
 * many were left out. Safe for any thread.
 */
final class RateLimitedLog {
  private static final long GAP_NANOS = 10_000_000_000L;

  private final Logger log;
  private final Clock clock;
  private final AtomicLong nextNanos;
  private final AtomicLong leftOut = new AtomicLong();

  RateLimitedLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
    this.nextNanos = new AtomicLong(clock.nanoTime());
  }

  /** Logs {@code message}, or counts it. Control characters are shown, never written. */
  void warn(String message) {
    long next = nextNanos.get();
    long now = clock.nanoTime();
    if (now - next < 0 || !nextNanos.compareAndSet(next, now + GAP_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long before = leftOut.getAndSet(0);
    String shown = printable(message);
    if (before == 0) {
      log.warn("{}", shown);
    } else {
      log.warn("{} ({} such events before this one were not logged)", shown, before);
    }
  }

  /** {@code text} on one line: what a peer sent must not look like lines of our log. */
  static String printable(String text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c != 0x7F && Character.getType(c) != Character.FORMAT;
      if (!plain && shown == null) {
        shown = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (shown != null) {
        if (plain) {
          shown.append(c);
        } else {
          shown.append("\\u%04x".formatted((int) c));
        }
      }
    }
    return shown == null ? text : shown.toString();
  }
}
