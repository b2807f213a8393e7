package io.dunlin.serialization.objects;

/** What sort of value a class holds, which decides how it is written. */
public enum Kind {
  /** A primitive, its box, {@code String}, or a date of the {@code java.util.Date} family. */
  SCALAR,
  /** A JDK value with a form of its own on the wire, such as {@code BigDecimal}. */
  VALUE,
  /** An enum class. */
  ENUM,
  /** An array of anything. */
  ARRAY,
  /** A {@code Collection}. */
  COLLECTION,
  /** A {@code Map}. */
  MAP,
  /** {@code Optional}. */
  OPTIONAL,
  /** An exception or error. */
  THROWABLE,
  /** A record: made by its canonical constructor. */
  RECORD,
  /** Any other concrete class of fields. */
  BEAN,
  /** {@code Object}, an interface or an abstract class: the value's own class decides. */
  OPEN
}
