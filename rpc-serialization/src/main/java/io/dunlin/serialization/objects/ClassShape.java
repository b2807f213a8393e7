package io.dunlin.serialization.objects;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The fields of a class that travel, in the order in which they are written. */
public final class ClassShape {
  private ClassShape() {}

  /**
   * A field that travels.
   *
   * @param field the field; not made accessible
   * @param type its type, resolved in the type that was asked about
   */
  public record Member(Field field, TypeRef type) {
    /** The name on the wire. */
    public String name() {
      return field.getName();
    }
  }

  /**
   * The fields of {@code type} and its superclasses, less static, transient and synthetic ones.
   *
   * <p>For a record: its components in their order. For others the order is the one that Dubbo's
   * own writer has (primitives and java.lang types of the class and then of its superclasses, then
   * the others, all reversed), because then one comparison of bytes recognises its class
   * definitions as well as ours; readers go by name.
   */
  public static List<Member> members(TypeRef type) {
    return type.raw().isRecord() ? components(type) : fields(type);
  }

  private static List<Member> components(TypeRef type) {
    List<Member> members = new ArrayList<>();
    for (RecordComponent component : type.raw().getRecordComponents()) {
      try {
        Field field = type.raw().getDeclaredField(component.getName());
        members.add(new Member(field, type.resolveInside(component.getGenericType())));
      } catch (NoSuchFieldException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return members;
  }

  private static List<Member> fields(TypeRef type) {
    List<Member> simple = new ArrayList<>();
    List<Member> others = new ArrayList<>();
    for (TypeRef c = type; c != null && !endsWalk(c.raw()); c = c.superclass()) {
      for (Field field : c.raw().getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            || Modifier.isTransient(field.getModifiers())
            || field.isSynthetic()) {
          continue;
        }
        Member member = new Member(field, c.resolveInside(field.getGenericType()));
        (isSimple(field.getType()) ? simple : others).add(member);
      }
    }
    List<Member> members = new ArrayList<>(simple);
    members.addAll(others);
    Collections.reverse(members);
    return members;
  }

  /** An exception's own fields end where the JDK's classes begin; so do those of a bean. */
  private static boolean endsWalk(Class<?> type) {
    return TypeKinds.isJdk(type);
  }

  private static boolean isSimple(Class<?> type) {
    return type.isPrimitive() || (type.getName().startsWith("java.lang.") && type != Object.class);
  }
}
