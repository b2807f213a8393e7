package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.serialization.objects.Containers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A collection of elements of one type.
 *
 * <p>Written as a list of fixed length: without a type if it is an {@code ArrayList} or any other
 * list of no common class, else with the name of its class, as a set must be, or it would come back
 * as a list where the reader knows nothing of the declaration. Read from any form of list; the name
 * on the wire chooses the class only among the JDK's own, and only if it fits the declaration.
 */
@HotPath
final class CollectionCodec extends ValueCodec {
  private final IntFunction<Collection<Object>> factory;
  private ValueCodec element = OpenCodec.OBJECT;

  CollectionCodec(Class<?> type) {
    super(type);
    IntFunction<Collection<Object>> known = Containers.collection(type);
    if (known == null) {
      throw new IllegalArgumentException(type.getName());
    }
    this.factory = known;
  }

  CollectionCodec(Class<?> type, ValueCodec element) {
    this(type);
    this.element = element;
  }

  /** Completes this codec; its elements may be of its own type. */
  void init(ValueCodec element) {
    this.element = element;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
      return;
    }
    if (out.writeReference(value)) {
      return;
    }
    Collection<?> values = (Collection<?>) value;
    if (value instanceof EnumSet<?> set) {
      EnumSetCodec.writeContent(out, set);
      return;
    }
    out.enter();
    int size = values.size();
    out.writeListBegin(wireType(out, value), size);
    if (value instanceof List<?> list && value instanceof RandomAccess) {
      for (int i = 0; i < size; i++) {
        element.write(out, list.get(i));
      }
    } else {
      int written = 0;
      for (Object next : values) {
        written++;
        element.write(out, next);
      }
      if (written != size) {
        throw HessianErrors.notEncodable(
            out.scope(),
            "a %s changed while it was written; pass a copy".formatted(value.getClass().getName()),
            null);
      }
    }
    out.leave();
  }

  private @Nullable String wireType(HessianOutput out, Object value) {
    Class<?> actual = value.getClass();
    if (actual == ArrayList.class) {
      return null;
    }
    // A comparator cannot travel; a set keeps its order without it, a queue does not.
    if (value instanceof SortedSet<?> sorted && sorted.comparator() != null) {
      return "java.util.LinkedHashSet";
    }
    if (value instanceof PriorityQueue<?> queue && queue.comparator() != null) {
      return null;
    }
    String known = out.scope().containerName(actual);
    if (known != null) {
      return known;
    }
    if (!(value instanceof Set)) {
      return null;
    }
    // Set.of() has no order to keep, a view of another set may have.
    return actual.getName().startsWith("java.util.ImmutableCollections$")
        ? "java.util.HashSet"
        : "java.util.LinkedHashSet";
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    if (Tags.isList(tag)) {
      int length = in.listBegin(tag);
      return readList(in, length, in.containerType());
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    ClassDef def = in.objectDefinition(tag, null);
    if (def != null) {
      if (!def.name().equals(EnumSetCodec.WIRE_NAME)) {
        throw in.scope().refused(def.name(), this);
      }
      return readEnumSet(in, def);
    }
    throw in.unexpected(tag, expected());
  }

  @Override
  Object readList(HessianInput in, int length, @Nullable String wireType) {
    Collection<Object> values = make(in, length, wireType);
    int number = in.open(values);
    if (needsHashes(values)) {
      @Nullable Object[] all = readAll(in, length);
      Keys.add(in, values, all);
    } else if (length == HessianInput.UNKNOWN_LENGTH) {
      while (!in.nextIsEnd()) {
        in.count(1);
        in.allocate(8);
        add(in, values, element.read(in));
      }
    } else {
      in.checkLength(length, 8);
      for (int i = 0; i < length; i++) {
        add(in, values, element.read(in));
      }
    }
    in.close(number);
    return values;
  }

  private static void add(HessianInput in, Collection<Object> values, @Nullable Object value) {
    try {
      Keys.addUnchecked(values, value);
    } catch (NullPointerException | UnsupportedOperationException | IllegalArgumentException no) {
      throw in.invalid("a " + values.getClass().getName() + " refuses a value: " + no, no);
    }
  }

  private @Nullable Object[] readAll(HessianInput in, int length) {
    if (length != HessianInput.UNKNOWN_LENGTH) {
      in.checkLength(length, 40);
      @Nullable Object[] all = new @Nullable Object[length];
      for (int i = 0; i < length; i++) {
        all[i] = element.read(in);
      }
      return all;
    }
    @Nullable Object[] all = new @Nullable Object[8];
    int size = 0;
    while (!in.nextIsEnd()) {
      in.count(1);
      in.allocate(40);
      if (size == all.length) {
        all = Arrays.copyOf(all, size * 2);
      }
      all[size++] = element.read(in);
    }
    return Arrays.copyOf(all, size);
  }

  private static boolean needsHashes(Collection<?> values) {
    return values instanceof Set
        || values instanceof PriorityQueue
        || values instanceof ConcurrentSkipListSet;
  }

  private Collection<Object> make(HessianInput in, int length, @Nullable String wireType) {
    IntFunction<Collection<Object>> chosen = factory;
    if (wireType != null) {
      Class<?> named = Containers.byWireName(wireType);
      if (named != null && named != type() && type().isAssignableFrom(named)) {
        IntFunction<Collection<Object>> known = Containers.collection(named);
        if (known != null) {
          chosen = known;
        }
      }
    }
    // Room is made for what can follow in the message; checkLength comes before elements are read.
    int room = Math.max(0, Math.min(length, in.remaining()));
    in.allocate(4L * room);
    return chosen.apply(Math.min(room, 1024));
  }

  private Object readEnumSet(HessianInput in, ClassDef def) {
    Class<?> constants = element instanceof EnumCodec ? element.type() : null;
    Object set = EnumSetCodec.readContent(in, def, constants);
    if (!accepts(set)) {
      throw in.malformed("an EnumSet where " + expected() + " is declared");
    }
    return set;
  }
}
