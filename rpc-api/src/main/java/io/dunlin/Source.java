package io.dunlin;

import java.util.function.Consumer;

/**
 * A value that changes, delivered as whole immutable snapshots: the current one as soon as there is
 * one, then every later one. Deliveries to one listener never overlap; a listener that is slow sees
 * the latest snapshot and may miss those between.
 *
 * @param <T> type of the snapshots; immutable
 */
@FunctionalInterface
public interface Source<T> {
  /**
   * Starts delivering to {@code listener}, which must return quickly and must not block. A listener
   * that throws is logged and stays subscribed.
   */
  Subscription subscribe(Consumer<? super T> listener);

  /** A source whose value never changes. */
  static <T> Source<T> fixed(T value) {
    return listener -> {
      listener.accept(value);
      return () -> {};
    };
  }
}
