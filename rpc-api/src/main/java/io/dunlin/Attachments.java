package io.dunlin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strings that travel beside a call's arguments or its result. Immutable; copies are made by {@link
 * #with}. The keys that the framework itself uses are listed in {@link AttachmentKeys}.
 */
public final class Attachments {
  /** No attachments. */
  public static final Attachments EMPTY = new Attachments(Map.of());

  private final Map<String, String> entries;

  private Attachments(Map<String, String> entries) {
    this.entries = entries;
  }

  /** One attachment. */
  public static Attachments of(String key, String value) {
    return new Attachments(Map.of(key, value));
  }

  /** A copy of {@code entries}, in their order. */
  public static Attachments copyOf(Map<String, String> entries) {
    return entries.isEmpty()
        ? EMPTY
        : new Attachments(Collections.unmodifiableMap(new LinkedHashMap<>(entries)));
  }

  /** The value of {@code key}, or null when absent. */
  public @Nullable String get(String key) {
    return entries.get(key);
  }

  /** The value of {@code key}, or {@code absent} when absent. */
  public String getOrDefault(String key, String absent) {
    return entries.getOrDefault(key, absent);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** These and one more, which replaces one of the same key. */
  public Attachments with(String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(entries);
    copy.put(key, value);
    return new Attachments(Collections.unmodifiableMap(copy));
  }

  /** These and {@code others}, which replace those of the same keys. */
  public Attachments withAll(Attachments others) {
    if (others.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return others;
    }
    Map<String, String> copy = new LinkedHashMap<>(entries);
    copy.putAll(others.entries);
    return new Attachments(Collections.unmodifiableMap(copy));
  }

  /** An unmodifiable view. */
  public Map<String, String> asMap() {
    return entries;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attachments that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
