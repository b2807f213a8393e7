package io.dunlin.serialization.objects;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances: by the constructor that takes nothing, whatever its visibility, so that default
 * values are kept; without running any constructor where there is none; records by their canonical
 * constructor; exceptions by {@code Throwable}'s own.
 */
public final class Maker {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  /**
   * {@code sun.reflect.ReflectionFactory.newConstructorForSerialization}, which module
   * jdk.unsupported exports for serialization libraries; found by name because the compiler warns
   * of every mention of it.
   */
  private static final MethodHandle FOR_SERIALIZATION = findForSerialization();

  private Maker() {}

  /**
   * A lookup with private access to {@code type}.
   *
   * @throws IllegalAccessException if its module does not open its package to this one
   */
  public static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
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

  /** Makes a bean; of type {@code ()Object}. */
  public static MethodHandle bean(Class<?> type) throws IllegalAccessException {
    try {
      return lookupIn(type)
          .findConstructor(type, MethodType.methodType(void.class))
          .asType(MethodType.methodType(Object.class));
    } catch (NoSuchMethodException none) {
      return withoutConstructor(type);
    }
  }

  /** Makes a record from its components; of type {@code (Object[])Object}. */
  public static MethodHandle record(Class<?> type) throws IllegalAccessException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      return lookupIn(type)
          .findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandle withoutConstructor(Class<?> type) throws IllegalAccessException {
    try {
      Constructor<?> maker = forSerialization(type, Object.class.getDeclaredConstructor());
      // Not unreflected: that would call Object's constructor for an Object.
      MethodHandle newInstance =
          HERE.findVirtual(
              Constructor.class,
              "newInstance",
              MethodType.methodType(Object.class, Object[].class));
      return MethodHandles.insertArguments(newInstance, 0, maker, new Object[0]);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What makes exceptions of class {@code type}, from message and cause, running no constructor but
   * {@code Throwable}'s.
   */
  public static Constructor<?> throwable(Class<?> type) {
    try {
      return forSerialization(
          type,
          Throwable.class.getDeclaredConstructor(
              String.class, Throwable.class, boolean.class, boolean.class));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Constructor<?> forSerialization(Class<?> type, Constructor<?> inherited) {
    try {
      return (Constructor<?>) FOR_SERIALIZATION.invokeExact(type, inherited);
    } catch (Throwable impossible) {
      throw new IllegalStateException(type.getName(), impossible);
    }
  }

  private static MethodHandle findForSerialization() {
    try {
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object instance =
          HERE.findStatic(factory, "getReflectionFactory", MethodType.methodType(factory)).invoke();
      return HERE.findVirtual(
              factory,
              "newConstructorForSerialization",
              MethodType.methodType(Constructor.class, Class.class, Constructor.class))
          .bindTo(instance);
    } catch (Throwable impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** Calls what {@link #throwable} returned. */
  public static Throwable newThrowable(
      Constructor<?> maker, @Nullable String message, @Nullable Throwable cause) {
    try {
      return (Throwable) maker.newInstance(message, cause, true, true);
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
