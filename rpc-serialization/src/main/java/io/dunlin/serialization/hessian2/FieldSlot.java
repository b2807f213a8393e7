package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.objects.ClassShape;
import io.dunlin.serialization.objects.Maker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** One field of a class: gets and sets it through method handles, and has the codec of its type. */
final class FieldSlot {
  private final String name;
  private final ValueCodec codec;
  private final Class<?> declared;
  private final MethodHandle getter;
  private final @Nullable MethodHandle setter;

  private FieldSlot(
      String name,
      ValueCodec codec,
      Class<?> declared,
      MethodHandle getter,
      @Nullable MethodHandle setter) {
    this.name = name;
    this.codec = codec;
    this.declared = declared;
    this.getter = getter;
    this.setter = setter;
  }

  /**
   * The slot of {@code member}. A record's field has no setter; any other final field has one, as
   * private access to its class allows.
   */
  static FieldSlot of(ClassShape.Member member, ValueCodec codec) throws IllegalAccessException {
    Field field = member.field();
    Class<?> owner = field.getDeclaringClass();
    MethodHandles.Lookup lookup = Maker.lookupIn(owner);
    MethodHandle getter =
        lookup.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class));
    MethodHandle setter = null;
    if (!owner.isRecord()) {
      if (Modifier.isFinal(field.getModifiers())) {
        field.setAccessible(true);
      }
      setter =
          lookup
              .unreflectSetter(field)
              .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }
    return new FieldSlot(member.name(), codec, field.getType(), getter, setter);
  }

  String name() {
    return name;
  }

  ValueCodec codec() {
    return codec;
  }

  Class<?> declared() {
    return declared;
  }

  /** Writes the field of {@code owner}. */
  void write(HessianOutput out, Object owner) {
    Object value = get(owner);
    if (declared == float.class) {
      out.writeFloat((Float) value);
    } else {
      codec.write(out, value);
    }
  }

  /** The field's value. */
  Object get(Object owner) {
    try {
      return getter.invokeExact(owner);
    } catch (Throwable impossible) {
      throw new IllegalStateException(name, impossible);
    }
  }

  /** Reads a value into the field of {@code owner}. */
  void read(HessianInput in, Object owner) {
    set(owner, codec.read(in));
  }

  /** Sets the field. */
  void set(Object owner, @Nullable Object value) {
    MethodHandle present = setter;
    if (present == null) {
      throw new IllegalStateException(name + " is final");
    }
    try {
      present.invokeExact(owner, value);
    } catch (Throwable impossible) {
      throw new IllegalStateException(name, impossible);
    }
  }
}
