package io.dunlin.serialization.hessian2;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills sets and maps without letting the sender choose what that costs: keys of the JDK's simple
 * kinds are hashed at once (where their hashes collide they are compared, so a bad choice of keys
 * costs little); others only when complete, and only while few of them collide.
 */
final class Keys {
  /** Keys of one hash that are not simple; looking each up among them costs as many comparisons. */
  static final int MAX_COLLISIONS = 256;

  private Keys() {}

  /** Whether {@code key} hashes and compares by the JDK's code, in the time its size needs. */
  static boolean isSimple(@Nullable Object key) {
    return key == null
        || key instanceof String
        || key instanceof Integer
        || key instanceof Long
        || key instanceof Enum<?>
        || key instanceof Number
        || key instanceof Boolean
        || key instanceof Character
        || key instanceof UUID
        || key.getClass() == Date.class
        || key instanceof BigDecimal
        || key instanceof BigInteger;
  }

  /** Whether all of {@code keys} are simple. */
  static boolean allSimple(@Nullable Object[] keys, int count) {
    for (int i = 0; i < count; i++) {
      if (!isSimple(keys[i])) {
        return false;
      }
    }
    return true;
  }

  /** Adds {@code values} to a collection that hashes or compares, now or when they are complete. */
  static void add(HessianInput in, Collection<Object> target, @Nullable Object[] values) {
    fill(
        in,
        values,
        () -> {
          for (Object value : values) {
            addUnchecked(target, value);
          }
        });
  }

  /** Puts entries into a map, now or when they are complete. */
  static void put(
      HessianInput in,
      Map<Object, Object> target,
      @Nullable Object[] keys,
      @Nullable Object[] values) {
    fill(
        in,
        keys,
        () -> {
          for (int i = 0; i < keys.length; i++) {
            putUnchecked(target, keys[i], values[i]);
          }
        });
  }

  private static void fill(HessianInput in, @Nullable Object[] keys, Runnable fill) {
    if (allSimple(keys, keys.length)) {
      run(in, fill);
    } else if (in.isComplete()) {
      checkCost(in, keys);
      run(in, fill);
    } else {
      in.defer(
          () -> {
            checkCost(in, keys);
            run(in, fill);
          });
    }
  }

  private static void run(HessianInput in, Runnable fill) {
    try {
      fill.run();
    } catch (StackOverflowError endless) {
      throw HessianErrors.tooCostlyKeys(in.scope(), "a key contains itself");
    } catch (RuntimeException thrown) {
      throw in.invalid("a set or map refuses a key: " + thrown, thrown);
    }
  }

  private static void checkCost(HessianInput in, @Nullable Object[] keys) {
    HashCost.check(in, keys);
    int[] hashes = new int[keys.length];
    try {
      for (int i = 0; i < keys.length; i++) {
        Object key = keys[i];
        hashes[i] = key == null ? 0 : key.hashCode();
      }
    } catch (StackOverflowError endless) {
      throw HessianErrors.tooCostlyKeys(in.scope(), "a key contains itself");
    } catch (RuntimeException thrown) {
      throw in.invalid("the hash code of a key: " + thrown, thrown);
    }
    Arrays.sort(hashes);
    int alike = 0;
    for (int i = 1; i < hashes.length; i++) {
      alike = hashes[i] == hashes[i - 1] ? alike + 1 : 0;
      if (alike >= MAX_COLLISIONS) {
        throw HessianErrors.tooCostlyKeys(
            in.scope(), "more than " + MAX_COLLISIONS + " of its keys have one hash code");
      }
    }
  }

  @SuppressWarnings("NullAway") // Java's collections take null where their kind does
  static void addUnchecked(Collection<Object> target, @Nullable Object value) {
    target.add(value);
  }

  @SuppressWarnings("NullAway") // Java's maps take null where their kind does
  static void putUnchecked(
      Map<Object, Object> target, @Nullable Object key, @Nullable Object value) {
    target.put(key, value);
  }
}
