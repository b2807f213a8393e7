package io.dunlin.testkit.dubbo;

import io.dunlin.testkit.dubbo.InteropCase.Mismatch;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The few comparisons the cases need; they run where no test library is. */
final class Expect {
  private Expect() {}

  static void same(@Nullable Object expected, @Nullable Object actual) {
    String wanted = Rendering.of(expected);
    String got = Rendering.of(actual);
    if (!wanted.equals(got)) {
      throw new Mismatch("expected " + wanted + " but got " + got);
    }
  }

  static void that(boolean condition, String otherwise) {
    if (!condition) {
      throw new Mismatch(otherwise);
    }
  }

  static <T extends Throwable> T failure(Class<T> type, Callable<?> call) {
    Throwable failure = anyFailure(call);
    if (!type.isInstance(failure)) {
      throw mismatch("expected " + type.getName() + " but got " + failure, failure);
    }
    return type.cast(failure);
  }

  static Throwable anyFailure(Callable<?> call) {
    Object value;
    try {
      value = call.call();
    } catch (Throwable failure) {
      return failure;
    }
    throw new Mismatch("expected a failure but got " + Rendering.of(value));
  }

  static Mismatch mismatch(String message, Throwable cause) {
    Mismatch mismatch = new Mismatch(message);
    mismatch.initCause(cause);
    return mismatch;
  }
}
