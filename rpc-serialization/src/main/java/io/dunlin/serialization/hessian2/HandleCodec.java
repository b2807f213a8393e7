package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JDK value with a form of its own on the wire: an object of a class that Dubbo's readers resolve
 * to the value, or of the value's own class with other fields than it has. Such values have no
 * identity worth keeping: they take a number and are never referred to.
 */
@HotPath
final class HandleCodec extends ValueCodec {
  private final WireClass wire;
  private final ValueCodec[] codecs;
  private final Function<Object, @Nullable Object[]> apart;
  private final Function<@Nullable Object[], Object> together;

  /**
   * A codec of {@code type}.
   *
   * @param codecs one for each field of {@code wire}
   * @param apart the values of the fields
   * @param together the value they stand for; what it throws becomes a decoding error
   */
  HandleCodec(
      Class<?> type,
      WireClass wire,
      ValueCodec[] codecs,
      Function<Object, @Nullable Object[]> apart,
      Function<@Nullable Object[], Object> together) {
    super(type);
    this.wire = wire;
    this.codecs = codecs;
    this.apart = apart;
    this.together = together;
  }

  @Override
  WireClass wireClass() {
    return wire;
  }

  @Override
  boolean isSimpleKey() {
    return Comparable.class.isAssignableFrom(type());
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
      return;
    }
    out.takeReference();
    out.writeObjectBegin(wire);
    @Nullable Object[] fields = apart.apply(value);
    for (int i = 0; i < fields.length; i++) {
      codecs[i].write(out, fields[i]);
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    ClassDef def = in.objectDefinition(tag, wire);
    if (def == null) {
      throw in.unexpected(tag, expected());
    }
    if (!def.matches(wire) && !def.name().equals(wire.name())) {
      // Another class may stand for a value of this type, such as a ZoneOffset for a ZoneId.
      return in.scope().object(def.name(), this).readObject(in, def);
    }
    return readObject(in, def);
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    int number = in.open(HessianInput.IN_PROGRESS);
    @Nullable Object[] values = new @Nullable Object[codecs.length];
    for (int i = 0; i < def.fieldCount(); i++) {
      int field = def.matches(wire) ? i : indexOf(def.field(i));
      if (field < 0) {
        in.skip();
      } else {
        values[field] = codecs[field].read(in);
      }
    }
    Object value;
    try {
      value = together.apply(values);
    } catch (io.dunlin.RpcException own) {
      throw own;
    } catch (RuntimeException wrong) {
      throw in.invalid("no " + expected() + " is " + java.util.Arrays.toString(values), wrong);
    }
    in.resolve(number, value);
    in.close(number);
    return value;
  }

  private int indexOf(String name) {
    for (int i = 0; i < codecs.length; i++) {
      if (wire.field(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
