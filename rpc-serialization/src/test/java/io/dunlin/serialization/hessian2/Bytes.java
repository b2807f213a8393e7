package io.dunlin.serialization.hessian2;

import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Messages made by hand. Class definitions take numbers in the order of the calls. */
final class Bytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int definitions;

  Bytes raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  Bytes value(Object value) {
    try {
      if (value instanceof List<?> list) {
        raw(0x58);
        value(list.size());
        list.forEach(this::value);
        return this;
      }
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      Hessian2Output out = new Hessian2Output(one);
      out.writeObject(value);
      out.flush();
      bytes.write(one.toByteArray());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bytes definition(String name, String... fields) {
    raw('C').value(name).value(fields.length);
    for (String field : fields) {
      value(field);
    }
    definitions++;
    return this;
  }

  Bytes object(int definition) {
    return raw('O').value(definition);
  }

  /** An object with a definition of its own; pairs of field and value. */
  Bytes objectOf(String name, Object... fields) {
    String[] names = new String[fields.length / 2];
    for (int i = 0; i < names.length; i++) {
      names[i] = (String) fields[2 * i];
    }
    definition(name, names).object(definitions - 1);
    for (int i = 0; i < names.length; i++) {
      value(fields[2 * i + 1]);
    }
    return this;
  }

  Bytes reference(int number) {
    return raw('Q').value(number);
  }

  Bytes map(Object... entries) {
    raw('H');
    for (Object entry : entries) {
      value(entry);
    }
    return raw('Z');
  }

  Bytes listForm(int form, String type, Object... elements) {
    raw(form);
    if (form == 0x55 || form == 0x56) {
      value(type);
    }
    if (form == 0x56 || form == 0x58) {
      value(elements.length);
    }
    for (Object element : elements) {
      value(element);
    }
    return form == 0x55 || form == 0x57 ? raw('Z') : this;
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }
}
