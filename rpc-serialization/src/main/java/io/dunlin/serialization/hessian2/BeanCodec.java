package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.serialization.objects.Maker;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class of fields: an object on the wire, filled by field name.
 *
 * <p>Where the class is declared, it is filled from an object of that class, of an admitted
 * subclass, or from a map without a type. Dubbo's reader fills it from an object of any class; ours
 * refuses, because two classes of one shape are more often a mistake than a wish.
 */
@HotPath
final class BeanCodec extends ValueCodec {
  private final WireClass wire;
  private @Nullable Constructor<?> constructor;
  private @Nullable FieldRun maker;
  private FieldSlot[] slots = new FieldSlot[0];
  private FieldRun[] runs = new FieldRun[0];
  private final Map<String, FieldSlot> byName = new HashMap<>();
  private final boolean ownHash;

  private static final FieldSlot[] NO_SLOTS = new FieldSlot[0];

  BeanCodec(Class<?> type, WireClass wire) {
    super(type);
    this.wire = wire;
    this.ownHash = hasOwnHash(type);
  }

  private static boolean hasOwnHash(Class<?> type) {
    try {
      return type.getMethod("hashCode").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException impossible) {
      return true;
    }
  }

  /**
   * Completes this codec; its fields may be of its own type, so it exists before they do.
   *
   * @param maker makes instances; null if {@code constructor} must
   */
  void init(
      Constructor<?> constructor,
      @Nullable FieldRun maker,
      List<FieldSlot> slots,
      List<FieldRun> runs) {
    this.constructor = constructor;
    this.maker = maker;
    this.slots = slots.toArray(new FieldSlot[0]);
    this.runs = runs.toArray(new FieldRun[0]);
    for (FieldSlot slot : slots) {
      // A superclass's field of the same name comes first and loses, as with Dubbo's reader.
      byName.put(slot.name(), slot);
    }
  }

  @Override
  WireClass wireClass() {
    return wire;
  }

  /** The fields, if the class has a hash code of its own that may visit them. */
  FieldSlot[] slotsHashed() {
    return ownHash ? slots : NO_SLOTS;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (value.getClass() != type()) {
      out.scope().writer(value, this).write(out, value);
    } else if (!out.writeReference(value)) {
      out.enter();
      out.writeObjectBegin(wire);
      for (FieldRun run : runs) {
        run.write(out, value);
      }
      out.leave();
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    ClassDef def = in.objectDefinition(tag, wire);
    if (def != null) {
      return def.matches(wire) || def.name().equals(wire.name())
          ? readObject(in, def)
          : in.scope().object(def.name(), this).readObject(in, def);
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    if (Tags.isMap(tag)) {
      in.mapBegin(tag);
      String name = in.containerType();
      return name == null || name.equals(wire.name())
          ? readMap(in, name)
          : in.scope().object(name, this).readMap(in, name);
    }
    throw in.unexpected(tag, expected());
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    Object bean = make(in);
    int number = in.open(bean);
    in.allocate(8L * slots.length);
    if (def.matches(wire)) {
      for (FieldRun run : runs) {
        run.read(in, bean);
      }
    } else {
      for (int i = 0; i < def.fieldCount(); i++) {
        readField(in, bean, def.field(i));
      }
    }
    in.close(number);
    return bean;
  }

  @Override
  Object readMap(HessianInput in, @Nullable String wireType) {
    Object bean = make(in);
    int number = in.open(bean);
    in.allocate(8L * slots.length);
    while (!in.nextIsEnd()) {
      in.count(1);
      String name = in.readString();
      readField(in, bean, name == null ? "" : name);
    }
    in.close(number);
    return bean;
  }

  private void readField(HessianInput in, Object bean, String name) {
    FieldSlot slot = byName.get(name);
    if (slot == null) {
      in.skip();
    } else {
      slot.read(in, bean);
    }
  }

  private Object make(HessianInput in) {
    FieldRun generated = maker;
    try {
      return generated != null
          ? generated.make(in)
          : Maker.make(Objects.requireNonNull(constructor));
    } catch (RuntimeException thrown) {
      throw in.invalid(expected() + " cannot be made: " + thrown, thrown);
    }
  }
}
