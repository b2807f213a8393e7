package io.dunlin.serialization.hessian2;

import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.objects.Containers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one method's messages may hold where the declaration does not say: the fixed core, and the
 * classes its declared types reach. The only place that turns a name from the wire into a codec; it
 * never asks a class loader for a name it was sent, but for exceptions of java.base.
 */
final class Scope {
  /** Admits nothing; for writing class definitions. */
  static final Scope NOTHING = new Scope("", Map.of(), Map.of(), DecodeLimits.DEFAULT, null, null);

  private final String where;
  private final Map<Class<?>, ValueCodec> byClass;
  private final Map<String, ValueCodec> byName;
  private final DecodeLimits limits;
  private final @Nullable Throwables throwables;
  private final @Nullable Refusals refusals;

  /**
   * A scope.
   *
   * @param where the method, for messages
   * @param byClass codecs of all classes that may be written in open positions
   * @param byName codecs of the users' classes by their names
   */
  Scope(
      String where,
      Map<Class<?>, ValueCodec> byClass,
      Map<String, ValueCodec> byName,
      DecodeLimits limits,
      @Nullable Throwables throwables,
      @Nullable Refusals refusals) {
    this.where = where;
    this.byClass = byClass;
    this.byName = byName;
    this.limits = limits;
    this.throwables = throwables;
    this.refusals = refusals;
  }

  String where() {
    return where;
  }

  DecodeLimits limits() {
    return limits;
  }

  /** The line of configuration that would admit {@code className}. */
  String admittingLine(String className) {
    String source = className.replace('$', '.');
    return "@RpcTypes(%s.class) on %s or admit(%s.class)".formatted(source, where, source);
  }

  // ---- writing ----

  /** The codec for {@code value}, which stands where {@code declared} does not know its class. */
  ValueCodec writer(Object value, ValueCodec declared) {
    Class<?> actual = value.getClass();
    ValueCodec known = byClass.get(actual);
    if (known == null || known == declared) {
      known = writerOfKind(value);
    }
    if (known == null || known == declared) {
      throw HessianErrors.notWritable(this, actual.getName(), declared.expected());
    }
    return known;
  }

  private @Nullable ValueCodec writerOfKind(Object value) {
    if (value instanceof Enum<?> constant) {
      return byClass.get(constant.getDeclaringClass());
    }
    if (value instanceof EnumSet<?>) {
      return Core.byClass(EnumSet.class);
    }
    if (value instanceof Map) {
      return byClass.get(LinkedHashMap.class);
    }
    if (value instanceof Set) {
      return byClass.get(LinkedHashSet.class);
    }
    if (value instanceof Collection) {
      return byClass.get(ArrayList.class);
    }
    if (value instanceof java.time.ZoneId) {
      return Core.byClass(java.time.ZoneId.class);
    }
    if (value instanceof java.util.Calendar) {
      return Core.byClass(java.util.Calendar.class);
    }
    if (value instanceof java.util.Date) {
      return Core.byClass(java.util.Date.class);
    }
    if (value instanceof Object[] array) {
      return arrayWriter(array.getClass());
    }
    if (value instanceof RemoteException) {
      return ThrowableCodec.ANY;
    }
    return throwables != null && throwables.reader(value.getClass().getName()) != null
        ? throwables.writer(value.getClass())
        : null;
  }

  private @Nullable ValueCodec arrayWriter(Class<?> type) {
    Class<?> component = type;
    while (component.isArray() && !byClass.containsKey(component)) {
      component = component.getComponentType();
    }
    if (!byClass.containsKey(component) && component != Object.class) {
      return null;
    }
    return arrayCodec(type);
  }

  private ValueCodec arrayCodec(Class<?> type) {
    ValueCodec known = byClass.get(type);
    if (known != null) {
      return known;
    }
    Class<?> component = type.getComponentType();
    if (component.isArray()) {
      return new ArrayCodec(type, arrayCodec(component));
    }
    ValueCodec element = byClass.get(component);
    return new ArrayCodec(type, element == null ? new OpenCodec(component) : element);
  }

  /** The codec for an exception, which may be of any class. */
  ValueCodec throwableWriter(Throwable error, ValueCodec declared) {
    ValueCodec known = byClass.get(error.getClass());
    if (known != null && known != declared) {
      return known;
    }
    return Objects.requireNonNull(throwables).writer(error.getClass());
  }

  /**
   * The name under which a collection or map class travels, null for one that has no name of its
   * own and for lists that need none.
   */
  @Nullable String containerName(Class<?> type) {
    if (type == ArrayList.class) {
      return null;
    }
    String name = type.getName();
    if (name.startsWith("java.util.")) {
      Class<?> known = Containers.byWireName(name);
      return known == type ? name : null;
    }
    return byName.containsKey(name) ? name : null;
  }

  // ---- reading ----

