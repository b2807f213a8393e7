package io.dunlin.registry.dubbo;

import java.lang.ref.WeakReference;
import java.util.WeakHashMap;

/**
 * One copy of each equal value, for as long as somebody holds it. Not safe for several threads.
 *
 * @param <T> an immutable type with {@code equals}
 */
final class Interner<T> {
  private final WeakHashMap<T, WeakReference<T>> known = new WeakHashMap<>();

  /** The copy everyone shares. */
  T shared(T value) {
    WeakReference<T> reference = known.get(value);
    T present = reference == null ? null : reference.get();
    if (present != null) {
      return present;
    }
    known.put(value, new WeakReference<>(value));
    return value;
  }
}
