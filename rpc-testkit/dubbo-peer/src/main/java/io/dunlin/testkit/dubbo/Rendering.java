package io.dunlin.testkit.dubbo;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Text that is equal for two values exactly if nothing a service could notice got lost between
 * them: classes, field values, null, order where it means something, and which references lead to
 * the same object, cycles included.
 */
public final class Rendering {
  private static final int LONGEST_TEXT = 200;

  private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
  private final StringBuilder out = new StringBuilder();

  private Rendering() {}

  /** Renders one value. */
  public static String of(@Nullable Object value) {
    Rendering rendering = new Rendering();
    rendering.append(value);
    return rendering.out.toString();
  }

  private void append(@Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence text) {
      appendText(text);
    } else if (value instanceof Enum<?> constant) {
      out.append(constant.getDeclaringClass().getSimpleName()).append('.').append(constant.name());
    } else if (isContainer(value)) {
      appendOnce(value);
    } else {
      out.append(value.getClass().getSimpleName()).append('(').append(scalar(value)).append(')');
    }
  }

  private static boolean isContainer(Object value) {
    return value.getClass().isArray()
        || value instanceof Collection
        || value instanceof Map
        || value.getClass().getName().startsWith("org.sample.");
  }

  private static String scalar(Object value) {
    if (value instanceof Date date) {
      return Long.toString(date.getTime());
    }
    if (value instanceof Calendar calendar) {
      return Long.toString(calendar.getTimeInMillis());
    }
    return value.toString();
  }

  private void appendText(CharSequence text) {
    if (text.length() <= LONGEST_TEXT) {
      out.append('"').append(text).append('"');
    } else {
      out.append("text of ").append(text.length()).append(", hash ").append(text.hashCode());
    }
  }

  private void appendOnce(Object value) {
    Integer number = seen.putIfAbsent(value, seen.size());
    if (number != null) {
      out.append('#').append(number);
      return;
    }
    out.append(value.getClass().getSimpleName());
    if (value.getClass().isArray()) {
      appendArray(value);
    } else if (value instanceof Collection<?> collection) {
      appendCollection(collection);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(map);
    } else {
      appendFields(value);
    }
  }

  private void appendArray(Object array) {
    int length = Array.getLength(array);
    if (array instanceof byte[] bytes && length > LONGEST_TEXT) {
      out.append(" of ").append(length).append(", hash ").append(java.util.Arrays.hashCode(bytes));
      return;
    }
    out.append('[');
    for (int i = 0; i < length; i++) {
      comma(i);
      append(Array.get(array, i));
    }
    out.append(']');
  }

  private void appendCollection(Collection<?> collection) {
    boolean sort =
        collection instanceof Set && !(collection instanceof SortedSet) && isPlain(collection);
    appendAll('[', inOrder(renderEach(collection), sort), ']');
  }

  private void appendMap(Map<?, ?> map) {
    List<String> entries = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      entries.add(render(entry.getKey()) + "=" + render(entry.getValue()));
    }
    appendAll('{', inOrder(entries, !(map instanceof SortedMap) && isPlain(map)), '}');
  }

  /** Whether the order of the elements is an accident: HashMap, but not LinkedHashMap. */
  private static boolean isPlain(Object container) {
    return !container.getClass().getSimpleName().startsWith("Linked");
  }

  private List<String> renderEach(Collection<?> values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(render(value));
    }
    return texts;
  }

  /** Renders inside this rendering, so that references are recognised, but to a text of its own. */
  private String render(@Nullable Object value) {
    int start = out.length();
    append(value);
    String text = out.substring(start);
    out.setLength(start);
    return text;
  }

  private static List<String> inOrder(List<String> texts, boolean sort) {
    List<String> ordered = new ArrayList<>(texts);
    if (sort) {
      Collections.sort(ordered);
    }
    return ordered;
  }

  private void appendAll(char open, List<String> texts, char close) {
    out.append(open).append(String.join(", ", texts)).append(close);
  }

  private void appendFields(Object bean) {
    out.append('{');
    int count = 0;
    for (Class<?> type : fromTheTop(bean.getClass())) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          comma(count++);
          out.append(field.getName()).append('=');
          append(read(field, bean));
        }
      }
    }
    out.append('}');
  }

  private static Deque<Class<?>> fromTheTop(Class<?> type) {
    Deque<Class<?>> types = new ArrayDeque<>();
    for (Class<?> c = type;
        c != null && c.getName().startsWith("org.sample.");
        c = c.getSuperclass()) {
      types.addFirst(c);
    }
    return types;
  }

  private static @Nullable Object read(Field field, Object bean) {
    try {
      field.setAccessible(true);
      return field.get(bean);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
  }

  private void comma(int position) {
    if (position > 0) {
      out.append(", ");
    }
  }
}
