package io.dunlin.serialization.hessian2;

import io.dunlin.HotPath;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of objects: a typed list. */
@HotPath
final class ArrayCodec extends ValueCodec {
  private final String wireType;
  private final Class<?> component;
  private ValueCodec element = OpenCodec.OBJECT;

  ArrayCodec(Class<?> type) {
    super(type);
    this.component = type.getComponentType();
    this.wireType = wireName(type);
  }

  ArrayCodec(Class<?> type, ValueCodec element) {
    this(type);
    this.element = element;
  }

  /** Completes this codec; its elements may be of a type that holds such arrays. */
  void init(ValueCodec element) {
    this.element = element;
  }

  /** The name of an array class on the wire: {@code [int}, {@code [string}, {@code [[com.Foo}. */
  static String wireName(Class<?> type) {
    if (type.isArray()) {
      return "[" + wireName(type.getComponentType());
    }
    if (type == String.class) {
      return "string";
    }
    if (type == Object.class) {
      return "object";
    }
    return type == java.util.Date.class ? "date" : type.getName();
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
      return;
    }
    if (out.writeReference(value)) {
      return;
    }
    @Nullable Object[] values = (@Nullable Object[]) value;
    out.enter();
    out.writeListBegin(wireType, values.length);
    for (Object each : values) {
      element.write(out, each);
    }
    out.leave();
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    if (Tags.isList(tag)) {
      int length = in.listBegin(tag);
      return readList(in, length, in.containerType());
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    throw in.mismatch(tag, this);
  }

  @Override
  Object readList(HessianInput in, int length, @Nullable String ignored) {
    if (length == HessianInput.UNKNOWN_LENGTH) {
      return readToEnd(in);
    }
    in.checkLength(length, 4);
    Object[] values = (Object[]) Array.newInstance(component, length);
    int number = in.open(values);
    for (int i = 0; i < length; i++) {
      store(in, values, i, element.read(in));
    }
    in.close(number);
    return values;
  }

  private Object readToEnd(HessianInput in) {
    int number = in.open(HessianInput.IN_PROGRESS);
    List<@Nullable Object> all = new ArrayList<>();
    while (!in.nextIsEnd()) {
      in.count(1);
      in.allocate(8);
      all.add(element.read(in));
    }
    Object[] values = (Object[]) Array.newInstance(component, all.size());
    for (int i = 0; i < values.length; i++) {
      store(in, values, i, all.get(i));
    }
    in.resolve(number, values);
    in.close(number);
    return values;
  }

  @SuppressWarnings("NullAway") // elements may be null
  private void store(HessianInput in, Object[] values, int index, @Nullable Object value) {
    if (value != null && !component.isInstance(value)) {
      throw HessianErrors.unexpected(
          in.scope(), in.position(), "a " + value.getClass().getName(), component.getName());
    }
    values[index] = value;
  }
}
