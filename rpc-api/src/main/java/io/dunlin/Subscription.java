package io.dunlin;

/** Something that goes on until it is closed; closing is idempotent and returns at once. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
