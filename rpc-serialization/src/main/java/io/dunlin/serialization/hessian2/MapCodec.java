package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.serialization.objects.Containers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map of keys and values of one type each.
 *
 * <p>A {@code HashMap}, and any map of no common class, is written without a type; others with the
 * name of their class. Keys that are not simple are taken only where the declaration names their
 * type (see {@link Keys}).
 */
@HotPath
final class MapCodec extends ValueCodec {
  private final IntFunction<Map<Object, Object>> factory;
  private ValueCodec key = OpenCodec.OBJECT;
  private ValueCodec value = OpenCodec.OBJECT;

  MapCodec(Class<?> type) {
    super(type);
    IntFunction<Map<Object, Object>> known = Containers.map(type);
    if (known == null) {
      throw new IllegalArgumentException(type.getName());
    }
    this.factory = known;
  }

  MapCodec(Class<?> type, ValueCodec key, ValueCodec value) {
    this(type);
    this.key = key;
    this.value = value;
  }

  /** Completes this codec; keys and values may be of its own type. */
  void init(ValueCodec key, ValueCodec value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object map) {
    if (map == null) {
      out.writeNull();
      return;
    }
    if (out.writeReference(map)) {
      return;
    }
    out.enter();
    out.writeMapBegin(wireType(out, map));
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
      key.write(out, entry.getKey());
      value.write(out, entry.getValue());
    }
    out.writeEnd();
    out.leave();
  }

  private static @Nullable String wireType(HessianOutput out, Object map) {
    Class<?> actual = map.getClass();
    if (actual == HashMap.class || actual == EnumMap.class) {
      return null;
    }
    // A comparator cannot travel; the order does without it.
    if (map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null) {
      return "java.util.LinkedHashMap";
    }
    return out.scope().containerName(actual);
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    if (Tags.isMap(tag)) {
      in.mapBegin(tag);
      return readMap(in, in.containerType());
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    ClassDef def = in.objectDefinition(tag, null);
    if (def != null) {
      throw in.scope().refused(def.name(), this);
    }
    throw in.unexpected(tag, expected());
  }

  @Override
  Object readMap(HessianInput in, @Nullable String wireType) {
    Map<Object, Object> map = make(wireType);
    if (key.isSimpleKey()) {
      int number = in.open(map);
      while (!in.nextIsEnd()) {
        in.count(2);
        in.allocate(48);
        Object k = key.read(in);
        Object v = value.read(in);
        try {
          Keys.putUnchecked(map, k, v);
        } catch (RuntimeException no) {
          throw in.invalid("a " + map.getClass().getName() + " refuses an entry: " + no, no);
        }
      }
      in.close(number);
      return map;
    }
    return readOpenKeys(in, map);
  }

  private Object readOpenKeys(HessianInput in, Map<Object, Object> map) {
    int number = in.open(map);
    @Nullable Object[] keys = new @Nullable Object[8];
    @Nullable Object[] values = new @Nullable Object[8];
    int size = 0;
    while (!in.nextIsEnd()) {
      in.count(2);
      in.allocate(64);
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      Object k = key.read(in);
      if (key instanceof OpenCodec && !Core.isValue(k) && !(k instanceof Enum<?>)) {
        throw in.malformed(
            "a map's key of class %s where none is declared"
                .formatted(k == null ? null : k.getClass().getName()));
      }
      keys[size] = k;
      values[size] = value.read(in);
      size++;
    }
    if (map.getClass() != type() && type() == EnumMap.class) {
      map = enumMap(in, size == 0 ? null : keys[0]);
      in.resolve(number, map);
    }
    Keys.put(in, map, Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    in.close(number);
    return map;
  }

  private static Map<Object, Object> enumMap(HessianInput in, @Nullable Object firstKey) {
    if (firstKey instanceof Enum<?> constant) {
      return emptyEnumMap(constant.getDeclaringClass());
    }
    throw in.malformed("an EnumMap of an unknown enum");
  }

  private Map<Object, Object> make(@Nullable String wireType) {
    if (wireType != null) {
      Class<?> named = Containers.byWireName(wireType);
      if (named != null && named != type() && type().isAssignableFrom(named)) {
        IntFunction<Map<Object, Object>> known = Containers.map(named);
        if (known != null) {
          return known.apply(8);
        }
      }
    }
    return type() == EnumMap.class && key instanceof EnumCodec
        ? emptyEnumMap(key.type())
        : factory.apply(8);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // keys are checked as they are put
  private static Map<Object, Object> emptyEnumMap(Class<?> constants) {
    return new EnumMap((Class) constants);
  }
}
