package io.dunlin.serialization.objects;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances: by the constructor that takes nothing, whatever its visibility, so that default
 * values are kept; without running any constructor where there is none; records by their canonical
 * constructor; exceptions by {@code Throwable}'s own.
 *
 * <p>By reflection and not by method handles, which cost a fresh JVM tens of milliseconds; where
 * speed matters, generated code takes its place.
 */
public final class Maker {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private Maker() {}

  /**
   * {@code sun.reflect.ReflectionFactory}, which module jdk.unsupported exports for serialization
   * libraries; found by name because the compiler warns of every mention of it. Here so that nobody
   * loads it who does not need it.
   */
  private static final class WithoutConstructor {
    static final Object FACTORY;
    static final Method NEW_CONSTRUCTOR;

    static {
      try {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        FACTORY = type.getMethod("getReflectionFactory").invoke(null);
        NEW_CONSTRUCTOR =
            type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
      } catch (ReflectiveOperationException impossible) {
        throw new ExceptionInInitializerError(impossible);
      }
    }
  }

  /**
   * A lookup with private access to {@code type}.
   *
   * @throws IllegalAccessException if its module does not open its package to this one
   */
  public static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    // A module that opens a package to us is not thereby read by us.
    Maker.class.getModule().addReads(type.getModule());
    return MethodHandles.privateLookupIn(type, HERE);
  }

  /** Why fields of {@code type} are out of reach, for a message; null if they are not. */
  public static @Nullable String whyNotAccessible(Class<?> type) {
    try {
      lookupIn(type);
      return null;
    } catch (IllegalAccessException closed) {
      return "in module %s, which must open %s to %s"
          .formatted(
              type.getModule().getName(),
              type.getPackageName(),
              Maker.class.getModule().isNamed() ? Maker.class.getModule().getName() : "us");
    }
  }

  /** The constructor of {@code type} that takes nothing, or null. */
  public static @Nullable Constructor<?> defaultConstructor(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  /** What makes beans of class {@code type}; takes nothing. */
  public static Constructor<?> bean(Class<?> type) {
    Constructor<?> constructor = defaultConstructor(type);
    return constructor == null ? forSerialization(type, Object.class) : constructor;
  }

  /** The canonical constructor of a record. */
  public static Constructor<?> record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What makes exceptions of class {@code type}, from message and cause, running no constructor but
   * {@code Throwable}'s.
   */
  public static Constructor<?> throwable(Class<?> type) {
    return forSerialization(
        type, Throwable.class, String.class, Throwable.class, boolean.class, boolean.class);
  }

  private static Constructor<?> forSerialization(
      Class<?> type, Class<?> superclass, Class<?>... parameters) {
    try {
      return (Constructor<?>)
          WithoutConstructor.NEW_CONSTRUCTOR.invoke(
              WithoutConstructor.FACTORY, type, superclass.getDeclaredConstructor(parameters));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type.getName(), impossible);
    }
  }

  /**
   * Calls {@code maker}.
   *
   * @throws IllegalArgumentException if the constructor threw an exception, which is the cause
   */
  public static Object make(Constructor<?> maker, @Nullable Object... arguments) {
    try {
      return maker.newInstance(arguments);
    } catch (InvocationTargetException thrown) {
      throw new IllegalArgumentException(
          "the constructor of %s threw %s"
              .formatted(maker.getDeclaringClass().getName(), thrown.getCause()),
          thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Calls what {@link #throwable} returned. */
  public static Throwable newThrowable(
      Constructor<?> maker, @Nullable String message, @Nullable Throwable cause) {
    return (Throwable) make(maker, message, cause, true, true);
  }
}
