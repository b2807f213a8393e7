package io.dunlin.testkit.dubbo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.NullUnmarked;
import org.sample.wire.Address;
import org.sample.wire.Base;
import org.sample.wire.Color;
import org.sample.wire.Moments;
import org.sample.wire.Oddments;
import org.sample.wire.Operation;
import org.sample.wire.Order;
import org.sample.wire.Page;
import org.sample.wire.Point;
import org.sample.wire.TypesService;
import org.sample.wire.Wrappers;

/** One case per type: values there and back, as the declared type and sometimes as Object. */
@NullUnmarked // nulls are among the values
final class TypeCases {
  private static final LocalDate DAY = LocalDate.of(2024, 2, 29);
  private static final LocalTime TIME = LocalTime.of(23, 59, 58, 123_456_789);
  private static final LocalDateTime MOMENT = DAY.atTime(TIME);
  private static final ZoneOffset OFFSET = ZoneOffset.ofHoursMinutes(5, 30);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final List<InteropCase> cases = new ArrayList<>();

  private TypeCases() {
    primitives();
    primitiveArrays();
    objectArrays();
    numbersAndTexts();
    times();
    oddments();
    containers();
    beans();
    values();
  }

  static List<InteropCase> all() {
    return List.copyOf(new TypeCases().cases);
  }

  @SafeVarargs
  private <T> void add(String name, BiFunction<TypesService, T, T> echo, T... values) {
    cases.add(
        new InteropCase(
            "types." + name,
            client -> {
              for (T value : values) {
                Expect.same(value, echo.apply(client.types(), value));
              }
            }));
  }

  private void addObject(String name, Object value, Object expected) {
    cases.add(
        new InteropCase(
            "types.object." + name, client -> Expect.same(expected, client.types().object(value))));
  }

  private void primitives() {
    add("boolean", TypesService::aBoolean, true, false);
    add("byte", TypesService::aByte, (byte) 0, Byte.MIN_VALUE, Byte.MAX_VALUE);
    add("short", TypesService::aShort, (short) 0, Short.MIN_VALUE, Short.MAX_VALUE);
    add(
        "int",
        TypesService::aInt,
        0,
        -16,
        47,
        48,
        -2048,
        2047,
        -262144,
        262143,
        262144,
        -2147483648);
    add("long", TypesService::aLong, -8L, 15L, 16L, 2048L, 262144L, 1L << 31, -1L << 31, 1L << 32);
    add("float", TypesService::aFloat, 0f, 1f, 0.1f, -2.5f, Float.MAX_VALUE, Float.NaN);
    add(
        "double",
        TypesService::aDouble,
        0d,
        1d,
        -128d,
        32767d,
        0.001,
        12.25,
        1e300,
        Double.NaN,
        0.1);
    add("char", TypesService::aChar, 'a', '\u0000', '\u00e9', '\u4f60', '\ud83d');
    add("Boolean", TypesService::boxedBoolean, true, false, null);
    add("Byte", TypesService::boxedByte, (byte) -5, null);
    add("Short", TypesService::boxedShort, (short) -500, null);
    add("Integer", TypesService::boxedInteger, Integer.MAX_VALUE, null);
    add("Long", TypesService::boxedLong, 3L, Long.MIN_VALUE, null);
    add("Float", TypesService::boxedFloat, 0.1f, null);
    add("Double", TypesService::boxedDouble, 0.1, null);
    add("Character", TypesService::boxedCharacter, 'x', null);
  }

  private void primitiveArrays() {
    add("boolean[]", TypesService::booleans, new boolean[] {true, false}, new boolean[0]);
    add("byte[]", TypesService::bytes, new byte[0], Samples.bytes(15), Samples.bytes(16));
    add("byte[].long", TypesService::bytes, Samples.bytes(1024), Samples.bytes(70_000));
    add("short[]", TypesService::shorts, new short[] {1, -300}, new short[0]);
    add("int[]", TypesService::ints, new int[] {1, Integer.MIN_VALUE}, new int[0], new int[500]);
    add("long[]", TypesService::longs, new long[] {1, Long.MIN_VALUE}, new long[0]);
    add("float[]", TypesService::floats, new float[] {1, 0.1f}, new float[0]);
    add("double[]", TypesService::doubles, new double[] {1, 0.1}, new double[0]);
    add("char[]", TypesService::chars, "h\u00e9llo".toCharArray(), new char[0]);
    add("int[][]", TypesService::intGrid, new int[][] {{1, 2}, {}, null});
  }

  private void objectArrays() {
    add("String[]", TypesService::strings, new String[] {"a", "", null}, new String[0]);
    add("Object[]", TypesService::objects, new Object[] {1, "two", null, 3L, Samples.address()});
    add("Date[]", TypesService::dates, new Date[] {new Date(0), null, new Date(1)});
    add("Integer[]", TypesService::integers, new Integer[] {1, null, -1});
    Address shared = Samples.address();
    add("Address[]", TypesService::addressArray, new Address[] {shared, null, shared});
    add("Address[][]", TypesService::addressGrid, new Address[][] {{shared}, {}, null, {shared}});
    add("Color[]", TypesService::colors, new Color[] {Color.RED, null, Color.BLUE, Color.RED});
  }

