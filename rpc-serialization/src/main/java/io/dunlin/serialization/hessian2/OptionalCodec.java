package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Optional}: an object of that class with one field, {@code value}, null when empty.
 * Dubbo's peers have no form for it; this one is understood by Dunlin's only.
 */
@HotPath
final class OptionalCodec extends ValueCodec {
  private static final WireClass WIRE = new WireClass("java.util.Optional", "value");
  private ValueCodec value = OpenCodec.OBJECT;

  OptionalCodec() {
    super(Optional.class);
  }

  /** Completes this codec. */
  void init(ValueCodec value) {
    this.value = value;
  }

  @Override
  WireClass wireClass() {
    return WIRE;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object optional) {
    if (optional == null) {
      out.writeNull();
      return;
    }
    out.takeReference();
    out.enter();
    out.writeObjectBegin(WIRE);
    value.write(out, ((Optional<?>) optional).orElse(null));
    out.leave();
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
    Object content = null;
    for (int i = 0; i < def.fieldCount(); i++) {
      if (def.field(i).equals("value")) {
        content = value.read(in);
      } else {
        in.skip();
      }
    }
    Object optional = Optional.ofNullable(content);
    in.resolve(number, optional);
    in.close(number);
    return optional;
  }
}
