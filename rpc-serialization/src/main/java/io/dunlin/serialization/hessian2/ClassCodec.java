package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import org.jspecify.annotations.Nullable;

/** A {@code Class}: an object with its name, resolved only among the admitted classes. */
@HotPath
final class ClassCodec extends ValueCodec {
  static final ClassCodec INSTANCE = new ClassCodec();
  private static final WireClass WIRE = new WireClass("java.lang.Class", "name");

  private ClassCodec() {
    super(Class.class);
  }

  @Override
  WireClass wireClass() {
    return WIRE;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (!out.writeReference(value)) {
      out.writeObjectBegin(WIRE);
      out.writeString(((Class<?>) value).getName());
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    ClassDef def = in.objectDefinition(tag, WIRE);
    if (def == null) {
      throw in.unexpected(tag, expected());
    }
    if (!def.name().equals(WIRE.name())) {
      throw in.scope().refused(def.name(), this);
    }
    return readObject(in, def);
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    int number = in.open(HessianInput.IN_PROGRESS);
    String name = null;
    for (int i = 0; i < def.fieldCount(); i++) {
      if (def.field(i).equals("name")) {
        name = in.readString();
      } else {
        in.skip();
      }
    }
    Class<?> named = in.scope().classNamed(name == null ? "" : name);
    in.resolve(number, named);
    in.close(number);
    return named;
  }
}
