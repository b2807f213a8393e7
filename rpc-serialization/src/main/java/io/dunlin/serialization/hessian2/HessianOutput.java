package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.serialization.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message in Hessian 2 (protocol 2.1 to 2.6). Public for the classes generated for
 * users' types; used by one thread at a time.
 *
 * <p>Containers are numbered in the order in which they begin and written once: the second time, a
 * reference to the number is written (2.5). Values that have no identity worth keeping, such as
 * dates of java.time, take a number but are never referred to.
 */
@HotPath
public final class HessianOutput {
  private static final int MAX_STRING_CHUNK = 0x8000;
  private static final int MAX_BINARY_CHUNK = 0x8000;

  /** Below this many containers a scan of the array beats hashing. */
  private static final int SCAN_LIMIT = 16;

  /** Below this many characters a loop beats a copy made by the string itself. */
  private static final int LONG_STRING = 80;

  private static final Object[] NO_REFERENCES = new Object[0];
  private static final WireClass[] NO_CLASSES = new WireClass[0];
  private static final String[] NO_TYPES = new String[0];

  private final ByteSink sink;
  private final Scope scope;
  private byte[] buf;
  private int pos;
  private int end;
  private int depth;

  private @Nullable Object[] references = NO_REFERENCES;
  private int referenceCount;
  private int @Nullable [] referenceTable;
  private WireClass[] classes = NO_CLASSES;
  private int classCount;
  private String[] types = NO_TYPES;
  private int typeCount;

  HessianOutput(ByteSink sink, Scope scope) {
    this.sink = sink;
    this.scope = scope;
    this.buf = sink.array();
  }

  /** Goes on where the sink stands. */
  void begin() {
    buf = sink.array();
    pos = sink.position();
    end = sink.limit();
  }

  /** Leaves the sink behind the last byte written. */
  void end() {
    sink.position(pos);
  }

  Scope scope() {
    return scope;
  }

  private void need(int bytes) {
    if (end - pos < bytes) {
      sink.position(pos);
      sink.ensure(bytes);
      begin();
    }
  }

  /** Writes one byte as it is. */
  void writeByte(int value) {
    need(1);
    buf[pos++] = (byte) value;
  }

  /** Writes null. */
  public void writeNull() {
    writeByte('N');
  }

  /** Writes a boolean. */
  public void writeBoolean(boolean value) {
    writeByte(value ? 'T' : 'F');
  }

  /** Writes an int; bytes and shorts are ints on the wire. */
  public void writeInt(int value) {
    need(5);
    byte[] b = buf;
    int p = pos;
    if (value >= -16 && value <= 47) {
      b[p++] = (byte) (0x90 + value);
    } else if (value >= -2048 && value <= 2047) {
      b[p++] = (byte) (0xc8 + (value >> 8));
      b[p++] = (byte) value;
    } else if (value >= -262144 && value <= 262143) {
      b[p++] = (byte) (0xd4 + (value >> 16));
      b[p++] = (byte) (value >> 8);
      b[p++] = (byte) value;
    } else {
      b[p++] = 'I';
      p = putInt(b, p, value);
    }
    pos = p;
  }

  /** Writes a long. */
  public void writeLong(long value) {
    need(9);
    byte[] b = buf;
    int p = pos;
    if (value >= -8 && value <= 15) {
      b[p++] = (byte) (0xe0 + value);
    } else if (value >= -2048 && value <= 2047) {
      b[p++] = (byte) (0xf8 + (value >> 8));
      b[p++] = (byte) value;
    } else if (value >= -262144 && value <= 262143) {
      b[p++] = (byte) (0x3c + (value >> 16));
      b[p++] = (byte) (value >> 8);
      b[p++] = (byte) value;
    } else if (value == (int) value) {
      b[p++] = 0x59;
      p = putInt(b, p, (int) value);
    } else {
      b[p++] = 'L';
      p = putLong(b, p, value);
    }
    pos = p;
  }

  /** Writes a float field: widened as it is (protocol 2.3). */
  public void writeFloat(float value) {
    writeDouble(value);
  }

  /** Writes a double. Unlike Dubbo's writer, keeps the sign of zero. */
  public void writeDouble(double value) {
    need(9);
    byte[] b = buf;
    int p = pos;
    int whole = (int) value;
    if (whole == value && (whole != 0 || Double.doubleToRawLongBits(value) == 0)) {
      if (whole == 0) {
        b[p++] = 0x5b;
      } else if (whole == 1) {
        b[p++] = 0x5c;
      } else if (whole == (byte) whole) {
        b[p++] = 0x5d;
        b[p++] = (byte) whole;
      } else if (whole == (short) whole) {
        b[p++] = 0x5e;
        b[p++] = (byte) (whole >> 8);
        b[p++] = (byte) whole;
      } else {
        p = putDouble(b, p, value);
      }
    } else {
      p = putDouble(b, p, value);
    }
    pos = p;
  }

