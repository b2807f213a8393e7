package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import io.dunlin.RpcException;
import io.dunlin.serialization.DecodeLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message in Hessian 2 (protocol 2.1 to 2.6), never trusting it. Public for the classes
 * generated for users' types; used by one thread at a time.
 *
 * <p>What the bytes may do is bounded three ways. <em>Classes</em>: codecs of declared types make
 * the values; only {@link Scope} turns a name from the wire into a codec. <em>Size</em>: depth,
 * number of values and what they will occupy are counted before anything is allocated, and a length
 * is believed only as far as there are bytes. <em>Code</em>: keys of sets and maps are hashed only
 * when everything they reach has been read, because {@code hashCode} is the users' code (see {@link
 * #defer}).
 *
 * <p>Values that nobody declared are passed over without being made. If a later reference names one
 * of them after all, it is read again from where it stands (see {@link Skipped}).
 */
@HotPath
public final class HessianInput {
  /** Stands in the table of references for a value that can be made only when it is read. */
  static final Object IN_PROGRESS = new Object();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long SIGN_BITS = 0x8080808080808080L;
  private static final int NONE = Integer.MAX_VALUE;
  private static final int MAX_NAME_CHARS = 1024;

  private static final @Nullable Object[] NO_REFERENCES = new @Nullable Object[0];
  private static final @Nullable ClassDef[] NO_DEFINITIONS = new @Nullable ClassDef[0];
  private static final @Nullable String[] NO_TYPES = new @Nullable String[0];
  private static final int[] NONE_OPEN = new int[0];

  private final byte[] buf;
  private final int end;
  private final Scope scope;
  private final DecodeLimits limits;
  private int pos;

  // Empty at first: most messages of scalars need none of them.
  private @Nullable Object[] references = NO_REFERENCES;
  private int referenceCount;
  private @Nullable ClassDef[] definitions = NO_DEFINITIONS;
  private int definitionCount;
  private @Nullable String[] types = NO_TYPES;
  private int typeCount;

  private int depth;
  private int[] open = NONE_OPEN;
  private int elements;
  private long allocated;

  /** Lowest number of a container still being read that something inside it refers back to. */
  private int tainted = NONE;

  private @Nullable List<Runnable> deferred;

  HessianInput(byte[] bytes, int from, int to, Scope scope) {
    this.buf = bytes;
    this.pos = from;
    this.end = to;
    this.scope = scope;
    this.limits = scope.limits();
  }

  /** A container that was passed over: where it stands, and the tables' sizes there. */
  private record Skipped(int position, int definitionCount, int typeCount) {}

  int position() {
    return pos;
  }

  /** How many bytes follow. */
  int remaining() {
    return end - pos;
  }

  Scope scope() {
    return scope;
  }

  // ---- bytes ----

  /** Reads the byte that begins a value. */
  int tag() {
    if (pos >= end) {
      throw HessianErrors.truncated(scope, pos);
    }
    return buf[pos++] & 0xff;
  }

  private int peek() {
    if (pos >= end) {
      throw HessianErrors.truncated(scope, pos);
    }
    return buf[pos] & 0xff;
  }

  /** Whether a null comes next, which is then read. */
  boolean nextIsNull() {
    if (peek() == 'N') {
      pos++;
      return true;
    }
    return false;
  }

  private void available(int bytes) {
    if (bytes < 0 || end - pos < bytes) {
      throw HessianErrors.truncated(scope, pos);
    }
  }

  private int u16() {
    available(2);
    int value = ((buf[pos] & 0xff) << 8) | (buf[pos + 1] & 0xff);
    pos += 2;
    return value;
  }

  private int i32() {
    available(4);
    int p = pos;
    byte[] b = buf;
    pos = p + 4;
    return (b[p] << 24) | ((b[p + 1] & 0xff) << 16) | ((b[p + 2] & 0xff) << 8) | (b[p + 3] & 0xff);
  }

  private long i64() {
    return ((long) i32() << 32) | (i32() & 0xffffffffL);
  }

