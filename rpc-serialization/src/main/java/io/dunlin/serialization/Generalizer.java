package io.dunlin.serialization;

import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.objects.ClassShape;
import io.dunlin.serialization.objects.Containers;
import io.dunlin.serialization.objects.Kind;
import io.dunlin.serialization.objects.Plain;
import io.dunlin.serialization.objects.TypeKinds;
import io.dunlin.serialization.objects.TypeRef;
import io.dunlin.serialization.objects.TypeWalk;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into maps, lists and scalars, and back within a service's declared types: what
 * calls without the interface's classes are made of (protocol 1.13, {@code generic=true}).
 *
 * <p>Objects become maps of their fields and the key {@code class}. On the way back that key is
 * honoured only if it names the declared class or an admitted subclass. Immutable, safe for any
 * number of threads.
 */
public final class Generalizer {
  private static final String CLASS = "class";
  private static final int MAX_DEPTH = 64;

  /** How a text becomes a value of these classes. */
  private static final Map<Class<?>, Function<String, Object>> FROM_TEXT = fromText();

  private final ServiceContract contract;
  private final Map<String, Class<?>> admitted;
  private final List<TypeWalk.MethodTypes> methods;

  private Generalizer(
      ServiceContract contract,
      Map<String, Class<?>> admitted,
      List<TypeWalk.MethodTypes> methods) {
    this.contract = contract;
    this.admitted = admitted;
    this.methods = methods;
  }

  /**
   * The generalizer of a service.
   *
   * @throws RpcException code RPC-1405 if a declared type cannot be carried
   */
  public static Generalizer of(ServiceContract contract, TypeRules rules) {
    Map<String, Class<?>> admitted = new HashMap<>();
    List<TypeWalk.MethodTypes> methods = new ArrayList<>();
    for (MethodDescriptor method : contract.methods()) {
      TypeWalk.MethodTypes types = TypeWalk.of(contract, method, rules.admitted());
      types.classes().forEach(type -> admitted.put(type.getName(), type));
      methods.add(types);
    }
    return new Generalizer(contract, Map.copyOf(admitted), List.copyOf(methods));
  }

  // ---- to plain ----

  /**
   * {@code value} as maps, lists and scalars.
   *
   * @throws RpcException code RPC-1402 if something in it has no plain form
   */
  public static @Nullable Object generalize(@Nullable Object value) {
    return generalize(value, new IdentityHashMap<>(), 0);
  }

  private static @Nullable Object generalize(
      @Nullable Object value, IdentityHashMap<Object, Object> seen, int depth) {
    if (value == null) {
      return null;
    }
    Class<?> type = value.getClass();
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Class<?> named) {
      return named.getName();
    }
    if (value instanceof LocalDate
        || value instanceof LocalDateTime
        || value instanceof LocalTime) {
      return value.toString();
    }
    if (value instanceof Optional<?> optional) {
      return generalize(optional.orElse(null), seen, depth);
    }
    Kind kind = TypeKinds.of(type);
    if (kind == Kind.SCALAR || kind == Kind.VALUE || value instanceof Date || isPlainArray(type)) {
      return value;
    }
    Object before = seen.get(value);
    if (before != null) {
      return before;
    }
    if (depth >= MAX_DEPTH) {
      throw notPlain(type, "nested more than " + MAX_DEPTH + " deep");
    }
    if (value instanceof Object[] array) {
      return generalizeArray(array, seen, depth);
    }
    if (value instanceof Collection<?> values) {
      return generalizeCollection(values, seen, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return generalizeMap(map, seen, depth);
    }
    if (value instanceof ZoneId || value instanceof Number) {
      return value;
    }
    if (kind != Kind.BEAN && kind != Kind.RECORD && kind != Kind.THROWABLE) {
      throw notPlain(type, "it has no plain form");
    }
    return generalizeFields(value, seen, depth);
  }

  private static boolean isPlainArray(Class<?> type) {
    if (!type.isArray()) {
      return false;
    }
    Class<?> component = type.getComponentType();
    return component.isPrimitive() || TypeKinds.of(component) == Kind.SCALAR;
  }

  private static Object generalizeArray(
      Object[] array, IdentityHashMap<Object, Object> seen, int depth) {
    @Nullable Object[] plain =
        array.getClass().getComponentType().isEnum()
            ? new @Nullable String[array.length]
            : new @Nullable Object[array.length];
    seen.put(array, plain);
    for (int i = 0; i < array.length; i++) {
      plain[i] = generalize(array[i], seen, depth + 1);
    }
    return plain;
  }