  private static int putDouble(byte[] b, int p, double value) {
    int milli = (int) (value * 1000);
    if (milli != 0 && 0.001 * milli == value) {
      b[p++] = 0x5f;
      return putInt(b, p, milli);
    }
    b[p++] = 'D';
    return putLong(b, p, Double.doubleToLongBits(value));
  }

  private static int putInt(byte[] b, int p, int value) {
    b[p] = (byte) (value >> 24);
    b[p + 1] = (byte) (value >> 16);
    b[p + 2] = (byte) (value >> 8);
    b[p + 3] = (byte) value;
    return p + 4;
  }

  private static int putLong(byte[] b, int p, long value) {
    return putInt(b, putInt(b, p, (int) (value >> 32)), (int) value);
  }

  /** Writes a point in time, milliseconds since 1970. */
  public void writeDate(long millis) {
    need(9);
    long minutes = millis / 60000;
    if (minutes * 60000 == millis && minutes == (int) minutes) {
      buf[pos++] = 0x4b;
      pos = putInt(buf, pos, (int) minutes);
    } else {
      buf[pos++] = 0x4a;
      pos = putLong(buf, pos, millis);
    }
  }

  /** Writes a char: a string of one. */
  public void writeChar(char value) {
    need(4);
    buf[pos++] = 1;
    pos = putChar(buf, pos, value);
  }

  /** Writes a string or null. */
  public void writeString(@Nullable String value) {
    if (value == null) {
      writeNull();
      return;
    }
    int length = value.length();
    if (length > MAX_STRING_CHUNK) {
      writeChunks(value, length);
      return;
    }
    need(length + 3);
    byte[] b = buf;
    int p = pos;
    if (length < 32) {
      b[p++] = (byte) length;
    } else if (length < 1024) {
      b[p++] = (byte) (0x30 + (length >> 8));
      b[p++] = (byte) length;
    } else {
      b[p++] = 'S';
      b[p++] = (byte) (length >> 8);
      b[p++] = (byte) length;
    }
    pos = p;
    if (length < LONG_STRING || !copyAscii(value, length)) {
      writeUnits(value, 0, length);
    }
  }

  private void writeChunks(String value, int length) {
    int from = 0;
    while (length - from > MAX_STRING_CHUNK) {
      int size = MAX_STRING_CHUNK;
      // A pair of surrogates stays in one chunk, as with Dubbo's writer.
      if (Character.isHighSurrogate(value.charAt(from + size - 1))) {
        size--;
      }
      need(size + 3);
      buf[pos++] = 'R';
      buf[pos++] = (byte) (size >> 8);
      buf[pos++] = (byte) size;
      writeUnits(value, from, from + size);
      from += size;
    }
    need(3);
    buf[pos++] = 'S';
    buf[pos++] = (byte) ((length - from) >> 8);
    buf[pos++] = (byte) (length - from);
    writeUnits(value, from, length);
  }

