package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum: an object of the enum's class with one field, the constant's name. */
@HotPath
final class EnumCodec extends ValueCodec {
  private final WireClass wire;
  private final Map<String, Enum<?>> constants = new HashMap<>();

  EnumCodec(Class<?> type) {
    super(type);
    this.wire = new WireClass(type.getName(), "name");
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
    }
  }

  @Override
  WireClass wireClass() {
    return wire;
  }

  @Override
  boolean isSimpleKey() {
    return true;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (!out.writeReference(value)) {
      out.writeObjectBegin(wire);
      out.writeString(((Enum<?>) value).name());
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    if (in.nextIsNull()) {
      return null;
    }
    if (in.nextIsString()) {
      String name = in.readString();
      return constant(in, name);
    }
    int tag = in.tag();
    if (tag == 'Q') {
      return in.reference(this);
    }
    ClassDef def = in.objectDefinition(tag, wire);
    if (def == null) {
      throw in.unexpected(tag, expected());
    }
    // A constant with a body is sent under the enum's own name; some writers send the body's.
    if (!def.name().equals(wire.name()) && !def.name().startsWith(wire.name() + "$")) {
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
    Enum<?> constant = constant(in, name);
    in.resolve(number, constant);
    in.close(number);
    return constant;
  }

  private Enum<?> constant(HessianInput in, @Nullable String name) {
    Enum<?> constant = constants.get(name);
    if (constant == null) {
      throw in.malformed("%s has no constant %s".formatted(expected(), name));
    }
    return constant;
  }
}
