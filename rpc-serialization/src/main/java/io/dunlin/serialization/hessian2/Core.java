package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.objects.Containers;
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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fixed core: JDK types that may stand in any open position, with their forms on the wire
 * (protocol 2.6). Field orders are those of Dubbo's writer, so that its definitions are recognised
 * by their bytes.
 */
final class Core {
  private static final String HANDLES = "com.alibaba.com.caucho.hessian.io.";

  /** Longer numbers take a processor minutes to parse. */
  private static final int MAX_DECIMAL_CHARS = 16_384;

  private static final Map<Class<?>, ValueCodec> BY_CLASS = new HashMap<>();
  private static final Map<String, ValueCodec> BY_NAME = new HashMap<>();
  private static final Map<String, ValueCodec> ARRAYS = new HashMap<>();

  private static final ValueCodec I = ScalarCodecs.of(int.class);
  private static final ValueCodec L = ScalarCodecs.of(long.class);
  private static final ValueCodec S = ScalarCodecs.STRING;

  static {
    BY_CLASS.putAll(ScalarCodecs.boxed());
    add(ClassCodec.INSTANCE);
    add(new EnumSetCodec());
    numbers();
    texts();
    localTimes();
    zonedTimes();
    others();
    optionals();
    for (Class<?> array :
        List.of(
            boolean[].class,
            byte[].class,
            short[].class,
            char[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class)) {
      ValueCodec codec = java.util.Objects.requireNonNull(PrimitiveArrayCodecs.of(array));
      addArray(array, codec);
    }
    for (Class<?> component : ScalarCodecs.boxed().keySet()) {
      Class<?> array = component.arrayType();
      addArray(array, new ArrayCodec(array, ScalarCodecs.of(component)));
    }
    addArray(Object[].class, new ArrayCodec(Object[].class, OpenCodec.OBJECT));
    for (Class<?> type : List.of(BigDecimal.class, BigInteger.class, UUID.class)) {
      Class<?> array = type.arrayType();
      addArray(array, new ArrayCodec(array, codec(type)));
    }
  }

  private Core() {}

  /** The codec of a type of kind VALUE, or of a scalar. */
  static ValueCodec codec(Class<?> type) {
    ValueCodec codec = BY_CLASS.get(type);
    if (codec == null) {
      throw new IllegalArgumentException(type.getName());
    }
    return codec;
  }

  /** The codec of values of exactly this class, or null if it is outside the core. */
  static @Nullable ValueCodec byClass(Class<?> type) {
    return BY_CLASS.get(type);
  }

  /** The codec of objects of this class name on the wire, or null. */
  static @Nullable ValueCodec byName(String name) {
    return BY_NAME.get(name);
  }

  /** The codec of arrays of this type name on the wire, or null. */
  static @Nullable ValueCodec arrayByName(String name) {
    return ARRAYS.get(name);
  }

  /** Every class of the core. */
  static Map<Class<?>, ValueCodec> all() {
    return BY_CLASS;
  }

  /** Whether {@code value} is a scalar or value of the core: null, a number, a date, … */
  static boolean isValue(@Nullable Object value) {
    return value == null
        || Keys.isSimple(value)
        || value instanceof ZoneId
        || (BY_CLASS.containsKey(value.getClass()) && !value.getClass().isArray());
  }

  private static void add(ValueCodec codec) {
    BY_CLASS.put(codec.type(), codec);
    WireClass wire = codec.wireClass();
    if (wire != null) {
      BY_NAME.put(wire.name(), codec);
    }
  }

  private static void addArray(Class<?> array, ValueCodec codec) {
    BY_CLASS.put(array, codec);
    ARRAYS.put(ArrayCodec.wireName(array), codec);
  }

  private static <T> void add(
      Class<T> type,
      WireClass wire,
      ValueCodec[] codecs,
      Function<T, @Nullable Object[]> apart,
      Function<@Nullable Object[], T> together) {
    add(
        new HandleCodec(
            type, wire, codecs, value -> apart.apply(type.cast(value)), together::apply));
  }

  private static ValueCodec[] of(ValueCodec... codecs) {
    return codecs;
  }

  private static @Nullable Object[] values(@Nullable Object... values) {
    return values;
  }

  private static WireClass own(Class<?> type, String... fields) {
    return new WireClass(type.getName(), fields);
  }

  private static WireClass time(String name, String... fields) {
    return new WireClass(HANDLES + "java8." + name, fields);
  }

  private static int i(@Nullable Object number) {
    return number == null ? 0 : (Integer) number;
  }

  private static long l(@Nullable Object number) {
    return number == null ? 0 : (Long) number;
  }

  private static String s(@Nullable Object text) {
    if (text == null) {
      throw new IllegalArgumentException("null");
    }
    return (String) text;
  }

  private static <T> T present(Class<T> type, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("a field is missing");
    }
    return type.cast(value);
  }

