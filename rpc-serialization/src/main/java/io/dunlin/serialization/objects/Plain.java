package io.dunlin.serialization.objects;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of fields as maps from field name to value, and back; for calls without an interface. */
public final class Plain {
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (ClassShape.Member member : ClassShape.members(TypeRef.of(type))) {
            if (member.field().trySetAccessible()) {
              fields.add(member.field());
            }
          }
          return List.copyOf(fields);
        }
      };

  private Plain() {}

  /** The fields of {@code bean}, a class's own instead of a superclass's of the same name. */
  public static Map<String, @Nullable Object> fields(Object bean) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Field field : FIELDS.get(bean.getClass())) {
      values.put(field.getName(), get(field, bean));
    }
    return values;
  }

  private static @Nullable Object get(Field field, Object bean) {
    try {
      return field.get(bean);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An instance of a bean class, to be filled by {@link #set}. */
  public static Object newBean(Class<?> type) {
    return Maker.make(Maker.bean(type));
  }

  /** A record of these components, in order. */
  public static Object newRecord(Class<?> type, @Nullable Object[] components) {
    return Maker.make(Maker.record(type), components);
  }

  /** Sets a field. */
  public static void set(ClassShape.Member member, Object bean, @Nullable Object value) {
    Field field = member.field();
    try {
      field.setAccessible(true);
      field.set(bean, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
