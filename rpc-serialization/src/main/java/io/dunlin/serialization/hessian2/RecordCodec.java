package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.RpcException;
import io.dunlin.serialization.objects.Maker;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record: written like a class, made by its canonical constructor when all components have been
 * read. So nothing inside a record may refer back to it.
 */
@HotPath
final class RecordCodec extends ValueCodec {
  private final WireClass wire;
  private @Nullable Constructor<?> constructor;
  private @Nullable FieldRun maker;
  private FieldRun[] runs = new FieldRun[0];
  private FieldSlot[] slots = new FieldSlot[0];
  private @Nullable Object[] absent = new @Nullable Object[0];
  private final Map<String, Integer> byName = new HashMap<>();

  RecordCodec(Class<?> type, WireClass wire) {
    super(type);
    this.wire = wire;
  }

  /**
   * Completes this codec; its components may hold its own type, so it exists before they do.
   *
   * @param maker makes records from what it reads; null if {@code constructor} must
   */
  void init(
      Constructor<?> constructor,
      @Nullable FieldRun maker,
      List<FieldSlot> slots,
      List<FieldRun> runs) {
    this.constructor = constructor;
    this.maker = maker;
    this.runs = runs.toArray(new FieldRun[0]);
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
    if (maker != null && def.matches(wire)) {
      return made(in, number, maker, null);
    }
    @Nullable Object[] values = absent.clone();
    for (int i = 0; i < def.fieldCount(); i++) {
      readComponent(in, values, def.field(i));
    }
    return made(in, number, null, values);
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
    return made(in, number, null, values);
  }

  private void readComponent(HessianInput in, @Nullable Object[] values, String name) {
    Integer index = byName.get(name);
    if (index == null) {
      in.skip();
    } else {
      values[index] = slots[index].codec().read(in);
    }
  }

  private Object made(
      HessianInput in,
      int number,
      @Nullable FieldRun generated,
      @Nullable Object @Nullable [] values) {
    Object made;
    try {
      made =
          generated != null
              ? generated.make(in)
              : Maker.make(Objects.requireNonNull(constructor), Objects.requireNonNull(values));
    } catch (RpcException own) {
      throw own;
    } catch (RuntimeException thrown) {
      throw in.invalid(expected() + " cannot be made: " + thrown, thrown);
    }
    in.resolve(number, made);
    in.close(number);
    return made;
  }
}
