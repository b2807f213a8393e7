package io.dunlin.serialization;

import java.util.Set;

/**
 * What a codec admits beyond the declared types, and how much of anything.
 *
 * @param admitted classes that configuration admits in open positions, beside those that {@code
 *     RpcTypes} names
 * @param limits caps on one message
 */
public record TypeRules(Set<Class<?>> admitted, DecodeLimits limits) {
  /** Declared types only, default limits. */
  public static final TypeRules DEFAULT = new TypeRules(Set.of(), DecodeLimits.DEFAULT);

  public TypeRules {
    admitted = Set.copyOf(admitted);
  }
}
