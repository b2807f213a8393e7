package io.dunlin.serialization.hessian2;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the class files of {@link FieldRun}s. What they do is so plain (take a field, hand it to
 * the writer or a codec, take the next) that no branch is needed, hence no stack maps, hence no
 * library: the Java Virtual Machine Specification's chapter 4 in small. In Java, for a field each:
 *
 * <pre>
 * public void write(HessianOutput out, Object owner) {
 *   Order typed = (Order) owner;
 *   out.writeLong(typed.id);            // primitives and strings
 *   this.c1.write(out, typed.address);  // everything else
 * }
 * public void read(HessianInput in, Object owner) {
 *   Order typed = (Order) owner;
 *   typed.id = in.readLong();
 *   typed.address = (Address) this.c1.read(in);
 * }
 * public Object make(HessianInput in) {
 *   return new Point(in.readInt(), (String) this.c1.read(in));
 * }
 * </pre>
 */
final class RunClassFile {
  private static final String RUN = internal(FieldRun.class);
  private static final String CODEC = internal(ValueCodec.class);
  private static final String OUT = internal(HessianOutput.class);
  private static final String IN = internal(HessianInput.class);
  private static final String WRITE = "(L" + OUT + ";Ljava/lang/Object;)V";
  private static final String READ = "(L" + IN + ";Ljava/lang/Object;)V";
  private static final String MAKE = "(L" + IN + ";)Ljava/lang/Object;";

  private static final int PUBLIC = 1;
  private static final int PRIVATE_FINAL = 0x12;
  private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
  private static final int JAVA_17 = 61;

  private static final int ALOAD_0 = 0x2a;
  private static final int ALOAD_1 = 0x2b;
  private static final int ALOAD_2 = 0x2c;
  private static final int ALOAD_3 = 0x2d;
  private static final int ASTORE_3 = 0x4e;
  private static final int AALOAD = 0x32;
  private static final int SIPUSH = 0x11;
  private static final int DUP = 0x59;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int GETFIELD = 0xb4;
  private static final int PUTFIELD = 0xb5;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int NEW = 0xbb;
  private static final int CHECKCAST = 0xc0;

  private final Map<List<Object>, Integer> constants = new HashMap<>();
  private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
  private final DataOutputStream poolOut = new DataOutputStream(pool);
  private final List<byte[]> methods = new ArrayList<>();
  private final String owner;
  private final String self;
  private final List<Field> fields;
  private final boolean[] hasCodec;

  private RunClassFile(Class<?> owner, List<Field> fields, String suffix) {
    this.owner = internal(owner);
    this.self = this.owner + suffix;
    this.fields = fields;
    this.hasCodec = new boolean[fields.size()];
    for (int i = 0; i < hasCodec.length; i++) {
      Class<?> type = fields.get(i).getType();
      hasCodec[i] = !type.isPrimitive() && type != String.class;
    }
  }