  // ---- errors and limits ----

  RpcException malformed(String what) {
    return HessianErrors.malformed(scope, pos, what);
  }

  RpcException invalid(String what, @Nullable Throwable cause) {
    return HessianErrors.invalid(scope, pos, what, cause);
  }

  RpcException unexpected(int tag, String expected) {
    return HessianErrors.unexpected(scope, pos - 1, Tags.describe(tag), expected);
  }

  /** The error for a value, begun by {@code tag}, that does not belong where {@code codec} is. */
  RpcException mismatch(int tag, ValueCodec codec) {
    if (Tags.isObject(tag)) {
      ClassDef def = objectDefinition(tag, null);
      if (def != null) {
        return scope.refused(def.name(), codec);
      }
    }
    return unexpected(tag, codec.expected());
  }

  /** Counts {@code bytes} that are about to be allocated. */
  void allocate(long bytes) {
    allocated += bytes;
    if (allocated > limits.maxAllocationBytes()) {
      throw HessianErrors.limit(
          scope,
          "bytes the message would occupy",
          allocated,
          "maxAllocationBytes",
          limits.maxAllocationBytes());
    }
  }

  /** Counts {@code values} more. */
  void count(int values) {
    elements += values;
    if (elements > limits.maxElements() || elements < 0) {
      throw HessianErrors.limit(
          scope,
          "values in the message",
          elements & 0xffffffffL,
          "maxElements",
          limits.maxElements());
    }
  }

  /**
   * Checks a length that the message declares for values of at least one byte each, which will
   * occupy {@code bytesEach}.
   */
  void checkLength(int length, int bytesEach) {
    if (length < 0 || length > end - pos) {
      throw malformed("a list of " + length + " values, but only " + (end - pos) + " bytes follow");
    }
    count(length);
    allocate(16 + (long) length * bytesEach);
  }

  // ---- scalars ----

  /** Reads a boolean; null is false, a number is true unless zero. */
  public boolean readBoolean() {
    int tag = tag();
    return switch (tag) {
      case 'T' -> true;
      case 'F', 'N' -> false;
      default -> number(tag, "a boolean") != 0;
    };
  }

