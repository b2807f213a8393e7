package io.dunlin.serialization.hessian2;

import java.util.Collections;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** An {@code EnumSet}: an object of Dubbo's handle class, with the enum class and the constants. */
final class EnumSetCodec extends ValueCodec {
  static final String WIRE_NAME = "com.alibaba.com.caucho.hessian.io.EnumSetHandler";
  private static final WireClass WIRE = new WireClass(WIRE_NAME, "type", "objects");

  EnumSetCodec() {
    super(EnumSet.class);
  }

  @Override
  WireClass wireClass() {
    return WIRE;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (!out.writeReference(value)) {
      writeContent(out, (EnumSet<?>) value);
    }
  }

  /** Writes a set whose reference number has been taken. */
  static void writeContent(HessianOutput out, EnumSet<?> set) {
    out.enter();
    out.writeObjectBegin(WIRE);
    ClassCodec.INSTANCE.write(out, classOf(set));
    out.takeReference();
    out.writeListBegin("[object", set.size());
    for (Object constant : set) {
      OpenCodec.OBJECT.write(out, constant);
    }
    out.leave();
  }

  private static <E extends Enum<E>> Class<?> classOf(EnumSet<E> set) {
    EnumSet<E> notEmpty = set.isEmpty() ? EnumSet.complementOf(set) : set;
    return notEmpty.isEmpty() ? Enum.class : notEmpty.iterator().next().getDeclaringClass();
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
    ClassDef def = in.objectDefinition(tag, WIRE);
    if (def == null) {
      throw in.unexpected(tag, expected());
    }
    if (!def.name().equals(WIRE_NAME)) {
      throw in.scope().refused(def.name(), this);
    }
    return readObject(in, def);
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    return readContent(in, def, null);
  }

  /** Reads the fields; {@code declared} is the enum's class where the declaration says it. */
  static Object readContent(HessianInput in, ClassDef def, @Nullable Class<?> declared) {
    int number = in.open(HessianInput.IN_PROGRESS);
    Class<?> constants = declared;
    Object objects = null;
    for (int i = 0; i < def.fieldCount(); i++) {
      String field = def.field(i);
      if (field.equals("type") && declared == null) {
        constants = (Class<?>) ClassCodec.INSTANCE.read(in);
      } else if (field.equals("objects")) {
        objects = in.readOpen(OpenCodec.OBJECT);
      } else {
        in.skip();
      }
    }
    if (constants == null || !constants.isEnum()) {
      throw in.malformed("an EnumSet of " + constants);
    }
    Object[] values = objects instanceof Object[] array ? array : new Object[0];
    Object set = filled(in, constants, values);
    in.resolve(number, set);
    in.close(number);
    return set;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // checked value by value
  private static Object filled(HessianInput in, Class<?> constants, Object[] values) {
    EnumSet set = EnumSet.noneOf((Class) constants);
    for (Object value : values) {
      if (!constants.isInstance(value)) {
        throw in.malformed("an EnumSet of " + constants.getName() + " that holds another value");
      }
      Collections.addAll(set, value);
    }
    return set;
  }
}