  private static void numbers() {
    add(
        BigDecimal.class,
        own(BigDecimal.class, "value"),
        of(S),
        value -> values(value.toString()),
        fields -> decimal(s(fields[0])));
    ValueCodec ints = java.util.Objects.requireNonNull(PrimitiveArrayCodecs.of(int[].class));
    add(
        BigInteger.class,
        own(BigInteger.class, "mag", "signum"),
        of(ints, I),
        value -> values(magnitude(value), value.signum()),
        fields -> integer(i(fields[1]), (int[]) fields[0]));
    add(
        AtomicInteger.class,
        own(AtomicInteger.class, "value"),
        of(I),
        value -> values(value.get()),
        fields -> new AtomicInteger(i(fields[0])));
    add(
        AtomicLong.class,
        own(AtomicLong.class, "value"),
        of(L),
        value -> values(value.get()),
        fields -> new AtomicLong(l(fields[0])));
    add(
        AtomicBoolean.class,
        own(AtomicBoolean.class, "value"),
        of(I),
        value -> values(value.get() ? 1 : 0),
        fields -> new AtomicBoolean(i(fields[0]) != 0));
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > MAX_DECIMAL_CHARS) {
      throw new IllegalArgumentException(
          text.length() + " characters (limit: " + MAX_DECIMAL_CHARS + ")");
    }
    return new BigDecimal(text);
  }

  private static int[] magnitude(BigInteger value) {
    byte[] bytes = value.abs().toByteArray();
    int skip = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    int length = value.signum() == 0 ? 0 : bytes.length - skip;
    int[] words = new int[(length + 3) / 4];
    for (int i = 0; i < length; i++) {
      words[words.length - 1 - i / 4] |= (bytes[bytes.length - 1 - i] & 0xff) << (i % 4 * 8);
    }
    return words;
  }

  private static BigInteger integer(int signum, int @Nullable [] words) {
    if (words == null || words.length == 0 || signum == 0) {
      return BigInteger.ZERO;
    }
    byte[] bytes = new byte[words.length * 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / 4] >> (24 - i % 4 * 8));
    }
    return new BigInteger(signum, bytes);
  }

  private static void texts() {
    add(
        UUID.class,
        own(UUID.class, "value"),
        of(S),
        value -> values(value.toString()),
        fields -> UUID.fromString(s(fields[0])));
    add(
        Locale.class,
        new WireClass(HANDLES + "LocaleHandle", "value"),
        of(S),
        value -> values(value.toString()),
        fields -> locale(s(fields[0])));
    add(
        Currency.class,
        own(Currency.class, "currencyCode"),
        of(S),
        value -> values(value.getCurrencyCode()),
        fields -> Currency.getInstance(s(fields[0])));
    add(
        URI.class,
        own(URI.class, "string"),
        of(S),
        value -> values(value.toString()),
        fields -> URI.create(s(fields[0])));
  }

  /** Reads {@code zh_TW}, {@code zh_TW_#Hant}, {@code de_DE_POSIX}. */
  private static Locale locale(String text) {
    String plain = text;
    String script = "";
    int extra = plain.indexOf('#');
    if (extra >= 0) {
      String rest = plain.substring(extra + 1);
      plain = plain.substring(0, extra);
      int end = rest.indexOf('_');
      script = end < 0 ? rest : rest.substring(0, end);
    }
    List<String> parts = new ArrayList<>(List.of(plain.split("_", 3)));
    while (parts.size() < 3) {
      parts.add("");
    }
    String variant = parts.get(2);
    if (variant.endsWith("_")) {
      variant = variant.substring(0, variant.length() - 1);
    }
    if (script.length() != 4) {
      return new Locale(parts.get(0), parts.get(1), variant);
    }
    return new Locale.Builder()
        .setLanguage(parts.get(0))
        .setRegion(parts.get(1))
        .setVariant(variant)
        .setScript(script)
        .build();
  }

  private static void localTimes() {
    add(
        LocalDate.class,
        time("LocalDateHandle", "day", "month", "year"),
        of(I, I, I),
        value -> values(value.getDayOfMonth(), value.getMonthValue(), value.getYear()),
        fields -> LocalDate.of(i(fields[2]), i(fields[1]), i(fields[0])));
    add(
        LocalTime.class,
        time("LocalTimeHandle", "nano", "second", "minute", "hour"),
        of(I, I, I, I),
        value -> values(value.getNano(), value.getSecond(), value.getMinute(), value.getHour()),
        fields -> LocalTime.of(i(fields[3]), i(fields[2]), i(fields[1]), i(fields[0])));
    add(
        LocalDateTime.class,
        time("LocalDateTimeHandle", "time", "date"),
        of(codec(LocalTime.class), codec(LocalDate.class)),
        value -> values(value.toLocalTime(), value.toLocalDate()),
        fields ->
            LocalDateTime.of(
                present(LocalDate.class, fields[1]), present(LocalTime.class, fields[0])));
    add(
        Instant.class,
        time("InstantHandle", "nanos", "seconds"),
        of(I, L),
        value -> values(value.getNano(), value.getEpochSecond()),
        fields -> Instant.ofEpochSecond(l(fields[1]), i(fields[0])));
    add(
        Duration.class,
        time("DurationHandle", "nanos", "seconds"),
        of(I, L),
        value -> values(value.getNano(), value.getSeconds()),
        fields -> Duration.ofSeconds(l(fields[1]), i(fields[0])));
    add(
        Period.class,
        time("PeriodHandle", "days", "months", "years"),
        of(I, I, I),
        value -> values(value.getDays(), value.getMonths(), value.getYears()),
        fields -> Period.of(i(fields[2]), i(fields[1]), i(fields[0])));
    add(
        Year.class,
        time("YearHandle", "year"),
        of(I),
        value -> values(value.getValue()),
        fields -> Year.of(i(fields[0])));
    add(
        YearMonth.class,
        time("YearMonthHandle", "month", "year"),
        of(I, I),
        value -> values(value.getMonthValue(), value.getYear()),
        fields -> YearMonth.of(i(fields[1]), i(fields[0])));
    add(
        MonthDay.class,
        time("MonthDayHandle", "day", "month"),
        of(I, I),
        value -> values(value.getDayOfMonth(), value.getMonthValue()),
        fields -> MonthDay.of(i(fields[1]), i(fields[0])));
  }

  private static void zonedTimes() {
    add(
        ZoneOffset.class,
        time("ZoneOffsetHandle", "seconds"),
        of(I),
        value -> values(value.getTotalSeconds()),
        fields -> ZoneOffset.ofTotalSeconds(i(fields[0])));
    // Regions and offsets alike; an offset's own form is read where a ZoneId is declared too.
    add(
        ZoneId.class,
        time("ZoneIdHandle", "zoneId"),
        of(S),
        value -> values(value.getId()),
        fields -> ZoneId.of(s(fields[0])));
    ValueCodec dateTime = codec(LocalDateTime.class);
    ValueCodec offset = codec(ZoneOffset.class);
    add(
        OffsetDateTime.class,
        time("OffsetDateTimeHandle", "offset", "dateTime"),
        of(offset, dateTime),
        value -> values(value.getOffset(), value.toLocalDateTime()),
        fields ->
            OffsetDateTime.of(
                present(LocalDateTime.class, fields[1]), present(ZoneOffset.class, fields[0])));
    add(
        OffsetTime.class,
        time("OffsetTimeHandle", "zoneOffset", "localTime"),
        of(offset, codec(LocalTime.class)),
        value -> values(value.getOffset(), value.toLocalTime()),
        fields ->
            OffsetTime.of(
                present(LocalTime.class, fields[1]), present(ZoneOffset.class, fields[0])));
    add(
        ZonedDateTime.class,
        time("ZonedDateTimeHandle", "offset", "dateTime", "zoneId"),
        of(offset, dateTime, S),
        value -> values(value.getOffset(), value.toLocalDateTime(), value.getZone().getId()),
        fields ->
            ZonedDateTime.ofLocal(
                present(LocalDateTime.class, fields[1]),
                ZoneId.of(s(fields[2])),
                (ZoneOffset) fields[0]));
  }

  private static void others() {
    ValueCodec date = ScalarCodecs.of(Date.class);
    WireClass calendarHandle = new WireClass(HANDLES + "CalendarHandle", "date", "type");
    HandleCodec calendar =
        new HandleCodec(
            Calendar.class,
            calendarHandle,
            of(date, ClassCodec.INSTANCE),
            value -> values(((Calendar) value).getTime(), null),
            fields -> calendar(present(Date.class, fields[0])));
    add(calendar);
    BY_CLASS.put(
        GregorianCalendar.class,
        new HandleCodec(
            GregorianCalendar.class,
            calendarHandle,
            of(date, ClassCodec.INSTANCE),
            value -> values(((Calendar) value).getTime(), null),
            fields -> calendar(present(Date.class, fields[0]))));
    add(
        BitSet.class,
        new WireClass(HANDLES + "BitSetHandle", "words"),
        of(java.util.Objects.requireNonNull(PrimitiveArrayCodecs.of(long[].class))),
        value -> values((Object) value.toLongArray()),
        fields -> BitSet.valueOf(fields[0] == null ? new long[0] : (long[]) fields[0]));
    add(
        StackTraceElement.class,
        own(StackTraceElement.class, "lineNumber", "fileName", "methodName", "declaringClass"),
        of(I, S, S, S),
        value ->
            values(
                value.getLineNumber(),
                value.getFileName(),
                value.getMethodName(),
                value.getClassName()),
        fields ->
            new StackTraceElement(
                fields[3] == null ? "" : s(fields[3]),
                fields[2] == null ? "" : s(fields[2]),
                (String) fields[1],
                i(fields[0])));
    // What hessian writers send for a date of java.sql in an open position.
    for (String name : List.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp")) {
      BY_NAME.put(
          name,
          new HandleCodec(
              Date.class,
              new WireClass(name, "value"),
              of(date),
              Core::values,
              fields -> present(Date.class, fields[0])));
    }
  }

  private static Calendar calendar(Date date) {
    Calendar calendar = new GregorianCalendar();
    calendar.setTime(date);
    return calendar;
  }

  /** As with {@code Optional}, only Dunlin's peers understand these. */
  private static void optionals() {
    add(
        OptionalInt.class,
        own(OptionalInt.class, "value"),
        of(ScalarCodecs.of(Integer.class)),
        value -> values(value.isPresent() ? (Object) value.getAsInt() : null),
        fields -> fields[0] == null ? OptionalInt.empty() : OptionalInt.of(i(fields[0])));
    add(
        OptionalLong.class,
        own(OptionalLong.class, "value"),
        of(ScalarCodecs.of(Long.class)),
        value -> values(value.isPresent() ? (Object) value.getAsLong() : null),
        fields -> fields[0] == null ? OptionalLong.empty() : OptionalLong.of(l(fields[0])));
    add(
        OptionalDouble.class,
        own(OptionalDouble.class, "value"),
        of(ScalarCodecs.of(Double.class)),
        value -> values(value.isPresent() ? (Object) value.getAsDouble() : null),
        fields ->
            fields[0] == null ? OptionalDouble.empty() : OptionalDouble.of((Double) fields[0]));
  }

  /** Codecs of the JDK's collections and maps with open contents, by class. */
  static Map<Class<?>, ValueCodec> openContainers() {
    Map<Class<?>, ValueCodec> open = new LinkedHashMap<>();
    for (Class<?> type : Containers.concrete()) {
      open.put(
          type, Map.class.isAssignableFrom(type) ? new MapCodec(type) : new CollectionCodec(type));
    }
    return open;
  }
}