  /** A run over {@code fields} of {@code owner}; one that does not read has final fields. */
  static byte[] run(Class<?> owner, List<Field> fields, boolean reads) {
    RunClassFile file = new RunClassFile(owner, fields, "$$Fields");
    try {
      file.constructor();
      file.write();
      if (reads) {
        file.read();
      } else {
        file.empty("read", READ, 3);
      }
      return file.toBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What makes {@code owner}: a bean, or a record from {@code components}. */
  static byte[] maker(Class<?> owner, List<Field> components) {
    RunClassFile file = new RunClassFile(owner, components, "$$Maker");
    try {
      file.constructor();
      file.empty("write", WRITE, 3);
      file.empty("read", READ, 3);
      file.make();
      return file.toBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  // ---- methods ----

  private void constructor() throws IOException {
    Code code = new Code();
    code.op(ALOAD_0).op(INVOKESPECIAL, method(RUN, "<init>", "()V"));
    for (int i = 0; i < hasCodec.length; i++) {
      if (hasCodec[i]) {
        code.op(ALOAD_0).op(ALOAD_1).op(SIPUSH, i).op(AALOAD).op(PUTFIELD, codecField(i));
      }
    }
    code.op(RETURN);
    add("<init>", "([L" + CODEC + ";)V", code, 3, 2);
  }

  private void empty(String name, String descriptor, int locals) throws IOException {
    add(name, descriptor, new Code().op(RETURN), 0, locals);
  }

  private void write() throws IOException {
    Code code = new Code();
    code.op(ALOAD_2).op(CHECKCAST, type(owner)).op(ASTORE_3);
    for (int i = 0; i < hasCodec.length; i++) {
      Field field = fields.get(i);
      if (hasCodec[i]) {
        code.op(ALOAD_0).op(GETFIELD, codecField(i)).op(ALOAD_1).op(ALOAD_3);
        code.op(GETFIELD, ownField(field)).op(INVOKEVIRTUAL, method(CODEC, "write", WRITE));
      } else {
        code.op(ALOAD_1).op(ALOAD_3).op(GETFIELD, ownField(field));
        code.op(INVOKEVIRTUAL, writer(field.getType()));
      }
    }
    code.op(RETURN);
    add("write", WRITE, code, 4, 4);
  }

  private void read() throws IOException {
    Code code = new Code();
    code.op(ALOAD_2).op(CHECKCAST, type(owner)).op(ASTORE_3);
    for (int i = 0; i < hasCodec.length; i++) {
      code.op(ALOAD_3);
      readOne(code, i);
      code.op(PUTFIELD, ownField(fields.get(i)));
    }
    code.op(RETURN);
    add("read", READ, code, 4, 4);
  }

  private void make() throws IOException {
    Code code = new Code();
    code.op(NEW, type(owner)).op(DUP);
    StringBuilder parameters = new StringBuilder("(");
    for (int i = 0; i < hasCodec.length; i++) {
      readOne(code, i);
      parameters.append(fields.get(i).getType().descriptorString());
    }
    code.op(INVOKESPECIAL, method(owner, "<init>", parameters + ")V")).op(ARETURN);
    add("make", MAKE, code, 4 + 2 * hasCodec.length, 2);
  }

  /** Leaves the value of field {@code index} on the stack. */
  private void readOne(Code code, int index) throws IOException {
    Class<?> type = fields.get(index).getType();
    if (hasCodec[index]) {
      String read = "(L" + IN + ";)Ljava/lang/Object;";
      code.op(ALOAD_0).op(GETFIELD, codecField(index)).op(ALOAD_1);
      code.op(INVOKEVIRTUAL, method(CODEC, "read", read));
      code.op(CHECKCAST, type(internal(type)));
    } else {
      code.op(ALOAD_1).op(INVOKEVIRTUAL, reader(type));
    }
  }

  private int writer(Class<?> type) throws IOException {
    Class<?> written = type == byte.class || type == short.class ? int.class : type;
    return method(OUT, "write" + capital(written), "(" + written.descriptorString() + ")V");
  }

  private int reader(Class<?> type) throws IOException {
    return method(IN, "read" + capital(type), "()" + type.descriptorString());
  }

  private static String capital(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private int ownField(Field field) throws IOException {
    return field(owner, field.getName(), field.getType().descriptorString());
  }

  private int codecField(int index) throws IOException {
    return field(self, "c" + index, "L" + CODEC + ";");
  }

  // ---- constants ----

  private int utf8(String text) throws IOException {
    Integer known = constants.get(List.of(text));
    if (known != null) {
      return known;
    }
    poolOut.writeByte(1);
    poolOut.writeUTF(text);
    return remember(List.of(text));
  }

  private int type(String name) throws IOException {
    return pair(7, utf8(name), -1);
  }

  private int field(String in, String name, String descriptor) throws IOException {
    return pair(9, type(in), pair(12, utf8(name), utf8(descriptor)));
  }

  private int method(String in, String name, String descriptor) throws IOException {
    return pair(10, type(in), pair(12, utf8(name), utf8(descriptor)));
  }

  private int pair(int tag, int first, int second) throws IOException {
    List<Object> key = List.of(tag, first, second);
    Integer known = constants.get(key);
    if (known != null) {
      return known;
    }
    poolOut.writeByte(tag);
    poolOut.writeShort(first);
    if (second >= 0) {
      poolOut.writeShort(second);
    }
    return remember(key);
  }

  private int remember(List<Object> key) {
    int index = constants.size() + 1;
    constants.put(key, index);
    return index;
  }

  // ---- file ----

  private void add(String name, String descriptor, Code code, int stack, int locals)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(PUBLIC);
    out.writeShort(utf8(name));
    out.writeShort(utf8(descriptor));
    out.writeShort(1);
    out.writeShort(utf8("Code"));
    out.writeInt(12 + code.bytes.size());
    out.writeShort(stack);
    out.writeShort(locals);
    out.writeInt(code.bytes.size());
    code.bytes.writeTo(out);
    out.writeShort(0);
    out.writeShort(0);
    methods.add(bytes.toByteArray());
  }

  private byte[] toBytes() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(rest);
    out.writeShort(FINAL_SUPER_SYNTHETIC);
    out.writeShort(type(self));
    out.writeShort(type(RUN));
    out.writeShort(0);
    int codecs = 0;
    for (boolean one : hasCodec) {
      codecs += one ? 1 : 0;
    }
    out.writeShort(codecs);
    for (int i = 0; i < hasCodec.length; i++) {
      if (hasCodec[i]) {
        out.writeShort(PRIVATE_FINAL);
        out.writeShort(utf8("c" + i));
        out.writeShort(utf8("L" + CODEC + ";"));
        out.writeShort(0);
      }
    }
    out.writeShort(methods.size());
    for (byte[] method : methods) {
      out.write(method);
    }
    out.writeShort(0);

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(file);
    head.writeInt(0xcafebabe);
    head.writeShort(0);
    head.writeShort(JAVA_17);
    head.writeShort(constants.size() + 1);
    pool.writeTo(head);
    rest.writeTo(head);
    return file.toByteArray();
  }

  /** Instructions of one method. */
  private static final class Code {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Code op(int opcode) {
      bytes.write(opcode);
      return this;
    }

    Code op(int opcode, int operand) {
      bytes.write(opcode);
      bytes.write(operand >> 8);
      bytes.write(operand);
      return this;
    }
  }
}
