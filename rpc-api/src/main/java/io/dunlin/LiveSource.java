package io.dunlin;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Source} whose value is set by its owner. Setting never waits: the thread that finds no
 * delivery under way delivers, others leave their value for it, and only the latest is seen
 * (conflation).
 *
 * @param <T> type of the snapshots; immutable
 */
public final class LiveSource<T> implements Source<T> {
  private static final Logger log = LoggerFactory.getLogger(LiveSource.class);

  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile @Nullable T current;

  /** A source without a value yet. */
  public LiveSource() {}

  /** A source that starts with {@code initial}. */
  public LiveSource(T initial) {
    this.current = initial;
  }

  /** Replaces the value and has it delivered to all listeners. */
  public void set(T value) {
    current = Objects.requireNonNull(value, "value");
    deliver();
  }

  /** The latest value, or null before the first. */
  public @Nullable T current() {
    return current;
  }

  @Override
  public Subscription subscribe(Consumer<? super T> consumer) {
    Listener<T> listener = new Listener<>(consumer);
    listeners.add(listener);
    deliver();
    return () -> listeners.remove(listener);
  }

  private void deliver() {
    if (pending.getAndIncrement() != 0) {
      return; // the thread delivering now will see the new value or listener
    }
    int seen = 1;
    do {
      T value = current;
      if (value != null) {
        for (Listener<T> listener : listeners) {
          listener.accept(value);
        }
      }
      seen = pending.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Touched by the delivering thread only; {@code pending} publishes {@code last} to the next. */
  private static final class Listener<T> {
    private final Consumer<? super T> consumer;
    private @Nullable T last;

    Listener(Consumer<? super T> consumer) {
      this.consumer = consumer;
    }

    void accept(T value) {
      if (value == last) {
        return;
      }
      last = value;
      try {
        consumer.accept(value);
      } catch (RuntimeException e) {
        log.error("a listener of a source failed and misses this snapshot; it stays subscribed", e);
      }
    }
  }
}
