package io.dunlin.serialization.hessian2;

import org.jspecify.annotations.Nullable;

/** A class definition that was read. */
final class ClassDef {
  private final String name;
  private final String[] fields;
  private final @Nullable WireClass same;

  /**
   * What {@code name} and {@code fields} say.
   *
   * @param same the definition of ours that has the same fields in the same order, or null
   */
  ClassDef(String name, String[] fields, @Nullable WireClass same) {
    this.name = name;
    this.fields = fields;
    this.same = same;
  }

  String name() {
    return name;
  }

  String[] fields() {
    return fields;
  }

  int fieldCount() {
    return fields.length;
  }

  String field(int index) {
    return fields[index];
  }

  /** Whether the fields are those of {@code ours}, in the same order. */
  boolean matches(WireClass ours) {
    return same == ours;
  }
}
