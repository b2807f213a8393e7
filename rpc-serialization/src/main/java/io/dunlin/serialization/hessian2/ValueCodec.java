package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one declared type. Immutable once compiled, safe for any number of
 * threads; knows nothing of any method: what stands in open positions is the business of the {@link
 * Scope} that writer and reader carry. Public for the classes generated for users' types.
 */
@HotPath
public abstract class ValueCodec {
  private final Class<?> type;

  /** A codec whose values are instances of {@code type}. */
  protected ValueCodec(Class<?> type) {
    this.type = type;
  }

  /** What every value is an instance of; the box of a primitive. */
  final Class<?> type() {
    return type;
  }

  /** The type in words, for messages. */
  String expected() {
    return type.getName();
  }

  /** Writes {@code value}, which is null or an instance of {@link #type}. */
  public abstract void write(HessianOutput out, @Nullable Object value);

  /** Reads a value. */
  public abstract @Nullable Object read(HessianInput in);

  /** Reads the fields of an object whose definition has been read. */
  Object readObject(HessianInput in, ClassDef def) {
    throw HessianErrors.unexpected(
        in.scope(), in.position(), "an object of class " + def.name(), expected());
  }

  /** Reads the values of a list whose head has been read. */
  Object readList(HessianInput in, int length, @Nullable String wireType) {
    throw HessianErrors.unexpected(in.scope(), in.position(), "a list", expected());
  }

  /** Reads the entries of a map whose head has been read. */
  Object readMap(HessianInput in, @Nullable String wireType) {
    throw HessianErrors.unexpected(in.scope(), in.position(), "a map", expected());
  }

  /** Whether a value that was read elsewhere in the message may stand here. */
  boolean accepts(Object value) {
    return type.isInstance(value);
  }

  /** What to make of a reference to a value that is still being read and not made yet. */
  @Nullable Object incomplete(HessianInput in) {
    throw in.malformed(
        "a " + expected() + " that contains itself, which cannot be made; use a class with fields");
  }

  /** The class definition this codec writes, or null if it writes none of its own. */
  @Nullable WireClass wireClass() {
    return null;
  }

  /** Whether values may be keys at once: hashed by the JDK, and comparable where hashes collide. */
  boolean isSimpleKey() {
    return false;
  }
}
