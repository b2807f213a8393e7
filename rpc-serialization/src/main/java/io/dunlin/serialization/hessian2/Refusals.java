package io.dunlin.serialization.hessian2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs refused classes: each at most once a minute, and not more names than memory is worth. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger("io.dunlin.serialization");
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MAX_NAMES = 256;

  private final Map<String, Long> lastNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_NAMES;
        }
      };

  void log(String className, Exception error) {
    if (isDue(className, System.nanoTime())) {
      LOG.warn("{}", error.getMessage());
    }
  }

  /** Whether {@code className} was not logged within the last minute; then it counts as logged. */
  synchronized boolean isDue(String className, long nowNanos) {
    Long last = lastNanos.get(className);
    if (last != null && nowNanos - last < MINUTE_NANOS) {
      return false;
    }
    lastNanos.put(className, nowNanos);
    return true;
  }
}
