package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.serialization.objects.TypeKinds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codecs of primitives, their boxes, strings and dates, which take no reference number. */
@HotPath
final class ScalarCodecs {
  static final ValueCodec STRING = new Text();
  static final ValueCodec INT = new Int(false);
  private static final Map<Class<?>, ValueCodec> ALL = all();

  private ScalarCodecs() {}

  private static Map<Class<?>, ValueCodec> all() {
    Map<Class<?>, ValueCodec> all = new HashMap<>();
    all.put(boolean.class, new Bool(true));
    all.put(Boolean.class, new Bool(false));
    all.put(byte.class, new Octet(true));
    all.put(Byte.class, new Octet(false));
    all.put(short.class, new Short16(true));
    all.put(Short.class, new Short16(false));
    all.put(char.class, new Char(true));
    all.put(Character.class, new Char(false));
    all.put(int.class, new Int(true));
    all.put(Integer.class, INT);
    all.put(long.class, new Long64(true));
    all.put(Long.class, new Long64(false));
    all.put(float.class, new Float32(true));
    all.put(Float.class, new Float32(false));
    all.put(double.class, new Double64(true));
    all.put(Double.class, new Double64(false));
    all.put(void.class, new Nothing());
    all.put(Void.class, new Nothing());
    all.put(String.class, STRING);
    all.put(Date.class, new UtilDate());
    return Map.copyOf(all);
  }

  /** The codec of a type of kind SCALAR. */
  static ValueCodec of(Class<?> type) {
    ValueCodec known = ALL.get(type);
    if (known != null) {
      return known;
    }
    if (TypeKinds.isSqlDate(type)) {
      return new SqlDate(type, false);
    }
    throw new IllegalArgumentException(type.getName());
  }

  /** The codec of a field of this type, where it differs from {@link #of}; else null. */
  static @Nullable ValueCodec ofField(Class<?> type) {
    return TypeKinds.isSqlDate(type) ? new SqlDate(type, true) : null;
  }

  /** The scalars that have one class only, for open positions. */
  static Map<Class<?>, ValueCodec> boxed() {
    Map<Class<?>, ValueCodec> boxed = new HashMap<>(ALL);
    boxed.keySet().removeIf(Class::isPrimitive);
    boxed.remove(Void.class);
    return boxed;
  }

  /** A codec whose primitive reads null as zero, and whose box keeps it. */
  private abstract static class Boxed extends ValueCodec {
    private final boolean primitive;

    Boxed(Class<?> type, boolean primitive) {
      super(type);
      this.primitive = primitive;
    }

    final boolean isNull(HessianInput in) {
      return !primitive && in.nextIsNull();
    }

    @Override
    boolean isSimpleKey() {
      return true;
    }
  }

  private static final class Bool extends Boxed {
    Bool(boolean primitive) {
      super(Boolean.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeBoolean((Boolean) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readBoolean();
    }
  }

  private static final class Octet extends Boxed {
    Octet(boolean primitive) {
      super(Byte.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeInt((Byte) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readByte();
    }
  }

  private static final class Short16 extends Boxed {
    Short16(boolean primitive) {
      super(Short.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeInt((Short) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readShort();
    }
  }

  private static final class Char extends Boxed {
    Char(boolean primitive) {
      super(Character.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeChar((Character) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readChar();
    }
  }

  private static final class Int extends Boxed {
    Int(boolean primitive) {
      super(Integer.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeInt((Integer) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readInt();
    }
  }

  private static final class Long64 extends Boxed {
    Long64(boolean primitive) {
      super(Long.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeLong((Long) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readLong();
    }
  }

  private static final class Float32 extends Boxed {
    Float32(boolean primitive) {
      super(Float.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        // Through its decimal text, as Dubbo does with a float that is no field: 0.1f is 0.1.
        out.writeDouble(Double.parseDouble(value.toString()));
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readFloat();
    }
  }

  private static final class Double64 extends Boxed {
    Double64(boolean primitive) {
      super(Double.class, primitive);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeDouble((Double) value);
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return isNull(in) ? null : (Object) in.readDouble();
    }
  }

  private static final class Text extends ValueCodec {
    Text() {
      super(String.class);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      out.writeString((String) value);
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return in.readString();
    }

    @Override
    boolean isSimpleKey() {
      return true;
    }
  }

  /** {@code void}: whatever is sent is passed over. */
  private static final class Nothing extends ValueCodec {
    Nothing() {
      super(Void.class);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      out.writeNull();
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      in.skip();
      return null;
    }
  }

  private static final class UtilDate extends ValueCodec {
    UtilDate() {
      super(Date.class);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
      } else {
        out.writeDate(((Date) value).getTime());
      }
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return in.nextIsNull() ? null : new Date(in.readDate());
    }

    @Override
    boolean isSimpleKey() {
      return true;
    }
  }

  /**
   * A date of java.sql: a plain date as a field, so nanoseconds are lost; elsewhere an object with
   * that date. Both are read in both places.
   */
  private static final class SqlDate extends ValueCodec {
    private final MethodHandle maker;
    private final WireClass wire;
    private final boolean field;

    SqlDate(Class<?> type, boolean field) {
      super(type);
      this.field = field;
      this.wire = new WireClass(type.getName(), "value");
      try {
        maker =
            MethodHandles.publicLookup()
                .findConstructor(type, MethodType.methodType(void.class, long.class))
                .asType(MethodType.methodType(Object.class, long.class));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      if (value == null) {
        out.writeNull();
        return;
      }
      if (!field) {
        out.takeReference();
        out.writeObjectBegin(wire);
      }
      out.writeDate(((Date) value).getTime());
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      if (in.nextIsNull()) {
        return null;
      }
      if (in.nextIsDate()) {
        return made(in, in.readDate());
      }
      int tag = in.tag();
      if (tag == 'Q') {
        return in.reference(this);
      }
      ClassDef def = in.objectDefinition(tag, wire);
      if (def == null || !def.matches(wire)) {
        throw in.unexpected(tag, "a date");
      }
      return readObject(in, def);
    }

    @Override
    Object readObject(HessianInput in, ClassDef def) {
      int number = in.open(HessianInput.IN_PROGRESS);
      Object made = made(in, in.readDate());
      in.resolve(number, made);
      in.close(number);
      return made;
    }

    private Object made(HessianInput in, long millis) {
      try {
        return maker.invokeExact(millis);
      } catch (Throwable impossible) {
        throw in.invalid("a date that cannot be made", impossible);
      }
    }

    @Override
    boolean isSimpleKey() {
      return true;
    }
  }
}
