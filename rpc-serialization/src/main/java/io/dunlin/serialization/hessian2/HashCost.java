package io.dunlin.serialization.hessian2;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what it costs to hash a key. A few bytes of back references make a graph of lists or
 * records whose hash takes forever, because hashing follows each path separately: thirty lists,
 * each holding the next twice, are a thousand million visits. Shared parts are therefore counted as
 * often as they are met.
 */
final class HashCost {
  /** Visits that hashing the keys of one set or map may need, beyond a few per key. */
  private static final long MAX_VISITS = 1_000_000;

  private final Scope scope;
  private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();
  private int depth;

  private HashCost(Scope scope) {
    this.scope = scope;
  }

  static void check(HessianInput in, @Nullable Object[] keys) {
    HashCost cost = new HashCost(in.scope());
    long visits = 0;
    for (Object key : keys) {
      visits += cost.of(key);
      if (visits > MAX_VISITS) {
        throw HessianErrors.tooCostlyKeys(
            in.scope(), "hashing its keys needs more than " + MAX_VISITS + " visits");
      }
    }
  }

  private long of(@Nullable Object value) {
    if (Keys.isSimple(value) || value == null) {
      return 1;
    }
    Long before = known.get(value);
    if (before != null) {
      return before;
    }
    // Met again inside itself it counts once: hashing would not come back, and is cut off
    // elsewhere.
    known.put(value, 1L);
    if (++depth > 512) {
      throw HessianErrors.tooCostlyKeys(scope, "a key is nested more than 512 deep");
    }
    long sum = 1;
    if (value instanceof Collection<?> values) {
      for (Object element : values) {
        sum = plus(sum, of(element));
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum = plus(plus(sum, of(entry.getKey())), of(entry.getValue()));
      }
    } else {
      for (FieldSlot slot : scope.slotsHashed(value)) {
        if (!slot.declared().isPrimitive()) {
          sum = plus(sum, of(slot.get(value)));
        }
      }
    }
    depth--;
    known.put(value, sum);
    return sum;
  }

  private static long plus(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a + b);
  }
}