  /** Reads an int; null is zero. */
  public int readInt() {
    int tag = tag();
    if (tag >= 0x80 && tag <= 0xd7) {
      return smallInt(tag);
    }
    if (tag == 'I') {
      return i32();
    }
    return (int) ranged(number(tag, "an int"), Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  /** Reads a short; null is zero. */
  public short readShort() {
    return (short) ranged(number(tag(), "a short"), Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  /** Reads a byte; null is zero. */
  public byte readByte() {
    return (byte) ranged(number(tag(), "a byte"), Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  /** Reads a long; null is zero. */
  public long readLong() {
    return number(tag(), "a long");
  }

  /** Reads a float; null is zero. */
  public float readFloat() {
    return (float) readDouble();
  }

  /** Reads a double; null is zero. */
  public double readDouble() {
    int tag = tag();
    return isDouble(tag) ? doubleOf(tag) : number(tag, "a double");
  }

  /** Reads a char: the first of a string, zero for null or an empty one. */
  public char readChar() {
    int tag = tag();
    if (Tags.isNumber(tag)) {
      return (char) ranged(number(tag, "a char"), 0, Character.MAX_VALUE, "char");
    }
    String text = string(tag);
    return text == null || text.isEmpty() ? 0 : text.charAt(0);
  }

  private long ranged(long value, long min, long max, String type) {
    if (value < min || value > max) {
      throw malformed("the number " + value + " does not fit the declared " + type);
    }
    return value;
  }

  private int smallInt(int tag) {
    if (tag <= 0xbf) {
      return tag - 0x90;
    }
    if (tag <= 0xcf) {
      return (tag - 0xc8) * 256 + (tag() & 0xff);
    }
    int high = (tag - 0xd4) * 65536;
    return high + u16();
  }

  private long number(int tag, String expected) {
    if (tag >= 0x80 && tag <= 0xd7) {
      return smallInt(tag);
    }
    if (tag >= 0xd8 && tag <= 0xef) {
      return tag - 0xe0L;
    }
    if (tag >= 0xf0) {
      return (tag - 0xf8) * 256L + tag();
    }
    if (tag >= 0x38 && tag <= 0x3f) {
      return (tag - 0x3c) * 65536L + u16();
    }
    return switch (tag) {
      case 'I', 0x59 -> i32();
      case 'L' -> i64();
      case 'N', 'F' -> 0;
      case 'T' -> 1;
      default -> {
        if (!isDouble(tag)) {
          throw unexpected(tag, expected);
        }
        yield whole(doubleOf(tag), expected);
      }
    };
  }

  private long whole(double value, String expected) {
    long whole = (long) value;
    if (whole != value) {
      throw malformed("the number " + value + " where " + expected + " is declared");
    }
    return whole;
  }

  private static boolean isDouble(int tag) {
    return tag == 'D' || (tag >= 0x5b && tag <= 0x5f);
  }

  private double doubleOf(int tag) {
    return switch (tag) {
      case 0x5b -> 0;
      case 0x5c -> 1;
      case 0x5d -> (byte) tag();
      case 0x5e -> (short) u16();
      case 0x5f -> 0.001 * i32();
      default -> Double.longBitsToDouble(i64());
    };
  }

  /** Reads a point in time in milliseconds; not null. */
  long readDate() {
    int tag = tag();
    if (tag == 0x4a) {
      return i64();
    }
    if (tag == 0x4b) {
      return i32() * 60000L;
    }
    throw unexpected(tag, "a date");
  }

  /** Whether a date comes next. */
  boolean nextIsDate() {
    int tag = peek();
    return tag == 0x4a || tag == 0x4b;
  }

  /** Reads a string; numbers and booleans become their text. */
  public @Nullable String readString() {
    return string(tag());
  }

  private @Nullable String string(int tag) {
    if (tag < 0x20) {
      return chars(tag);
    }
    if (tag >= 0x30 && tag <= 0x33) {
      return chars((tag - 0x30) * 256 + tag());
    }
    return switch (tag) {
      case 'N' -> null;
      case 'S' -> chars(u16());
      case 'R' -> chunks();
      case 'T' -> "true";
      case 'F' -> "false";
      default ->
          isDouble(tag) ? Double.toString(doubleOf(tag)) : Long.toString(number(tag, "a string"));
    };
  }

  private String chunks() {
    StringBuilder text = new StringBuilder();
    int tag = 'R';
    while (tag == 'R') {
      text.append(chars(u16()));
      checkStringChars(text.length());
      tag = tag();
    }
    if (tag < 0x20) {
      text.append(chars(tag));
    } else if (tag >= 0x30 && tag <= 0x33) {
      text.append(chars((tag - 0x30) * 256 + tag()));
    } else if (tag == 'S') {
      text.append(chars(u16()));
    } else {
      throw unexpected(tag, "the next part of a string");
    }
    checkStringChars(text.length());
    return text.toString();
  }

  private void checkStringChars(int length) {
    if (length > limits.maxStringChars()) {
      throw HessianErrors.limit(
          scope, "characters of a string", length, "maxStringChars", limits.maxStringChars());
    }
  }

  private String chars(int length) {
    available(length);
    checkStringChars(length);
    allocate(40 + length);
    int p = pos;
    if (isAscii(p, length)) {
      pos = p + length;
      return length == 0 ? "" : new String(buf, p, length, StandardCharsets.ISO_8859_1);
    }
    return mixedChars(length);
  }

  private boolean isAscii(int from, int length) {
    byte[] b = buf;
    int i = from;
    int to = from + length;
    for (; i <= to - 8; i += 8) {
      if (((long) LONGS.get(b, i) & SIGN_BITS) != 0) {
        return false;
      }
    }
    int rest = 0;
    for (; i < to; i++) {
      rest |= b[i];
    }
    return rest >= 0;
  }

  private String mixedChars(int length) {
    allocate(length);
    char[] text = new char[length];
    byte[] b = buf;
    int p = pos;
    for (int i = 0; i < length; i++) {
      if (p >= end) {
        throw HessianErrors.truncated(scope, p);
      }
      int first = b[p++];
      if (first >= 0) {
        text[i] = (char) first;
      } else if ((first & 0xe0) == 0xc0 && p < end) {
        text[i] = (char) (((first & 0x1f) << 6) | continuation(b[p++]));
      } else if ((first & 0xf0) == 0xe0 && p + 1 < end) {
        int middle = continuation(b[p++]);
        text[i] = (char) (((first & 0x0f) << 12) | (middle << 6) | continuation(b[p++]));
      } else {
        // Four-byte UTF-8 is wrong here: a pair of surrogates is two units of three bytes.
        throw HessianErrors.malformed(
            scope, p - 1, "byte 0x%02x inside a string".formatted(first & 0xff));
      }
    }
    pos = p;
    return new String(text);
  }

  private int continuation(byte b) {
    if ((b & 0xc0) != 0x80) {
      throw malformed("byte 0x%02x inside a character of a string".formatted(b & 0xff));
    }
    return b & 0x3f;
  }

  /** Whether a string comes next. */
  boolean nextIsString() {
    return Tags.isString(peek());
  }

  /** Whether a value comes next that is no container and no reference. */
  boolean nextIsScalar() {
    return Tags.isScalar(peek());
  }

  /** Reads bytes. */
  public byte @Nullable [] readBytes() {
    return bytes(tag());
  }

  private byte @Nullable [] bytes(int tag) {
    if (tag == 'N') {
      return null;
    }
    if (tag >= 0x20 && tag <= 0x2f) {
      return copy(tag - 0x20);
    }
    if (tag >= 0x34 && tag <= 0x37) {
      return copy((tag - 0x34) * 256 + tag());
    }
    if (tag == 'B') {
      return copy(u16());
    }
    if (tag != 'A') {
      throw unexpected(tag, "bytes");
    }
    int start = pos;
    int total = walkBytes(null);
    allocate(16L + total);
    byte[] all = new byte[total];
    pos = start;
    walkBytes(all);
    return all;
  }

  private byte[] copy(int length) {
    available(length);
    checkBinary(length);
    allocate(16L + length);
    byte[] copy = Arrays.copyOfRange(buf, pos, pos + length);
    pos += length;
    return copy;
  }

  /** Goes over the chunks behind an {@code A}, copying them if asked to; returns their length. */
  private int walkBytes(byte @Nullable [] into) {
    int total = 0;
    int tag = 'A';
    while (true) {
      int size;
      if (tag == 'A' || tag == 'B') {
        size = u16();
      } else if (tag >= 0x20 && tag <= 0x2f) {
        size = tag - 0x20;
      } else if (tag >= 0x34 && tag <= 0x37) {
        size = (tag - 0x34) * 256 + tag();
      } else {
        throw unexpected(tag, "the next part of bytes");
      }
      available(size);
      checkBinary(total + size);
      if (into != null) {
        System.arraycopy(buf, pos, into, total, size);
      }
      pos += size;
      total += size;
      if (tag != 'A') {
        return total;
      }
      tag = tag();
    }
  }

  private void checkBinary(int length) {
    if (length > limits.maxBinaryBytes()) {
      throw HessianErrors.limit(
          scope, "bytes of one array", length, "maxBinaryBytes", limits.maxBinaryBytes());
    }
  }

  // ---- references ----

  /** Begins a container: takes its number, goes one deeper. */
  int open(@Nullable Object value) {
    int number = referenceCount;
    if (number == references.length) {
      references = Arrays.copyOf(references, Math.max(8, number * 2));
    }
    references[number] = value;
    referenceCount = number + 1;
    if (++depth > limits.maxDepth()) {
      throw HessianErrors.limit(
          scope, "values nested in one another", depth, "maxDepth", limits.maxDepth());
    }
    if (depth >= open.length) {
      open = Arrays.copyOf(open, Math.max(8, open.length * 2));
    }
    open[depth] = number;
    count(1);
    allocate(40);
    return number;
  }

  /** Says what a container that was opened is; before its content is read, where that is known. */
  void resolve(int number, Object value) {
    references[number] = value;
  }

  /** Ends a container. */
  void close(int number) {
    depth--;
    if (number <= tainted) {
      tainted = NONE;
      if (deferred != null) {
        runDeferred();
      }
    }
  }

  /**
   * Whether everything inside the container being read is complete, so that users' {@code hashCode}
   * may see it: nothing inside has referred back to a container that is still being read.
   */
  boolean isComplete() {
    return tainted == NONE;
  }

  /** Runs {@code fill} as soon as everything read so far is complete. */
  void defer(Runnable fill) {
    if (deferred == null) {
      deferred = new ArrayList<>();
    }
    deferred.add(fill);
  }

  private void runDeferred() {
    List<Runnable> fills = deferred;
    deferred = null;
    if (fills != null) {
      fills.forEach(Runnable::run);
    }
  }

  /** Resolves a back reference, the {@code Q} of which has been read, for {@code codec}. */
  @Nullable Object reference(ValueCodec codec) {
    int number = readInt();
    if (number < 0 || number >= referenceCount) {
      throw malformed("a reference to value " + number + " of " + referenceCount);
    }
    for (int i = depth; i > 0; i--) {
      if (open[i] == number) {
        tainted = Math.min(tainted, number);
        break;
      }
    }
    Object value = references[number];
    if (value instanceof Skipped skipped) {
      value = again(skipped, number, codec);
    }
    if (value == IN_PROGRESS) {
      return codec.incomplete(this);
    }
    if (value != null && !codec.accepts(value)) {
      throw HessianErrors.unexpected(
          scope, pos, "a reference to a " + value.getClass().getName(), codec.expected());
    }
    return value;
  }

  /** Reads a value that was passed over, now that somebody wants it, under its old number. */
  private @Nullable Object again(Skipped skipped, int number, ValueCodec codec) {
    final int position = pos;
    final int references = referenceCount;
    final int definitions = definitionCount;
    final int names = typeCount;
    pos = skipped.position;
    referenceCount = number;
    definitionCount = skipped.definitionCount;
    typeCount = skipped.typeCount;
    Object value = codec.read(this);
    pos = position;
    referenceCount = references;
    definitionCount = definitions;
    typeCount = names;
    return value;
  }

  // ---- class definitions and type names ----

  /**
   * The definition of the object that {@code tag} begins; null if it begins none.
   *
   * @param likely the definition that is probably next, which is then recognised by its bytes
   */
  @Nullable ClassDef objectDefinition(int tag, @Nullable WireClass likely) {
    int next = tag;
    while (next == 'C') {
      readDefinition(likely);
      next = tag();
      if (next != 'C' && next != 'O' && (next & 0xf0) != 0x60) {
        throw unexpected(next, "an object");
      }
    }
    if ((next & 0xf0) == 0x60) {
      return definition(next - 0x60);
    }
    return next == 'O' ? definition(readInt()) : null;
  }

  private ClassDef definition(int number) {
    ClassDef found = number < 0 || number >= definitionCount ? null : definitions[number];
    if (found == null) {
      throw malformed("an object of class definition " + number + " of " + definitionCount);
    }
    return found;
  }

  private void readDefinition(@Nullable WireClass likely) {
    if (definitionCount >= limits.maxClassDefinitions()) {
      throw HessianErrors.limit(
          scope,
          "class definitions",
          definitionCount + 1L,
          "maxClassDefinitions",
          limits.maxClassDefinitions());
    }
    if (likely != null && skipIfNext(likely.definition())) {
      addDefinition(likely.asRead());
      return;
    }
    String name = readName();
    int count = readInt();
    if (count < 0 || count > limits.maxFields()) {
      throw HessianErrors.limit(
          scope, "fields of class " + name, count, "maxFields", limits.maxFields());
    }
    allocate(32 + 4L * count);
    String[] fields = new String[count];
    for (int i = 0; i < count; i++) {
      fields[i] = readName();
    }
    addDefinition(new ClassDef(name, fields, scope.sameDefinition(name, fields)));
  }

  private String readName() {
    int tag = tag();
    if (!Tags.isString(tag)) {
      throw unexpected(tag, "a name");
    }
    String name = string(tag);
    if (name == null || name.length() > MAX_NAME_CHARS) {
      throw malformed("a name of more than " + MAX_NAME_CHARS + " characters");
    }
    return name;
  }

  /** Passes over {@code definition}, whose first byte has been read, if it comes next. */
  private boolean skipIfNext(byte[] definition) {
    int start = pos - 1;
    int length = definition.length;
    if (end - start >= length && Arrays.equals(buf, start, start + length, definition, 0, length)) {
      pos = start + length;
      return true;
    }
    return false;
  }

  private void addDefinition(ClassDef definition) {
    if (definitionCount == definitions.length) {
      definitions = Arrays.copyOf(definitions, Math.max(4, definitionCount * 2));
    }
    definitions[definitionCount++] = definition;
  }

  private String readType() {
    int tag = peek();
    if (Tags.isString(tag)) {
      String name = readName();
      if (typeCount >= limits.maxClassDefinitions()) {
        throw HessianErrors.limit(
            scope, "type names", typeCount + 1L, "maxClassDefinitions", typeCount);
      }
      if (typeCount == types.length) {
        types = Arrays.copyOf(types, Math.max(4, typeCount * 2));
      }
      types[typeCount++] = name;
      return name;
    }
    int number = readInt();
    String found = number < 0 || number >= typeCount ? null : types[number];
    if (found == null) {
      throw malformed("a list or map of type name " + number + " of " + typeCount);
    }
    return found;
  }

  // ---- lists and maps ----

  /** The length that {@link #listBegin} leaves for a list that ends where its end stands. */
  static final int UNKNOWN_LENGTH = -1;

  private @Nullable String containerType;

  /** The type name behind the last {@link #listBegin} or {@link #mapBegin}; null if untyped. */
  @Nullable String containerType() {
    return containerType;
  }

  /**
   * Reads the head of the list that {@code tag} begins. Its type is then in {@link #containerType}.
   *
   * @return its length, not checked yet, or {@link #UNKNOWN_LENGTH}
   */
  int listBegin(int tag) {
    containerType = null;
    if (tag >= 0x78 && tag <= 0x7f) {
      return tag - 0x78;
    }
    if (tag >= 0x70 && tag <= 0x77) {
      containerType = readType();
      return tag - 0x70;
    }
    return switch (tag) {
      case 'X' -> fixedLength();
      case 'V' -> {
        containerType = readType();
        yield fixedLength();
      }
      case 0x55 -> {
        containerType = readType();
        yield UNKNOWN_LENGTH;
      }
      default -> UNKNOWN_LENGTH;
    };
  }

  private int fixedLength() {
    int length = readInt();
    if (length < 0) {
      throw malformed("a list of " + length + " values");
    }
    return length;
  }

  /** Reads the head of the map that {@code tag} begins. */
  void mapBegin(int tag) {
    containerType = tag == 'M' ? readType() : null;
  }

  /** Whether the end of a map or list comes next, which is then read. */
  boolean nextIsEnd() {
    if (peek() == 'Z') {
      pos++;
      return true;
    }
    return false;
  }

  // ---- passing over ----

  /** Passes over one value, keeping count of references, definitions and type names. */
  public void skip() {
    int start = pos;
    int definitionsBefore = definitionCount;
    int typesBefore = typeCount;
    int tag = tag();
    if (tag == 'A') {
      walkBytes(null);
    } else if (tag == 'Q') {
      readInt();
    } else if (Tags.isScalar(tag)) {
      skipScalar(tag);
    } else {
      skipContainer(tag, start, definitionsBefore, typesBefore);
    }
  }

  private void skipContainer(int tag, int start, int definitionsBefore, int typesBefore) {
    if (Tags.isList(tag)) {
      int length = listBegin(tag);
      int number = open(new Skipped(start, definitionsBefore, typesBefore));
      for (int i = 0; length == UNKNOWN_LENGTH ? !nextIsEnd() : i < length; i++) {
        count(1);
        skip();
      }
      close(number);
    } else if (Tags.isMap(tag)) {
      mapBegin(tag);
      int number = open(new Skipped(start, definitionsBefore, typesBefore));
      while (!nextIsEnd()) {
        count(2);
        skip();
        skip();
      }
      close(number);
    } else {
      ClassDef def = objectDefinition(tag, null);
      if (def == null) {
        throw unexpected(tag, "a value");
      }
      int number = open(new Skipped(start, definitionsBefore, typesBefore));
      for (int i = 0; i < def.fieldCount(); i++) {
        skip();
      }
      close(number);
    }
  }

  private void skipScalar(int tag) {
    int bytes;
    if (tag < 0x20 || (tag >= 0x30 && tag <= 0x33) || tag == 'S' || tag == 'R') {
      skipString(tag);
      return;
    } else if (tag <= 0x2f) {
      bytes = tag - 0x20;
    } else if (tag <= 0x37) {
      bytes = (tag - 0x34) * 256 + tag();
    } else if (tag == 'B') {
      bytes = u16();
    } else if (tag == 0x4a) {
      bytes = 8;
    } else if (tag == 0x4b) {
      bytes = 4;
    } else if (isDouble(tag)) {
      doubleOf(tag);
      return;
    } else {
      number(tag, "a value");
      return;
    }
    available(bytes);
    pos += bytes;
  }

  private void skipString(int tag) {
    int next = tag;
    while (next == 'R') {
      skipChars(u16());
      next = tag();
      if (!Tags.isString(next)) {
        throw unexpected(next, "the next part of a string");
      }
    }
    if (next < 0x20) {
      skipChars(next);
    } else if (next == 'S') {
      skipChars(u16());
    } else {
      skipChars((next - 0x30) * 256 + tag());
    }
  }

  private void skipChars(int length) {
    available(length);
    int p = pos;
    if (isAscii(p, length)) {
      pos = p + length;
      return;
    }
    for (int i = 0; i < length; i++) {
      if (p >= end) {
        throw HessianErrors.truncated(scope, p);
      }
      int first = buf[p];
      p += first >= 0 ? 1 : (first & 0xe0) == 0xc0 ? 2 : 3;
    }
    if (p > end) {
      throw HessianErrors.truncated(scope, p);
    }
    pos = p;
  }

  // ---- open positions ----

  /** Reads a value where the declared type says nothing, with the codec of what the bytes name. */
  @Nullable Object readOpen(OpenCodec declared) {
    int tag = tag();
    if (Tags.isString(tag)) {
      return string(tag);
    }
    if (Tags.isInt(tag)) {
      return (int) number(tag, "an int");
    }
    if (Tags.isNumber(tag)) {
      return isDouble(tag) ? (Object) doubleOf(tag) : (Object) number(tag, "a long");
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'T' || tag == 'F') {
      return tag == 'T';
    }
    if (tag == 'Q') {
      return reference(declared);
    }
    if (tag == 0x4a || tag == 0x4b) {
      pos--;
      return new java.util.Date(readDate());
    }
    if (Tags.isBytes(tag)) {
      return bytes(tag);
    }
    if (Tags.isList(tag)) {
      int length = listBegin(tag);
      return scope.list(containerType, declared).readList(this, length, containerType);
    }
    if (Tags.isMap(tag)) {
      mapBegin(tag);
      return scope.map(containerType, declared).readMap(this, containerType);
    }
    ClassDef def = objectDefinition(tag, null);
    if (def == null) {
      throw unexpected(tag, "a value");
    }
    return scope.object(def.name(), declared).readObject(this, def);
  }
}
