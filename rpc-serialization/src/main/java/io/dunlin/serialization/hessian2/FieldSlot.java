package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.objects.ClassShape;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One field of a class and the codec of its type. Gets and sets it by reflection, which serves
 * where generated code does not: final fields, fields in another order than ours, exceptions.
 */
final class FieldSlot {
  private final Field field;
  private final ValueCodec codec;

  private FieldSlot(Field field, ValueCodec codec) {
    this.field = field;
    this.codec = codec;
  }

  /** The slot of {@code member}, whose class's package is open to us. */
  static FieldSlot of(ClassShape.Member member, ValueCodec codec) {
    // Looked up anew for each slot, so this changes nobody else's field object.
    member.field().setAccessible(true);
    return new FieldSlot(member.field(), codec);
  }

  String name() {
    return field.getName();
  }

  Field field() {
    return field;
  }

  ValueCodec codec() {
    return codec;
  }

  Class<?> declared() {
    return field.getType();
  }

  /** Writes the field of {@code owner}. */
  void write(HessianOutput out, Object owner) {
    Object value = get(owner);
    if (field.getType() == float.class) {
      out.writeFloat((Float) java.util.Objects.requireNonNull(value));
    } else {
      codec.write(out, value);
    }
  }

  /** The field's value. */
  @Nullable Object get(Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads a value into the field of {@code owner}. */
  void read(HessianInput in, Object owner) {
    set(owner, codec.read(in));
  }

  /** Sets the field, final or not; not one of a record. */
  void set(Object owner, @Nullable Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