  private static Object generalizeCollection(
      Collection<?> values, IdentityHashMap<Object, Object> seen, int depth) {
    List<@Nullable Object> plain = new ArrayList<>(values.size());
    boolean simple = true;
    seen.put(values, plain);
    for (Object value : values) {
      Object next = generalize(value, seen, depth + 1);
      simple &= next == null || TypeKinds.of(next.getClass()) == Kind.SCALAR;
      plain.add(next);
    }
    // A set of maps would be hashed by its reader, entry by entry; as a list it says the same.
    return values instanceof Set && simple ? new LinkedHashSet<>(plain) : plain;
  }

  private static Object generalizeMap(
      Map<?, ?> map, IdentityHashMap<Object, Object> seen, int depth) {
    Map<@Nullable Object, @Nullable Object> plain =
        map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null
            ? new TreeMap<>()
            : new LinkedHashMap<>();
    seen.put(map, plain);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(
          generalize(entry.getKey(), seen, depth + 1),
          generalize(entry.getValue(), seen, depth + 1));
    }
    return plain;
  }

  private static Object generalizeFields(
      Object bean, IdentityHashMap<Object, Object> seen, int depth) {
    Map<String, @Nullable Object> plain = new HashMap<>();
    seen.put(bean, plain);
    if (bean instanceof Throwable error) {
      plain.put("message", error.getMessage());
    }
    for (Map.Entry<String, @Nullable Object> field : Plain.fields(bean).entrySet()) {
      plain.put(field.getKey(), generalize(field.getValue(), seen, depth + 1));
    }
    plain.put(CLASS, bean.getClass().getName());
    return plain;
  }

  private static RpcException notPlain(Class<?> type, String why) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        "a value of class %s cannot be made plain for a generic call: %s; pass maps, lists and scalars"
            .formatted(type.getName(), why));
  }

  // ---- from plain ----

  /**
   * The arguments for {@code method} of this contract.
   *
   * @throws RpcException code RPC-1506 if there are too many or too few, or if one does not fit its
   *     parameter; code RPC-1401 if one names a class that is not admitted
   */
  public @Nullable Object[] arguments(MethodDescriptor method, @Nullable Object[] plain) {
    List<String> declared = method.parameterTypes();
    if (plain.length != declared.size()) {
      throw RpcException.of(
          ErrorCode.INVALID_GENERIC_CALL,
          "%s.%s called with %d arguments (expected: %d)"
              .formatted(contract.interfaceName(), method, plain.length, declared.size()));
    }
    @Nullable Object[] real = new @Nullable Object[plain.length];
    List<@Nullable TypeRef> types = methods.get(method.index()).parameters();
    for (int i = 0; i < real.length; i++) {
      TypeRef type = types.get(i);
      String path = contract.interfaceName() + "." + method + ": parameter " + name(method, i);
      real[i] = type == null ? null : new Realizing().realize(plain[i], type, path, 0);
    }
    return real;
  }

  private static String name(MethodDescriptor method, int index) {
    Method java = method.method();
    Parameter parameter = java == null ? null : java.getParameters()[index];
    return parameter != null && parameter.isNamePresent()
        ? index + " (" + parameter.getName() + ")"
        : String.valueOf(index);
  }

  /**
   * {@code plain} as a value of type {@code declared}, within the types of this service.
   *
   * @throws RpcException code RPC-1506 if it does not fit; code RPC-1401 if it names a class that
   *     is not admitted
   */
  public @Nullable Object realize(@Nullable Object plain, Type declared) {
    return new Realizing().realize(plain, TypeRef.of(declared), contract.interfaceName(), 0);
  }

  /** One value on its way back; remembers which map became which object. */
  private final class Realizing {
    private final IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();

    @Nullable Object realize(@Nullable Object plain, TypeRef type, String path, int depth) {
      Class<?> raw = type.raw();
      if (plain == null) {
        if (raw.isPrimitive() && raw != void.class) {
          throw unfit(path, null, type, null);
        }
        return raw == Optional.class ? Optional.empty() : null;
      }
      if (depth > MAX_DEPTH) {
        throw RpcException.of(
            ErrorCode.LIMIT_EXCEEDED, path + ": nested more than " + MAX_DEPTH + " deep");
      }
      Kind kind = TypeKinds.of(raw);
      if (kind == null) {
        throw unfit(path, plain, type, null);
      }
      return switch (kind) {
        case SCALAR, VALUE -> simple(plain, type, path);
        case ENUM -> constant(plain, type, path);
        case ARRAY -> array(plain, type, path, depth);
        case COLLECTION -> collection(plain, type, path, depth);
        case MAP -> map(plain, type, path, depth);
        case OPTIONAL -> Optional.ofNullable(realize(plain, type.argumentOf(raw, 0), path, depth));
        case OPEN -> open(plain, type, path, depth);
        case BEAN, RECORD -> fields(plain, type, path, depth);
        case THROWABLE -> throw unfit(path, plain, type, null);
      };
    }

    private Object simple(Object plain, TypeRef type, String path) {
      Class<?> wanted = boxed(type.raw());
      if (wanted.isInstance(plain)) {
        return plain;
      }
      try {
        Object converted = converted(plain, wanted);
        if (converted != null) {
          return converted;
        }
      } catch (RuntimeException wrong) {
        throw unfit(path, plain, type, wrong);
      }
      throw unfit(path, plain, type, null);
    }

    private Object constant(Object plain, TypeRef type, String path) {
      if (type.raw().isInstance(plain)) {
        return plain;
      }
      for (Object constant : type.raw().getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(plain)) {
          return constant;
        }
      }
      throw unfit(path, plain, type, null);
    }

    private Object array(Object plain, TypeRef type, String path, int depth) {
      if (type.raw() == char[].class && plain instanceof String text) {
        return text.toCharArray();
      }
      if (type.raw().isInstance(plain) && isPlainArray(type.raw())) {
        return plain;
      }
      List<?> elements = elements(plain, type, path);
      Object array = Array.newInstance(type.raw().getComponentType(), elements.size());
      for (int i = 0; i < elements.size(); i++) {
        Array.set(
            array, i, realize(elements.get(i), type.component(), path + "[" + i + "]", depth + 1));
      }
      return array;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the enum's class is looked at before
    private Object collection(Object plain, TypeRef type, String path, int depth) {
      Class<?> raw = type.raw();
      TypeRef element = type.argumentOf(Iterable.class, 0);
      List<?> elements = elements(plain, type, path);
      IntFunction<Collection<Object>> factory = Containers.collection(raw);
      if (factory == null) {
        throw unfit(path, plain, type, null);
      }
      Collection<Object> made =
          raw == EnumSet.class && element.raw().isEnum()
              ? (Collection<Object>) (Collection) EnumSet.noneOf((Class) element.raw())
              : factory.apply(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        Object value = realize(elements.get(i), element, path + "[" + i + "]", depth + 1);
        add(made, value, path);
      }
      return made;
    }

    @SuppressWarnings("NullAway") // Java's collections take null where their kind does
    private void add(Collection<Object> made, @Nullable Object value, String path) {
      try {
        made.add(value);
      } catch (RuntimeException refused) {
        throw unfitElement(path, made.getClass(), refused);
      }
    }

    private List<?> elements(Object plain, TypeRef type, String path) {
      if (plain instanceof Collection<?> values) {
        return new ArrayList<>(values);
      }
      if (plain instanceof Object[] array) {
        return Arrays.asList(array);
      }
      if (plain.getClass().isArray()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(plain); i++) {
          values.add(Array.get(plain, i));
        }
        return values;
      }
      throw unfit(path, plain, type, null);
    }

    @SuppressWarnings("NullAway") // Java's maps take null where their kind does
    private Object map(Object plain, TypeRef type, String path, int depth) {
      IntFunction<Map<Object, Object>> factory = Containers.map(type.raw());
      if (!(plain instanceof Map<?, ?> entries) || factory == null) {
        throw unfit(path, plain, type, null);
      }
      TypeRef key = type.argumentOf(Map.class, 0);
      TypeRef value = type.argumentOf(Map.class, 1);
      Map<Object, Object> made = factory.apply(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        String inner = path + "[" + entry.getKey() + "]";
        Object k = realize(entry.getKey(), key, inner, depth + 1);
        Object v = realize(entry.getValue(), value, inner, depth + 1);
        try {
          made.put(k, v);
        } catch (RuntimeException refused) {
          throw unfitElement(inner, made.getClass(), refused);
        }
      }
      return made;
    }

    private Object open(Object plain, TypeRef type, String path, int depth) {
      Object made = plain;
      if (plain instanceof Map<?, ?> map && map.get(CLASS) instanceof String name) {
        made = fieldsOf(map, TypeRef.of(named(name, type, path)), path, depth);
      } else if (plain instanceof Map<?, ?>) {
        made = map(plain, TypeRef.of(Map.class), path, depth);
      } else if (plain instanceof Collection<?> values) {
        made =
            collection(
                plain, TypeRef.of(values instanceof Set ? Set.class : List.class), path, depth);
      }
      if (!type.raw().isInstance(made)) {
        throw unfit(path, plain, type, null);
      }
      return made;
    }

    private Object fields(Object plain, TypeRef type, String path, int depth) {
      if (type.raw().isInstance(plain)) {
        return plain;
      }
      if (!(plain instanceof Map<?, ?> map)) {
        throw unfit(path, plain, type, null);
      }
      TypeRef actual = type;
      if (map.get(CLASS) instanceof String name && !name.equals(type.raw().getName())) {
        actual = TypeRef.of(named(name, type, path));
      }
      return fieldsOf(map, actual, path, depth);
    }

    private Class<?> named(String name, TypeRef declared, String path) {
      Class<?> found = admitted.get(name);
      if (found == null || !declared.raw().isAssignableFrom(found)) {
        // A peer may have chosen it: kept to one line of a log.
        String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        shown = shown.replaceAll("\\p{Cntrl}", "?");
        String source = shown.replace('$', '.');
        throw RpcException.of(
            ErrorCode.TYPE_NOT_ADMITTED,
            "%s: class %s is not admitted where %s is declared; if it belongs there, admit it with @RpcTypes(%s.class) or admit(%s.class)"
                .formatted(path, shown, declared, source, source));
      }
      return found;
    }

    private Object fieldsOf(Map<?, ?> map, TypeRef type, String path, int depth) {
      Object before = seen.get(map);
      if (type.raw().isInstance(before)) {
        return before;
      }
      Kind kind = TypeKinds.of(type.raw());
      List<ClassShape.Member> members = ClassShape.members(type);
      try {
        if (kind == Kind.RECORD) {
          return record(map, type, members, path, depth);
        }
        if (kind != Kind.BEAN) {
          throw unfit(path, map, type, null);
        }
        Object bean = Plain.newBean(type.raw());
        seen.put(map, bean);
        for (ClassShape.Member member : members) {
          if (map.containsKey(member.name())) {
            Object value = map.get(member.name());
            String inner = path + "." + member.name();
            Plain.set(member, bean, realize(value, member.type(), inner, depth + 1));
          }
        }
        return bean;
      } catch (IllegalArgumentException cannotBeMade) {
        throw unfit(path, map, type, cannotBeMade);
      }
    }

    private Object record(
        Map<?, ?> map, TypeRef type, List<ClassShape.Member> members, String path, int depth) {
      @Nullable Object[] components = new @Nullable Object[members.size()];
      for (int i = 0; i < components.length; i++) {
        ClassShape.Member member = members.get(i);
        Object value = map.get(member.name());
        Class<?> raw = member.type().raw();
        components[i] =
            value == null && raw.isPrimitive()
                ? Array.get(Array.newInstance(raw, 1), 0)
                : realize(value, member.type(), path + "." + member.name(), depth + 1);
      }
      return Plain.newRecord(type.raw(), components);
    }
  }

  private static RpcException unfit(
      String path, @Nullable Object found, TypeRef expected, @Nullable Throwable cause) {
    String what =
        found == null
            ? "null"
            : found instanceof String text
                ? "the text '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'"
                : "a " + found.getClass().getName();
    return RpcException.of(
        ErrorCode.INVALID_GENERIC_CALL,
        "%s: found %s (expected: %s)".formatted(path, what, expected),
        cause);
  }

  private static RpcException unfitElement(String path, Class<?> container, Throwable cause) {
    return RpcException.of(
        ErrorCode.INVALID_GENERIC_CALL,
        "%s: a %s refuses a value: %s".formatted(path, container.getName(), cause),
        cause);
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0).getClass() : type;
  }

  /** {@code plain} as an instance of {@code wanted}; null if there is no such thing. */
  private static @Nullable Object converted(Object plain, Class<?> wanted) {
    if (plain instanceof Number number) {
      return ofNumber(number, wanted);
    }
    if (plain instanceof Boolean flag) {
      return wanted == String.class
          ? flag.toString()
          : wanted == AtomicBoolean.class ? new AtomicBoolean(flag) : null;
    }
    if (plain instanceof Date date && TypeKinds.isSqlDate(wanted)) {
      return sqlDate(wanted, date.getTime());
    }
    if (!(plain instanceof String) && !(plain instanceof Character)) {
      return null;
    }
    String text = plain.toString();
    if (wanted == String.class) {
      return text;
    }
    if (wanted == Character.class) {
      return text.length() == 1 ? (Object) text.charAt(0) : null;
    }
    if (TypeKinds.isSqlDate(wanted)) {
      return sqlDate(wanted, date(text).getTime());
    }
    Function<String, Object> parser = FROM_TEXT.get(wanted);
    return parser == null ? null : parser.apply(text);
  }

  private static @Nullable Object ofNumber(Number number, Class<?> wanted) {
    if (wanted == String.class) {
      return number.toString();
    }
    if (wanted == Date.class) {
      return new Date(number.longValue());
    }
    if (TypeKinds.isSqlDate(wanted)) {
      return sqlDate(wanted, number.longValue());
    }
    if (wanted == Double.class) {
      return number.doubleValue();
    }
    if (wanted == Float.class) {
      return number.floatValue();
    }
    Function<String, Object> parser =
        Number.class.isAssignableFrom(wanted) ? FROM_TEXT.get(wanted) : null;
    // Through the decimal text, so that what does not fit is an error and not another number.
    return parser == null
        ? null
        : parser.apply(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
  }

  private static Object sqlDate(Class<?> type, long millis) {
    try {
      return type.getConstructor(long.class).newInstance(millis);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<Class<?>, Function<String, Object>> fromText() {
    Map<Class<?>, Function<String, Object>> parsers = new HashMap<>();
    parsers.put(Byte.class, Byte::valueOf);
    parsers.put(Short.class, Short::valueOf);
    parsers.put(Integer.class, Integer::valueOf);
    parsers.put(Long.class, Long::valueOf);
    parsers.put(Float.class, Float::valueOf);
    parsers.put(Double.class, Double::valueOf);
    parsers.put(Boolean.class, Generalizer::bool);
    parsers.put(BigInteger.class, text -> new BigInteger(shortNumber(text)));
    parsers.put(BigDecimal.class, text -> new BigDecimal(shortNumber(text)));
    parsers.put(AtomicInteger.class, text -> new AtomicInteger(Integer.parseInt(text)));
    parsers.put(AtomicLong.class, text -> new AtomicLong(Long.parseLong(text)));
    parsers.put(Date.class, Generalizer::date);
    parsers.put(LocalDate.class, LocalDate::parse);
    parsers.put(LocalTime.class, LocalTime::parse);
    parsers.put(LocalDateTime.class, Generalizer::localDateTime);
    parsers.put(Instant.class, Instant::parse);
    parsers.put(Duration.class, Duration::parse);
    parsers.put(Period.class, Period::parse);
    parsers.put(YearMonth.class, YearMonth::parse);
    parsers.put(OffsetDateTime.class, OffsetDateTime::parse);
    parsers.put(ZonedDateTime.class, ZonedDateTime::parse);
    parsers.put(ZoneId.class, ZoneId::of);
    parsers.put(UUID.class, UUID::fromString);
    parsers.put(URI.class, URI::create);
    parsers.put(Currency.class, Currency::getInstance);
    parsers.put(Locale.class, text -> Locale.forLanguageTag(text.replace('_', '-')));
    return Map.copyOf(parsers);
  }

  private static String shortNumber(String text) {
    if (text.length() > 1000) {
      throw new IllegalArgumentException("a number of " + text.length() + " characters");
    }
    return text;
  }

  private static Boolean bool(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException(text);
  }

  /** Reads {@code 2024-02-29 23:59:58} and the ISO forms, in this process's zone. */
  private static Date date(String text) {
    if (text.length() == 10) {
      return Date.from(LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());
    }
    return text.endsWith("Z")
        ? Date.from(Instant.parse(text))
        : Date.from(localDateTime(text).atZone(ZoneId.systemDefault()).toInstant());
  }

  private static LocalDateTime localDateTime(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }
}
