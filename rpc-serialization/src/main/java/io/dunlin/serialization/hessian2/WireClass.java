package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.ByteSink;
import java.util.Arrays;
import java.util.List;

/**
 * A class definition as this side writes it: name, fields, and the bytes of both, ready to be
 * copied into a message and to be compared with an arriving one.
 */
final class WireClass {
  private final String name;
  private final String[] fields;
  private final byte[] definition;
  private final ClassDef def;

  WireClass(String name, List<String> fields) {
    this.name = name;
    this.fields = fields.toArray(new String[0]);
    ByteSink sink = ByteSink.heap(256, Integer.MAX_VALUE);
    HessianOutput out = new HessianOutput(sink, Scope.NOTHING);
    out.begin();
    out.writeByte('C');
    out.writeString(name);
    out.writeInt(fields.size());
    for (String field : fields) {
      out.writeString(field);
    }
    out.end();
    this.definition = Arrays.copyOf(sink.array(), sink.position());
    this.def = new ClassDef(name, this.fields, this);
  }

  WireClass(String name, String... fields) {
    this(name, List.of(fields));
  }

  /** The class's name on the wire. */
  String name() {
    return name;
  }

  int fieldCount() {
    return fields.length;
  }

  String field(int index) {
    return fields[index];
  }

  /** The bytes from {@code C} to the last field's name; not to be changed. */
  byte[] definition() {
    return definition;
  }

  /** This definition as if it had been read; immutable and shared. */
  ClassDef asRead() {
    return def;
  }
}
