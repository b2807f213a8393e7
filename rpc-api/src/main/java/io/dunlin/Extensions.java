package io.dunlin;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The named implementations of one extension point, found by {@link ServiceLoader} or added by
 * hand. Immutable.
 *
 * <p>The module that owns the extension point calls {@code ServiceLoader.load} itself and hands the
 * loader in, because the call is checked against the caller's {@code uses}.
 *
 * @param <T> the extension point
 */
public final class Extensions<T extends Named> {
  private final String kind;
  private final Map<String, T> byName;

  private Extensions(String kind, Map<String, T> byName) {
    this.kind = kind;
    this.byName = byName;
  }

  /**
   * All that {@code found} yields.
   *
   * @param kind what one of them is called in messages, such as {@code load balancer}
   * @throws IllegalArgumentException if two have one name
   */
  public static <T extends Named> Extensions<T> of(String kind, Iterable<? extends T> found) {
    Map<String, T> byName = new TreeMap<>();
    for (T extension : found) {
      T other = byName.put(extension.name(), extension);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s '%s' exists twice: %s and %s; remove one from the class path, or pass the one meant to the builder"
                .formatted(
                    kind,
                    extension.name(),
                    other.getClass().getName(),
                    extension.getClass().getName()));
      }
    }
    return new Extensions<>(kind, byName);
  }

  /** These and {@code extension}, which replaces one of the same name. */
  public Extensions<T> with(T extension) {
    Map<String, T> copy = new TreeMap<>(byName);
    copy.put(extension.name(), extension);
    return new Extensions<>(kind, copy);
  }

  /**
   * The extension called {@code name}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known names
   */
  public T get(String name) {
    T extension = byName.get(name);
    if (extension == null) {
      throw new IllegalArgumentException(
          "unknown %s '%s' (known: %s); correct the name, or add the artifact that brings it [%s]"
              .formatted(
                  kind,
                  name,
                  String.join(", ", byName.keySet()),
                  ErrorCode.UNKNOWN_EXTENSION.id()));
    }
    return extension;
  }

  /** Whether there is one called {@code name}. */
  public boolean contains(String name) {
    return byName.containsKey(name);
  }

  /** All, in order of their names. */
  public Collection<T> all() {
    return byName.values();
  }
}
