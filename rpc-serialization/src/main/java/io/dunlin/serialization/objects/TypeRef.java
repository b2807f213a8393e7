package io.dunlin.serialization.objects;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Java type without variables and wildcards: a class and its type arguments, each replaced by its
 * bound where the declaration leaves it open. Equal types are equal, so it serves as a key.
 *
 * @param raw the class
 * @param args one for each type parameter of {@code raw}, or none when it is used raw; for an array
 *     its component type
 */
public record TypeRef(Class<?> raw, List<TypeRef> args) {
  /** {@code Object}. */
  public static final TypeRef OBJECT = new TypeRef(Object.class, List.of());

  /** Types nested more deeply than this are taken raw: a class may expand without end. */
  private static final int MAX_NESTING = 12;

  public TypeRef {
    args = List.copyOf(args);
  }

  /** {@code raw} without type arguments. */
  public static TypeRef of(Class<?> raw) {
    return raw.isArray()
        ? new TypeRef(raw, List.of(of(raw.getComponentType())))
        : new TypeRef(raw, List.of());
  }

  /** {@code type} outside any class with type parameters. */
  public static TypeRef of(Type type) {
    return resolve(type, Map.of(), 0);
  }

  private static TypeRef resolve(Type type, Map<TypeVariable<?>, TypeRef> variables, int nesting) {
    if (type instanceof Class<?> raw) {
      return of(raw);
    }
    if (nesting > MAX_NESTING) {
      return of(erase(type));
    }
    if (type instanceof ParameterizedType parameterized) {
      List<TypeRef> args = new ArrayList<>();
      for (Type argument : parameterized.getActualTypeArguments()) {
        args.add(resolve(argument, variables, nesting + 1));
      }
      return new TypeRef((Class<?>) parameterized.getRawType(), args);
    }
    if (type instanceof GenericArrayType array) {
      TypeRef component = resolve(array.getGenericComponentType(), variables, nesting + 1);
      return new TypeRef(Array.newInstance(component.raw, 0).getClass(), List.of(component));
    }
    if (type instanceof WildcardType wildcard) {
      return resolve(wildcard.getUpperBounds()[0], variables, nesting + 1);
    }
    if (type instanceof TypeVariable<?> variable) {
      TypeRef known = variables.get(variable);
      if (known != null) {
        return known;
      }
      // The bound may name the variable itself, as in T extends Comparable<T>.
      Map<TypeVariable<?>, TypeRef> inner = new HashMap<>(variables);
      inner.put(variable, of(erase(variable)));
      return resolve(variable.getBounds()[0], inner, nesting + 1);
    }
    return OBJECT;
  }

  private static Class<?> erase(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      return Array.newInstance(erase(array.getGenericComponentType()), 0).getClass();
    }
    if (type instanceof WildcardType wildcard) {
      return erase(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return erase(variable.getBounds()[0]);
    }
    return Object.class;
  }

  /** The component type of an array. */
  public TypeRef component() {
    return args.get(0);
  }

  /** This class without type arguments. */
  public TypeRef erased() {
    return of(raw);
  }

  /** {@code type}, found inside a declaration of {@link #raw}, with this type's arguments. */
  public TypeRef resolveInside(Type type) {
    return resolve(type, variables(), 0);
  }

  /** The superclass with its arguments, or null. */
  public @Nullable TypeRef superclass() {
    Type superclass = raw.getGenericSuperclass();
    return superclass == null ? null : resolveInside(superclass);
  }

  /**
   * Argument {@code index} of {@code generic}, a class or interface this type extends; {@code
   * Object} when used raw.
   */
  public TypeRef argumentOf(Class<?> generic, int index) {
    TypeRef found = as(generic);
    return found == null || found.args.size() <= index ? OBJECT : found.args.get(index);
  }

  private @Nullable TypeRef as(Class<?> generic) {
    if (raw == generic) {
      return this;
    }
    if (!generic.isAssignableFrom(raw)) {
      return null;
    }
    if (generic.isInterface()) {
      for (Type implemented : raw.getGenericInterfaces()) {
        TypeRef found = resolveInside(implemented).as(generic);
        if (found != null) {
          return found;
        }
      }
    }
    TypeRef superclass = superclass();
    return superclass == null ? null : superclass.as(generic);
  }

  private Map<TypeVariable<?>, TypeRef> variables() {
    TypeVariable<?>[] parameters = raw.getTypeParameters();
    if (raw.isArray() || args.size() != parameters.length) {
      return Map.of();
    }
    Map<TypeVariable<?>, TypeRef> variables = new HashMap<>();
    for (int i = 0; i < parameters.length; i++) {
      variables.put(parameters[i], args.get(i));
    }
    return variables;
  }

  /** As in source code: {@code java.util.List<com.acme.User>}. */
  @Override
  public String toString() {
    if (raw.isArray()) {
      return component() + "[]";
    }
    if (args.isEmpty()) {
      return raw.getName();
    }
    StringBuilder text = new StringBuilder(raw.getName()).append('<');
    for (int i = 0; i < args.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(args.get(i));
    }
    return text.append('>').toString();
  }
}
