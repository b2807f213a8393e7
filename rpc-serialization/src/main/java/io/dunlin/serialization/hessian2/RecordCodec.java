package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record: written like a class, made by its canonical constructor when all components have been
 * read. So nothing inside a record may refer back to it.
 */
@HotPath
final class RecordCodec extends ValueCodec {
  private final WireClass wire;
  private @Nullable MethodHandle maker;
  private FieldSlot[] slots = new FieldSlot[0];
  private @Nullable Object[] absent = new @Nullable Object[0];
  private final Map<String, Integer> byName = new HashMap<>();

  RecordCodec(Class<?> type, WireClass wire) {
    super(type);
    this.wire = wire;
  }

  void init(MethodHandle maker, List<FieldSlot> slots) {
    this.maker = maker;
    this.slots = slots.toArray(new FieldSlot[0]);
    this.absent = new @Nullable Object[this.slots.length];
    for (int i = 0; i < this.slots.length; i++) {
      byName.put(this.slots[i].name(), i);
      Class<?> declared = this.slots[i].declared();
      absent[i] = declared.isPrimitive() ? Array.get(Array.newInstance(declared, 1), 0) : null;
    }
  }

  @Override
  WireClass wireClass() {
    return wire;
  }

  FieldSlot[] slots() {
    return slots;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (!out.writeReference(value)) {
      out.enter();
      out.writeObjectBegin(wire);
      for (FieldSlot slot : slots) {
        slot.write(out, value);
      }
      out.leave();
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    ClassDef def = in.objectDefinition(tag, wire);
    if (def != null) {
      if (!def.matches(wire) && !def.name().equals(wire.name())) {
        throw in.scope().refused(def.name(), this);
      }
      return readObject(in, def);
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
      if (name != null && !name.equals(wire.name())) {
        throw in.scope().refused(name, this);
      }
      return readMap(in, name);
    }
    throw in.unexpected(tag, expected());
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    int number = in.open(HessianInput.IN_PROGRESS);
    in.allocate(16L * slots.length);
    @Nullable Object[] values = absent.clone();
    if (def.matches(wire)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = slots[i].codec().read(in);
      }
    } else {
      for (int i = 0; i < def.fieldCount(); i++) {
        readComponent(in, values, def.field(i));
      }
    }
    return made(in, number, values);
  }

  @Override
  Object readMap(HessianInput in, @Nullable String wireType) {
    int number = in.open(HessianInput.IN_PROGRESS);
    in.allocate(16L * slots.length);
    @Nullable Object[] values = absent.clone();
    while (!in.nextIsEnd()) {
      in.count(1);
      String name = in.readString();
      readComponent(in, values, name == null ? "" : name);
    }
    return made(in, number, values);
  }

  private void readComponent(HessianInput in, @Nullable Object[] values, String name) {
    Integer index = byName.get(name);
    if (index == null) {
      in.skip();
    } else {
      values[index] = slots[index].codec().read(in);
    }
  }

  private Object made(HessianInput in, int number, @Nullable Object[] values) {
    Object made;
    try {
      made = java.util.Objects.requireNonNull(maker).invokeExact(values);
    } catch (Exception thrown) {
      throw in.invalid(expected() + " cannot be made: " + thrown, thrown);
    } catch (Throwable error) {
      throw new LinkageError(expected() + " cannot be made", error);
    }
    in.resolve(number, made);
    in.close(number);
    return made;
  }
}