  private void numbersAndTexts() {
    add("String", TypesService::string, Samples.texts().toArray(String[]::new));
    add("String.long", TypesService::string, Samples.longTexts().toArray(String[]::new));
    add("String.null", TypesService::string, (String) null);
    add("BigDecimal", TypesService::bigDecimal, new BigDecimal("1.50"), new BigDecimal("1e400"));
    add(
        "BigInteger",
        TypesService::bigInteger,
        BigInteger.ZERO,
        BigInteger.TEN.negate(),
        BigInteger.ONE.shiftLeft(200).subtract(BigInteger.ONE));
  }

  private void times() {
    add("Date", TypesService::date, new Date(0), new Date(60_000L * 28_000_000), new Date(-1));
    add("Duration", TypesService::duration, Duration.ofSeconds(-5, 7), Duration.ZERO);
    add("Instant", TypesService::instant, Instant.ofEpochSecond(1_700_000_000, 1), Instant.EPOCH);
    add("LocalDate", TypesService::localDate, DAY, LocalDate.of(-1, 1, 1));
    add("LocalDateTime", TypesService::localDateTime, MOMENT);
    add("LocalTime", TypesService::localTime, TIME, LocalTime.MIDNIGHT);
    add("MonthDay", TypesService::monthDay, MonthDay.of(2, 29));
    add("OffsetDateTime", TypesService::offsetDateTime, MOMENT.atOffset(OFFSET));
    add("OffsetTime", TypesService::offsetTime, TIME.atOffset(OFFSET));
    add("Period", TypesService::period, Period.of(1, -2, 3));
    add("Year", TypesService::year, Year.of(2024));
    add("YearMonth", TypesService::yearMonth, YearMonth.of(2024, 2));
    add("ZoneId", TypesService::zoneId, ZONE);
    add("ZoneOffset", TypesService::zoneOffset, OFFSET, ZoneOffset.UTC);
    add("ZonedDateTime", TypesService::zonedDateTime, MOMENT.atZone(ZONE));
    add("Moments", TypesService::moments, moments(), new Moments());
  }

  private static Moments moments() {
    Moments moments = new Moments();
    moments.setDuration(Duration.ofMillis(1));
    moments.setInstant(Instant.EPOCH);
    moments.setLocalDate(DAY);
    moments.setLocalDateTime(MOMENT);
    moments.setLocalTime(TIME);
    moments.setMonthDay(MonthDay.of(2, 29));
    moments.setOffsetDateTime(MOMENT.atOffset(OFFSET));
    moments.setOffsetTime(TIME.atOffset(OFFSET));
    moments.setPeriod(Period.ofDays(1));
    moments.setYear(Year.of(1));
    moments.setYearMonth(YearMonth.of(1, 1));
    moments.setZoneId(ZONE);
    moments.setZoneOffset(OFFSET);
    moments.setZonedDateTime(MOMENT.atZone(ZONE));
    return moments;
  }

  private void oddments() {
    add("UUID", TypesService::uuid, new UUID(1, -1), null);
    add("Locale", TypesService::locale, Locale.TRADITIONAL_CHINESE, Locale.GERMAN, null);
    add("Currency", TypesService::currency, Currency.getInstance("EUR"));
    add("URI", TypesService::uri, URI.create("http://example.org/a?b=c"));
    add("Calendar", TypesService::calendar, calendar());
    add("BitSet", TypesService::bitSet, BitSet.valueOf(new long[] {5, 1L << 40}), new BitSet());
    add("AtomicInteger", TypesService::atomicInteger, new AtomicInteger(-5));
    add("AtomicLong", TypesService::atomicLong, new AtomicLong(1L << 40));
    add("AtomicBoolean", TypesService::atomicBoolean, new AtomicBoolean(true));
    add("Class", TypesService::type, String.class, Address.class);
    add("Oddments", TypesService::oddments, fullOddments(), new Oddments());
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(1_700_000_000_123L);
    return calendar;
  }

  private static Oddments fullOddments() {
    Oddments oddments = new Oddments();
    oddments.setBigInteger(BigInteger.TWO.pow(70));
    oddments.setCalendar(calendar());
    oddments.setCurrency(Currency.getInstance("JPY"));
    oddments.setLocale(Locale.CANADA_FRENCH);
    oddments.setUri(URI.create("urn:x:y"));
    oddments.setUuid(new UUID(0, 0));
    oddments.setBitSet(BitSet.valueOf(new long[] {3}));
    oddments.setAtomicInteger(new AtomicInteger(1));
    oddments.setAtomicLong(new AtomicLong(2));
    oddments.setAtomicBoolean(new AtomicBoolean(true));
    oddments.setEnumSet(EnumSet.of(Color.GREEN));
    return oddments;
  }