  /** The codec of objects of class {@code name}, to stand where {@code declared} is. */
  ValueCodec object(String name, ValueCodec declared) {
    ValueCodec codec = byName.get(name);
    if (codec == null) {
      codec = Core.byName(name);
    }
    if (codec == null && throwables != null && declared.type().isAssignableFrom(Object.class)) {
      codec = throwables.reader(name);
    }
    if (codec == null || !declared.type().isAssignableFrom(codec.type())) {
      throw refused(name, declared);
    }
    return codec;
  }

  /** The codec of exceptions of class {@code name}; of a stand-in where it is not admitted. */
  ValueCodec throwable(String name, ValueCodec declared) {
    if (name.equals(declared.type().getName()) && declared != ThrowableCodec.ANY) {
      return declared;
    }
    ValueCodec codec = byName.get(name);
    if (codec == null && throwables != null) {
      codec = throwables.reader(name);
    }
    if (codec != null && declared.type().isAssignableFrom(codec.type())) {
      return codec;
    }
    if (declared.type().isAssignableFrom(RemoteException.class)) {
      return new ThrowableCodec.Remote(name);
    }
    throw refused(name, declared);
  }

  /** The codec of lists of this type name in an open position. */
  ValueCodec list(@Nullable String typeName, ValueCodec declared) {
    if (typeName == null) {
      return Objects.requireNonNull(byClass.get(ArrayList.class));
    }
    if (typeName.startsWith("[")) {
      ValueCodec array = array(typeName);
      if (array == null) {
        throw refused(typeName.substring(typeName.lastIndexOf('[') + 1), declared);
      }
      return array;
    }
    Class<?> jdk = Containers.byWireName(typeName);
    ValueCodec codec = jdk == null ? byName.get(typeName) : byClass.get(jdk);
    if (codec == null || !Collection.class.isAssignableFrom(codec.type())) {
      throw refused(typeName, declared);
    }
    return codec;
  }

  private @Nullable ValueCodec array(String typeName) {
    ValueCodec core = Core.arrayByName(typeName);
    if (core != null) {
      return core;
    }
    int dimensions = typeName.lastIndexOf('[') + 1;
    if (dimensions > 8) {
      return null;
    }
    ValueCodec row = Core.arrayByName(typeName.substring(dimensions - 1));
    Class<?> type;
    if (row != null) {
      type = row.type();
    } else {
      ValueCodec component = byName.get(typeName.substring(dimensions));
      if (component == null) {
        return null;
      }
      type = component.type().arrayType();
    }
    for (int i = 1; i < dimensions; i++) {
      type = type.arrayType();
    }
    return arrayCodec(type);
  }

  /** The codec of maps of this type name in an open position. */
  ValueCodec map(@Nullable String typeName, ValueCodec declared) {
    if (typeName == null) {
      return Objects.requireNonNull(byClass.get(HashMap.class));
    }
    Class<?> jdk = Containers.byWireName(typeName);
    if (jdk != null && Map.class.isAssignableFrom(jdk)) {
      return Objects.requireNonNull(byClass.get(jdk));
    }
    return object(typeName, declared);
  }

  /** The admitted class of this name, for a value of type {@code Class}. */
  Class<?> classNamed(String name) {
    ValueCodec codec = byName.get(name);
    if (codec != null) {
      return codec.type();
    }
    for (Class<?> core : Core.all().keySet()) {
      if (core.getName().equals(name)) {
        return core;
      }
    }
    Class<?> container = Containers.byWireName(name);
    if (container != null) {
      return container;
    }
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "short" -> short.class;
      case "char" -> char.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "void" -> void.class;
      case "java.lang.Object" -> Object.class;
      default -> throw refused(name, ClassCodec.INSTANCE);
    };
  }

  /** Our definition of class {@code name}, if its fields are {@code fields} in this order. */
  @Nullable WireClass sameDefinition(String name, String[] fields) {
    ValueCodec codec = byName.get(name);
    if (codec == null) {
      codec = Core.byName(name);
    }
    WireClass wire = codec == null ? null : codec.wireClass();
    return wire != null && Arrays.equals(wire.asRead().fields(), fields) ? wire : null;
  }

  /** The error for a class that is not admitted; also logged, at most once a minute per class. */
  RpcException refused(String className, ValueCodec declared) {
    RpcException error = HessianErrors.notAdmitted(this, className, declared.expected());
    if (refusals != null) {
      refusals.log(className, error);
    }
    return error;
  }

  /**
   * The fields that hashing {@code value} may visit: those of a record or bean with its own hash.
   */
  FieldSlot[] slotsHashed(Object value) {
    ValueCodec codec = byClass.get(value.getClass());
    if (codec instanceof RecordCodec record) {
      return record.slots();
    }
    return codec instanceof BeanCodec bean ? bean.slotsHashed() : NO_SLOTS;
  }

  private static final FieldSlot[] NO_SLOTS = new FieldSlot[0];
}
