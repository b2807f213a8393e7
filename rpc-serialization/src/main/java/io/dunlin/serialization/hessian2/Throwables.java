package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.objects.ClassShape;
import io.dunlin.serialization.objects.Kind;
import io.dunlin.serialization.objects.TypeKinds;
import io.dunlin.serialization.objects.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Codecs of exceptions that no method declares: ordinary ones of java.base, which are read as
 * themselves, and any other, of which name, message, trace, causes and scalar fields are written.
 */
final class Throwables {
  private static final int MAX_NAMES = 512;

  private final ConcurrentHashMap<String, ThrowableCodec> jdk = new ConcurrentHashMap<>();

  private final ClassValue<ThrowableCodec> writers =
      new ClassValue<>() {
        @Override
        protected ThrowableCodec computeValue(Class<?> type) {
          return new ThrowableCodec(type, scalarSlots(type), scalarNames(type));
        }
      };

  /** Writes exceptions of class {@code type}. */
  ThrowableCodec writer(Class<?> type) {
    return writers.get(type);
  }

  /** Reads exceptions of this class name if it is one of java.base's; else null. */
  @Nullable ThrowableCodec reader(String name) {
    ThrowableCodec known = jdk.get(name);
    if (known != null) {
      return known;
    }
    if (!name.startsWith("java.") || !(name.endsWith("Exception") || name.endsWith("Error"))) {
      return null;
    }
    try {
      // Found, not initialised, and only in the one module whose classes are harmless to make.
      Class<?> type = Class.forName(name, false, null);
      if (!Throwable.class.isAssignableFrom(type)
          || type.getModule() != Object.class.getModule()
          || java.lang.reflect.Modifier.isAbstract(type.getModifiers())) {
        return null;
      }
      ThrowableCodec codec = new ThrowableCodec(type);
      if (jdk.size() < MAX_NAMES) {
        jdk.put(name, codec);
      }
      return codec;
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  private static List<ClassShape.Member> scalars(Class<?> type) {
    List<ClassShape.Member> scalars = new ArrayList<>();
    for (ClassShape.Member member : ClassShape.members(TypeRef.of(type))) {
      if (TypeKinds.of(member.type().raw()) == Kind.SCALAR) {
        scalars.add(member);
      }
    }
    return scalars;
  }

  private static List<FieldSlot> scalarSlots(Class<?> type) {
    List<FieldSlot> slots = new ArrayList<>();
    for (ClassShape.Member member : scalars(type)) {
      if (member.field().trySetAccessible()) {
        slots.add(FieldSlot.of(member, ScalarCodecs.of(member.type().raw())));
      }
    }
    return slots;
  }

  private static List<String> scalarNames(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (FieldSlot slot : scalarSlots(type)) {
      names.add(slot.name());
    }
    return names;
  }
}