  private void containers() {
    Map<String, Integer> counts = Map.of("b", 2, "a", 1, "c", 3);
    List<String> words = Arrays.asList("b", "a", "c");
    add("List", TypesService::addresses, Samples.addresses(), new ArrayList<>());
    add("List.nested", TypesService::nested, Samples.nested());
    add("Map.nulls", TypesService::map, Samples.mapWithNulls(), new HashMap<>());
    add("Map.integerKeys", TypesService::mapByInteger, new HashMap<>(Map.of(1, Samples.address())));
    add("Map.enumKeys", TypesService::mapByEnum, new HashMap<>(Map.of(Color.RED, 1L)));
    add("Set", TypesService::set, new HashSet<>(Set.of(1L, 1L << 40)));
    add("Collection", TypesService::collection, new ArrayList<>(words));
    add("Collection.set", TypesService::collection, (Collection<String>) new HashSet<>(words));
    add("ArrayList", TypesService::arrayList, new ArrayList<>(words));
    add("LinkedList", TypesService::linkedList, new LinkedList<>(words));
    add("HashMap", TypesService::hashMap, new HashMap<>(counts));
    add("LinkedHashMap", TypesService::linkedHashMap, new LinkedHashMap<>(counts));
    add("TreeMap", TypesService::treeMap, new TreeMap<>(counts));
    add("ConcurrentHashMap", TypesService::concurrentHashMap, new ConcurrentHashMap<>(counts));
    add("HashSet", TypesService::hashSet, new HashSet<>(words));
    add("LinkedHashSet", TypesService::linkedHashSet, new LinkedHashSet<>(words));
    add("TreeSet", TypesService::treeSet, new TreeSet<>(words));
    add("ArrayDeque", TypesService::arrayDeque, new ArrayDeque<>(words));
    add("EnumSet", TypesService::enumSet, EnumSet.of(Color.RED, Color.BLUE));
    add("EnumSet.empty", TypesService::enumSet, EnumSet.noneOf(Color.class));
    add("EnumMap", TypesService::enumMap, new EnumMap<>(Map.of(Color.RED, 1)));
    add("Optional", TypesService::optional, Optional.of("x"));
  }

  private void beans() {
    add("Address", TypesService::address, Samples.address(), new Address(), null);
    add("Order", TypesService::order, Samples.fullOrder(), new Order());
    add("Color", TypesService::color, Color.RED, null);
    add("Operation", TypesService::operation, Operation.TIMES, null);
    add("Page", TypesService::page, Samples.page(), new Page<>());
    add("Node.cycle", TypesService::node, Samples.cycle());
    add("Node.chain", TypesService::node, Samples.chain());
    add("Base", TypesService::base, new Base());
    add("Derived", TypesService::derived, Samples.derived());
    add("Base.derived", TypesService::base, (Base) Samples.derived());
    add("Base.derivedInList", TypesService::bases, new ArrayList<>(List.of(Samples.derived())));
    add("Wrappers", TypesService::wrappers, Samples.wrappers(), new Wrappers());
    Point point = new Point(7, "p", DAY);
    add("Record", TypesService::point, point, new Point(0, null, null));
    add("Record.shared", TypesService::points, new ArrayList<>(List.of(point, point)));
  }

  /** Values whose type the interface does not tell. */
  private void values() {
    addObject("int", 1, 1);
    addObject("byte", (byte) 5, 5);
    addObject("short", (short) 6, 6);
    addObject("long", 8L, 8L);
    addObject("float", 1.5f, 1.5d);
    addObject("char", 'c', "c");
    addObject("Date", new Date(1_700_000_000_123L), new Date(1_700_000_000_123L));
    addObject("BigDecimal", new BigDecimal("1.50"), new BigDecimal("1.50"));
    addObject("LocalDate", DAY, DAY);
    addObject("Instant", Instant.EPOCH, Instant.EPOCH);
    addObject("UUID", new UUID(3, 4), new UUID(3, 4));
    addObject("enum", Color.GREEN, Color.GREEN);
    addObject("Address", Samples.address(), Samples.address());
    addObject("long[]", new long[] {1L, 1L << 40}, new long[] {1L, 1L << 40});
    addObject("Object[]", new Object[] {1, "two", null}, new Object[] {1, "two", null});
    addObject("Address[]", new Address[] {Samples.address()}, new Address[] {Samples.address()});
    addObject("LinkedList", new LinkedList<>(List.of(1)), new LinkedList<>(List.of(1)));
    addObject(
        "LinkedHashMap", new LinkedHashMap<>(Map.of("a", 1)), new LinkedHashMap<>(Map.of("a", 1)));
    addObject("TreeMap", new TreeMap<>(Map.of("a", 1)), new TreeMap<>(Map.of("a", 1)));
    addObject("List.of", List.of(1, 2), new ArrayList<>(List.of(1, 2)));
    addObject("Set.of", Set.of(1), new HashSet<>(Set.of(1)));
    addObject("Map.of", Map.of("a", 1), new HashMap<>(Map.of("a", 1)));
    addObject("cycle", selfContaining(), selfContaining());
  }

  private static Map<String, Object> selfContaining() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    return map;
  }
}