  /** Copies a string of ASCII at once; false if it is none, or that would take long to find out. */
  private boolean copyAscii(String value, int length) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    // As many bytes as chars is ASCII, unless a lone surrogate became a question mark.
    if (bytes.length != length || contains(bytes, (byte) '?')) {
      return false;
    }
    System.arraycopy(bytes, 0, buf, pos, length);
    pos += length;
    return true;
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    boolean found = false;
    for (byte b : bytes) {
      found |= b == wanted;
    }
    return found;
  }

  /** Writes UTF-16 units in one to three bytes each; room for one each is there. */
  private void writeUnits(String value, int from, int to) {
    byte[] b = buf;
    int p = pos;
    int i = from;
    for (; i < to; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        break;
      }
      b[p++] = (byte) c;
    }
    pos = p;
    if (i < to) {
      need((to - i) * 3);
      b = buf;
      p = pos;
      for (; i < to; i++) {
        p = putChar(b, p, value.charAt(i));
      }
      pos = p;
    }
  }

  private static int putChar(byte[] b, int p, char c) {
    if (c < 0x80) {
      b[p++] = (byte) c;
    } else if (c < 0x800) {
      b[p++] = (byte) (0xc0 | (c >> 6));
      b[p++] = (byte) (0x80 | (c & 0x3f));
    } else {
      b[p++] = (byte) (0xe0 | (c >> 12));
      b[p++] = (byte) (0x80 | ((c >> 6) & 0x3f));
      b[p++] = (byte) (0x80 | (c & 0x3f));
    }
    return p;
  }

  /** Writes bytes or null. */
  public void writeBytes(byte @Nullable [] value) {
    if (value == null) {
      writeNull();
      return;
    }
    int from = 0;
    int length = value.length;
    while (length - from > MAX_BINARY_CHUNK) {
      need(MAX_BINARY_CHUNK + 3);
      buf[pos++] = 'A';
      buf[pos++] = (byte) (MAX_BINARY_CHUNK >> 8);
      buf[pos++] = (byte) MAX_BINARY_CHUNK;
      System.arraycopy(value, from, buf, pos, MAX_BINARY_CHUNK);
      pos += MAX_BINARY_CHUNK;
      from += MAX_BINARY_CHUNK;
    }
    int rest = length - from;
    need(rest + 3);
    if (rest < 16) {
      buf[pos++] = (byte) (0x20 + rest);
    } else if (rest < 1024) {
      buf[pos++] = (byte) (0x34 + (rest >> 8));
      buf[pos++] = (byte) rest;
    } else {
      buf[pos++] = 'B';
      buf[pos++] = (byte) (rest >> 8);
      buf[pos++] = (byte) rest;
    }
    System.arraycopy(value, from, buf, pos, rest);
    pos += rest;
  }

  /** Whether {@code value} was written before, in which case a reference to it has been written. */
  boolean writeReference(Object value) {
    int known = known(value);
    if (known >= 0) {
      writeByte('Q');
      writeInt(known);
      return true;
    }
    return false;
  }

  private int known(Object value) {
    int count = referenceCount;
    if (count < SCAN_LIMIT) {
      @Nullable Object[] all = references;
      for (int i = 0; i < count; i++) {
        if (all[i] == value) {
          return i;
        }
      }
      append(value);
      return -1;
    }
    int[] table = referenceTable;
    if (table == null || count >= table.length >> 1) {
      table = rehash();
    }
    int mask = table.length - 1;
    int slot = spread(value) & mask;
    while (table[slot] != 0) {
      int index = table[slot] - 1;
      if (references[index] == value) {
        return index;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = count + 1;
    append(value);
    return -1;
  }

  private int[] rehash() {
    int[] table = new int[Math.max(64, Integer.highestOneBit(referenceCount) << 2)];
    int mask = table.length - 1;
    for (int i = 0; i < referenceCount; i++) {
      Object value = references[i];
      if (value != null) {
        int slot = spread(value) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = i + 1;
      }
    }
    referenceTable = table;
    return table;
  }

  private static int spread(Object value) {
    int hash = System.identityHashCode(value);
    return hash ^ (hash >>> 15);
  }

  private void append(@Nullable Object value) {
    if (referenceCount == references.length) {
      references = Arrays.copyOf(references, Math.max(16, referenceCount * 2));
    }
    references[referenceCount++] = value;
  }

  /** Takes the number of a container that will never be referred to. */
  void takeReference() {
    append(null);
  }

  /** Begins an object of {@code wireClass}; its fields' values follow. */
  void writeObjectBegin(WireClass wireClass) {
    int index = 0;
    while (index < classCount && classes[index] != wireClass) {
      index++;
    }
    if (index == classCount) {
      if (classCount == classes.length) {
        classes = Arrays.copyOf(classes, Math.max(4, classCount * 2));
      }
      classes[classCount++] = wireClass;
      byte[] definition = wireClass.definition();
      need(definition.length);
      System.arraycopy(definition, 0, buf, pos, definition.length);
      pos += definition.length;
    }
    if (index < 16) {
      writeByte(0x60 + index);
    } else {
      writeByte('O');
      writeInt(index);
    }
  }

  /** Begins a list of {@code length} values that follow; {@code type} null for an untyped one. */
  void writeListBegin(@Nullable String type, int length) {
    if (type == null) {
      if (length < 8) {
        writeByte(0x78 + length);
      } else {
        writeByte('X');
        writeInt(length);
      }
    } else if (length < 8) {
      writeByte(0x70 + length);
      writeType(type);
    } else {
      writeByte('V');
      writeType(type);
      writeInt(length);
    }
  }

  /** Begins a map; keys and values follow, then {@link #writeEnd}. */
  void writeMapBegin(@Nullable String type) {
    if (type == null) {
      writeByte('H');
    } else {
      writeByte('M');
      writeType(type);
    }
  }

  /** Ends a map. */
  void writeEnd() {
    writeByte('Z');
  }

  private void writeType(String type) {
    for (int i = 0; i < typeCount; i++) {
      if (types[i].equals(type)) {
        writeInt(i);
        return;
      }
    }
    if (typeCount == types.length) {
      types = Arrays.copyOf(types, Math.max(4, typeCount * 2));
    }
    types[typeCount++] = type;
    writeString(type);
  }

  /** Goes one container deeper. */
  void enter() {
    if (++depth > scope.limits().maxDepth()) {
      throw HessianErrors.notEncodable(
          scope,
          "values are nested more than %d deep; flatten them or raise maxDepth on both sides"
              .formatted(scope.limits().maxDepth()),
          null);
    }
  }

  /** Comes back from a container. */
  void leave() {
    depth--;
  }
}
