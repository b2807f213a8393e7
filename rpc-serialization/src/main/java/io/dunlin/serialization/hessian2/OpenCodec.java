package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import org.jspecify.annotations.Nullable;

/**
 * A position whose declared type says little: {@code Object}, an interface, an abstract class. The
 * value's own class decides, which must be of the fixed core or admitted by the {@link Scope}.
 */
@HotPath
final class OpenCodec extends ValueCodec {
  static final OpenCodec OBJECT = new OpenCodec(Object.class);

  OpenCodec(Class<?> declared) {
    super(declared);
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else {
      out.scope().writer(value, this).write(out, value);
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    Object value = in.readOpen(this);
    if (value != null && !accepts(value)) {
      throw HessianErrors.unexpected(
          in.scope(), in.position(), "a " + value.getClass().getName(), expected());
    }
    return value;
  }
}
