package io.dunlin;

/**
 * Key of a value that filters hand to one another within this process; never on the wire. Compared
 * by identity: keep it in a constant.
 *
 * @param <T> type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // T is the type of the values kept under this key
public final class AttributeKey<T> {
  private final String name;

  private AttributeKey(String name) {
    this.name = name;
  }

  /** A new key; {@code name} is for people. */
  public static <T> AttributeKey<T> of(String name) {
    return new AttributeKey<>(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
