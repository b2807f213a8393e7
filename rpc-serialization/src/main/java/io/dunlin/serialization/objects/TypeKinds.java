package io.dunlin.serialization.objects;

import java.io.Serializable;
import java.lang.constant.Constable;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sorts classes into {@link Kind}s, and says why a class has none. */
public final class TypeKinds {
  private static final Set<Class<?>> SCALARS =
      Set.of(
          boolean.class,
          byte.class,
          short.class,
          char.class,
          int.class,
          long.class,
          float.class,
          double.class,
          void.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Void.class,
          String.class,
          Date.class);

  /** Known by name, because the module java.sql need not be there. */
  private static final Set<String> SQL_DATES =
      Set.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp");

  private static final Set<Class<?>> VALUES =
      Set.of(
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          Locale.class,
          Currency.class,
          URI.class,
          BitSet.class,
          Calendar.class,
          GregorianCalendar.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicBoolean.class,
          Class.class,
          StackTraceElement.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class,
          Duration.class,
          Period.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          ZoneId.class,
          ZoneOffset.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  /** JDK types that say nothing about their values; what stands there decides. */
  private static final Set<Class<?>> OPEN_JDK_TYPES =
      Set.of(
          Object.class,
          Serializable.class,
          Cloneable.class,
          Comparable.class,
          CharSequence.class,
          Number.class,
          Enum.class,
          Record.class,
          Constable.class,
          ConstantDesc.class,
          java.time.temporal.Temporal.class,
          java.time.temporal.TemporalAccessor.class,
          java.time.temporal.TemporalAmount.class);

  private static final String OUTSIDE = "a JDK class that has no meaning in another process";

  private TypeKinds() {}

  /** Whether {@code type} is part of the JDK's own packages. */
  public static boolean isJdk(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("com.sun.");
  }

  /** Whether {@code type} is a date of java.sql. */
  public static boolean isSqlDate(Class<?> type) {
    return SQL_DATES.contains(type.getName());
  }

  /** The kind of {@code type}, or null if it cannot be carried; then see {@link #whyNot}. */
  public static @Nullable Kind of(Class<?> type) {
    if (SCALARS.contains(type) || isSqlDate(type)) {
      return Kind.SCALAR;
    }
    if (VALUES.contains(type)) {
      return Kind.VALUE;
    }
    if (type.isArray()) {
      return Kind.ARRAY;
    }
    if (type.isEnum()) {
      return Kind.ENUM;
    }
    if (type == Optional.class) {
      return Kind.OPTIONAL;
    }
    if (OPEN_JDK_TYPES.contains(type)) {
      return Kind.OPEN;
    }
    if (Collection.class.isAssignableFrom(type) || type == Iterable.class) {
      return Containers.collection(type) == null ? null : Kind.COLLECTION;
    }
    if (Map.class.isAssignableFrom(type)) {
      return Containers.map(type) == null ? null : Kind.MAP;
    }
    if (Throwable.class.isAssignableFrom(type)) {
      return Kind.THROWABLE;
    }
    return whyNot(type) == null ? ofUserClass(type) : null;
  }

  private static Kind ofUserClass(Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return Kind.OPEN;
    }
    return type.isRecord() ? Kind.RECORD : Kind.BEAN;
  }

  /** Why {@code type} cannot be carried, for a message; null if nothing is known against it. */
  public static @Nullable String whyNot(Class<?> type) {
    if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return isJdk(type)
          ? OUTSIDE
          : "a collection class without a public or package-visible constructor that takes nothing";
    }
    if (isJdk(type)) {
      return OUTSIDE;
    }
    if (type.isAnnotation()) {
      return "an annotation";
    }
    if (type.isInterface() && type.isAnnotationPresent(FunctionalInterface.class)) {
      return "a function; mark the parameter @RpcCallback to have it called over the connection";
    }
    if (type.isHidden() || java.lang.reflect.Proxy.isProxyClass(type)) {
      return "a class made at run time";
    }
    for (Class<?> c = type.getSuperclass(); c != null && c != Object.class; c = c.getSuperclass()) {
      if (isJdk(c) && c != Record.class && c != Number.class) {
        return "a subclass of " + c.getName() + ", whose state is out of reach";
      }
    }
    return null;
  }
}
