package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays of primitives: typed lists, but for bytes and chars, which are binary and a string. */
@HotPath
final class PrimitiveArrayCodecs {
  private PrimitiveArrayCodecs() {}

  /** The codec of a one-dimensional array class of primitives; null if it is none. */
  static @Nullable ValueCodec of(Class<?> array) {
    Class<?> component = array.getComponentType();
    if (component == byte.class) {
      return new Bytes();
    }
    if (component == char.class) {
      return new Chars();
    }
    if (component == int.class) {
      return new Ints();
    }
    if (component == long.class) {
      return new Longs();
    }
    if (component == short.class) {
      return new Shorts();
    }
    if (component == boolean.class) {
      return new Booleans();
    }
    if (component == float.class) {
      return new Floats();
    }
    if (component == double.class) {
      return new Doubles();
    }
    return null;
  }

  /** {@code byte[]}: takes no reference number. */
  private static final class Bytes extends ValueCodec {
    Bytes() {
      super(byte[].class);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      out.writeBytes((byte @Nullable []) value);
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return in.readBytes();
    }
  }

  /** {@code char[]}: a string. */
  private static final class Chars extends ValueCodec {
    Chars() {
      super(char[].class);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      out.writeString(value == null ? null : new String((char[]) value));
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      String text = in.readString();
      return text == null ? null : text.toCharArray();
    }
  }

  /** What the others have in common. */
  private abstract static class Numbers extends ValueCodec {
    private final int bytesEach;

    Numbers(Class<?> type, int bytesEach) {
      super(type);
      this.bytesEach = bytesEach;
    }

    /** Writes a list's head, unless the array is null or was written before. */
    final boolean begin(HessianOutput out, @Nullable Object value, String wireType, int length) {
      if (value == null) {
        out.writeNull();
        return false;
      }
      if (out.writeReference(value)) {
        return false;
      }
      out.writeListBegin(wireType, length);
      return true;
    }

    @Override
    public final @Nullable Object read(HessianInput in) {
      int tag = in.tag();
      if (Tags.isList(tag)) {
        return readList(in, in.listBegin(tag), null);
      }
      if (tag == 'N') {
        return null;
      }
      if (tag == 'Q') {
        return in.reference(this);
      }
      throw in.mismatch(tag, this);
    }

    @Override
    final Object readList(HessianInput in, int length, @Nullable String ignored) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        in.checkLength(length, bytesEach);
      }
      int number = in.open(HessianInput.IN_PROGRESS);
      Object values = readValues(in, length);
      in.resolve(number, values);
      in.close(number);
      return values;
    }

    abstract Object readValues(HessianInput in, int length);

    final void more(HessianInput in) {
      in.count(1);
      in.allocate(bytesEach);
    }
  }

  private static final class Ints extends Numbers {
    Ints() {
      super(int[].class, 4);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      int[] values = (int[]) (value == null ? new int[0] : value);
      if (begin(out, value, "[int", values.length)) {
        for (int each : values) {
          out.writeInt(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readInt();
        }
        return values;
      }
      int[] values = new int[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readInt();
      }
      return Arrays.copyOf(values, size);
    }
  }

  private static final class Longs extends Numbers {
    Longs() {
      super(long[].class, 8);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      long[] values = (long[]) (value == null ? new long[0] : value);
      if (begin(out, value, "[long", values.length)) {
        for (long each : values) {
          out.writeLong(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readLong();
        }
        return values;
      }
      long[] values = new long[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readLong();
      }
      return Arrays.copyOf(values, size);
    }
  }

  private static final class Shorts extends Numbers {
    Shorts() {
      super(short[].class, 2);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      short[] values = (short[]) (value == null ? new short[0] : value);
      if (begin(out, value, "[short", values.length)) {
        for (short each : values) {
          out.writeInt(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        short[] values = new short[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readShort();
        }
        return values;
      }
      short[] values = new short[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readShort();
      }
      return Arrays.copyOf(values, size);
    }
  }

  private static final class Booleans extends Numbers {
    Booleans() {
      super(boolean[].class, 1);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      boolean[] values = (boolean[]) (value == null ? new boolean[0] : value);
      if (begin(out, value, "[boolean", values.length)) {
        for (boolean each : values) {
          out.writeBoolean(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        boolean[] values = new boolean[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readBoolean();
        }
        return values;
      }
      boolean[] values = new boolean[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readBoolean();
      }
      return Arrays.copyOf(values, size);
    }
  }

  private static final class Floats extends Numbers {
    Floats() {
      super(float[].class, 4);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      float[] values = (float[]) (value == null ? new float[0] : value);
      if (begin(out, value, "[float", values.length)) {
        for (float each : values) {
          out.writeFloat(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readFloat();
        }
        return values;
      }
      float[] values = new float[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readFloat();
      }
      return Arrays.copyOf(values, size);
    }
  }

  private static final class Doubles extends Numbers {
    Doubles() {
      super(double[].class, 8);
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      double[] values = (double[]) (value == null ? new double[0] : value);
      if (begin(out, value, "[double", values.length)) {
        for (double each : values) {
          out.writeDouble(each);
        }
      }
    }

    @Override
    Object readValues(HessianInput in, int length) {
      if (length != HessianInput.UNKNOWN_LENGTH) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readDouble();
        }
        return values;
      }
      double[] values = new double[8];
      int size = 0;
      while (!in.nextIsEnd()) {
        more(in);
        if (size == values.length) {
          values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = in.readDouble();
      }
      return Arrays.copyOf(values, size);
    }
  }
}
