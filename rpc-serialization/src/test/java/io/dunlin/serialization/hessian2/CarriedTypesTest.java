package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.serialization.hessian2.Samples.Circle;
import io.dunlin.serialization.hessian2.Samples.Color;
import io.dunlin.serialization.hessian2.Samples.Derived;
import io.dunlin.serialization.hessian2.Samples.Everything;
import io.dunlin.serialization.hessian2.Samples.Page;
import io.dunlin.serialization.hessian2.Samples.Plain;
import io.dunlin.serialization.hessian2.Samples.Point;
import io.dunlin.serialization.hessian2.Samples.Square;
import io.dunlin.serialization.hessian2.Samples.Wide;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type the codec carries: to a Dunlin peer and back, and both ways with the real library. */
class CarriedTypesTest {
  private static final Wire WIRE = new Wire(Everything.class);

  /** A value for a method; and where the real library does not take or give it, why. */
  record Carried(String method, Object value, String notToReal, String notFromReal) {
    @Override
    public String toString() {
      String text = String.valueOf(value);
      return method + "(" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + ")";
    }
  }

  private static final List<Carried> ALL = new ArrayList<>();

  private static void both(String method, Object... values) {
    for (Object value : values) {
      ALL.add(new Carried(method, value, null, null));
    }
  }

  private static void dunlinOnly(String why, String method, Object... values) {
    for (Object value : values) {
      ALL.add(new Carried(method, value, why, why));
    }
  }

  private static void toRealNot(String why, String method, Object... values) {
    for (Object value : values) {
      ALL.add(new Carried(method, value, why, null));
    }
  }

  static List<Carried> all() {
    return ALL;
  }

  static {
    both("flag", true, false);
    both("octet", (byte) 0, (byte) -1, Byte.MIN_VALUE, Byte.MAX_VALUE);
    both("short16", (short) 300, Short.MIN_VALUE, Short.MAX_VALUE);
    both("letter", 'a', '\u00e9', '\u4f60', '\ud800', '\0');
    for (int edge :
        new int[] {
          0,
          1,
          -1,
          -16,
          -17,
          47,
          48,
          -2048,
          -2049,
          2047,
          2048,
          -262144,
          -262145,
          262143,
          262144,
          Integer.MIN_VALUE,
          Integer.MAX_VALUE
        }) {
      both("int32", edge);
      both("long64", (long) edge);
      both("double64", (double) edge);
    }
    both("long64", -8L, -9L, 15L, 16L, 1L << 31, -(1L << 31) - 1, Long.MIN_VALUE, Long.MAX_VALUE);
    both(
        "double64",
        0.5,
        0.001,
        -0.001,
        12.25,
        127.0,
        128.0,
        -128.0,
        -129.0,
        32767.0,
        32768.0,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        2147483.647,
        2147483.648,
        0.1 + 0.2);
    dunlinOnly("the real writer loses the sign", "double64", -0.0);
    both("float32", 0.1f, 1f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN, -1.5f);
    both("boxedBoolean", true, null);
    both("boxedByte", (byte) 7, null);
    both("boxedShort", (short) 7, null);
    both("boxedChar", 'x', null);
    both("boxedInt", 7, null);
    both("boxedLong", 7L, null);
    both("boxedFloat", 0.1f, null);
    both("boxedDouble", 0.1, null);

    String supplementary = "\ud83d\ude80";
    both(
        "text",
        null,
        "",
        "a",
        "plain ASCII",
        "Grüße 你好 \u0000 \ud83d\ude80",
        "\ud800 alone",
        "x".repeat(31),
        "x".repeat(32),
        "x".repeat(79),
        "x".repeat(80),
        "x".repeat(1023),
        "x".repeat(1024),
        "?".repeat(200),
        "é".repeat(200),
        "x".repeat(99) + "\ud800",
        "x".repeat(32767),
        "x".repeat(32768),
        "x".repeat(32769),
        "ü".repeat(40_000),
        "d".repeat(32767) + supplementary + "tail",
        "d".repeat(32766) + supplementary + "tail",
        supplementary.repeat(50_000),
        "y".repeat(200_000));
    byte[] large = new byte[200_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    both("bytes", null, new byte[0], new byte[15], new byte[16], new byte[1023], new byte[1024]);
    both("bytes", new byte[32768], new byte[32769], large);

    both("booleans", null, new boolean[0], new boolean[] {true, false, true});
    both("shorts", new short[] {1, -300, Short.MIN_VALUE});
    both("chars", "chars \u4f60".toCharArray(), new char[0]);
    both("ints", new int[0], new int[] {1, -1, 100_000, Integer.MIN_VALUE}, new int[20]);
    both("longs", new long[] {1, 1L << 40, -1}, new long[9]);
    both("floats", new float[] {0.1f, -2.5f}, new float[8]);
    both("doubles", new double[] {0.1, 1e100}, new double[8]);
    both("strings", new String[] {"a", null, ""}, new String[0], new String[10]);
    both("objects", (Object) new Object[] {1, "two", null, 3L, new int[] {4}});
    both("dates", (Object) new Date[] {new Date(5), null});
    both("integers", (Object) new Integer[] {1, null, 3});
    both("colors", (Object) new Color[] {Color.RED, null, Color.BLUE, Color.RED});
    both("points", (Object) new Point[] {new Point(1, 2, "p"), null});
    both("grid", (Object) new int[][] {{1, 2}, {}, null});
    both("table", (Object) new String[][] {{"a"}, {null, "b"}});
    both("plains", (Object) new Plain[][] {{new Plain("a", 1)}, {null}});
    both("blobs", (Object) new byte[][] {{1}, null, {}});

    both("list", null, new ArrayList<>(), new ArrayList<>(Arrays.asList("a", null, "b")));
    both("list", new LinkedList<>(List.of("x")), Collections.nCopies(100, "many"));
    both("list", Arrays.asList("a", "b"), List.of(), List.of("a"), List.of("a", "b", "c"));
    both("list", Collections.unmodifiableList(List.of("u")), Collections.emptyList());
    both(
        "nested",
        new ArrayList<>(
            List.of(
                new ArrayList<>(
                    List.of(new HashMap<>(Map.of("k", new HashSet<>(List.of(1, 2)))))))));
    both("collection", new ArrayList<>(List.of(new Plain("c", 2))));
    both("set", new HashSet<>(List.of("a", "b")), new LinkedHashSet<>(List.of("z", "a")));
    both("set", Set.of("a", "b"), new TreeSet<>(Set.of("b", "a")), Collections.emptySet());
    both("pointSet", new HashSet<>(List.of(new Point(1, 2, "a"), new Point(3, 4, null))));
    both("linked", new LinkedList<>(List.of(1, 2)));
    both("deque", new ArrayDeque<>(List.of("a", "b")));
    both("sorted", new TreeSet<>(List.of("b", "a")));
    both("map", new HashMap<>(Map.of("a", 1)), Map.of("b", 2), new LinkedHashMap<>(Map.of("c", 3)));
    Map<String, Integer> nulls = new HashMap<>();
    nulls.put(null, 1);
    nulls.put("nothing", null);
    both("map", nulls, new TreeMap<>(Map.of("t", 1)), Collections.emptyMap());
    both("pointMap", new HashMap<>(Map.of(new Point(1, 1, ""), List.of(new Plain("v", 1)))));
    both("treeMap", new TreeMap<>(Map.of(5L, "five", 1L, "one")));
    both("concurrent", new ConcurrentHashMap<>(Map.of("k", new Plain("v", 1))));
    dunlinOnly("the real reader has no EnumMap", "enumMap", new EnumMap<>(Map.of(Color.RED, "r")));
    dunlinOnly("nothing says of what", "enumMap", new EnumMap<>(Color.class));
    both("byColor", new HashMap<>(Map.of(Color.GREEN, "g")));
    both("color", Color.RED, Color.GREEN, null);
    both("unit", TimeUnit.DAYS);
    both("enumSet", EnumSet.of(Color.RED, Color.BLUE), EnumSet.noneOf(Color.class));
    both("colorSet", EnumSet.allOf(Color.class), new HashSet<>(Set.of(Color.RED)));

    both("decimal", new BigDecimal("1.50"), new BigDecimal("-1E+400"), BigDecimal.ZERO);
    both(
        "integer",
        BigInteger.ZERO,
        BigInteger.ONE,
        BigInteger.valueOf(-1),
        BigInteger.TWO.pow(64),
        BigInteger.TWO.pow(63).negate(),
        BigInteger.valueOf(0xff00ff00L),
        BigInteger.TEN.pow(50));
    both("date", new Date(0), new Date(60_000L * 28_000_000), new Date(1_700_000_000_123L));
    both("date", new Date(-1), new Date(Long.MAX_VALUE), new Date(Long.MIN_VALUE));
    both("timestamp", new java.sql.Timestamp(1_700_000_000_123L));
    both("localDate", LocalDate.of(2024, 2, 29), LocalDate.MIN, LocalDate.MAX);
    both("localTime", LocalTime.of(23, 59, 58, 123_456_789), LocalTime.MIDNIGHT);
    both("localDateTime", LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    both("instant", Instant.ofEpochSecond(1_700_000_000L, 5), Instant.EPOCH);
    both("duration", Duration.ofMillis(-1), Duration.ofDays(3));
    both("period", Period.of(1, -2, 3));
    both("year", Year.of(2024));
    both("yearMonth", YearMonth.of(2024, 2));
    both("monthDay", MonthDay.of(2, 29));
    both("zone", ZoneId.of("Europe/Berlin"));
    dunlinOnly("written as a region", "zone", ZoneOffset.ofHours(2));
    both("offset", ZoneOffset.ofHoursMinutes(5, 30));
    both("offsetDateTime", OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHours(1)));
    both("offsetTime", OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC));
    both("zoned", ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin")));
    both(
        "zoned",
        ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
            .withLaterOffsetAtOverlap());
    both("calendar", new GregorianCalendar(2024, 1, 29, 1, 2, 3));
    both("locale", Locale.TAIWAN, Locale.GERMAN, new Locale("es", "ES", "POSIX"), Locale.ROOT);
    dunlinOnly("the real reader knows no script", "locale", Locale.forLanguageTag("zh-Hant-TW"));
    both("uuid", new UUID(1, -2));
    both("currency", Currency.getInstance("EUR"));
    both("uri", URI.create("http://example.org/a?b=c#d"));
    both("bits", BitSet.valueOf(new long[] {5, 1L << 63}), new BitSet());
    both("atomicInt", new AtomicInteger(5));
    both("atomicLong", new AtomicLong(-5L));
    both("atomicBoolean", new AtomicBoolean(true));
    both("type", String.class, int.class);
    String noForm = "the real library has no form for it";
    dunlinOnly(noForm, "optional", Optional.of(new Plain("o", 1)), Optional.empty(), null);
    dunlinOnly(noForm, "optionalInt", OptionalInt.of(5), OptionalInt.empty());
    dunlinOnly(noForm, "optionalLong", OptionalLong.of(5), OptionalLong.empty());
    dunlinOnly(noForm, "optionalDouble", OptionalDouble.of(0), OptionalDouble.empty());

    both("point", new Point(1, -2, "p"), null);
    both(
        "wide",
        new Wide(true, (byte) 1, (short) 2, 'd', 4, 5L, 6.5f, 7.5, List.of(new Point(0, 0, ""))));
    Plain plain = new Plain("p", 3);
    plain.ratio = 0.1f;
    both("plain", plain, new Plain(), null);
    Plain shared = new Plain("s", 1);
    shared.share = 0.1f;
    toRealNot("the real reader writes a double over a float field", "plain", shared);
    both("base", base("b", 5), derived());
    both("derived", derived());
    Square square = new Square();
    square.side = 4;
    both("shape", new Circle(1.5), square, null);
    dunlinOnly("the real reader sets T[] as Object[]", "page", page());
    both("any", 1, 1L, 1.5, "text", true, null, new Date(7), new Point(1, 2, "any"), Color.RED);
    both("any", (Object) new String[] {"a"}, new ArrayList<>(List.of(1, "b", new Plain("c", 1))));
    both("any", new HashMap<>(Map.of("k", new Point(1, 1, null))), new HashSet<>(Set.of(1, 2)));
    both("any", new long[] {1, 2}, new BigDecimal("1.0"), LocalDate.EPOCH, UUID.randomUUID());
    both("any", (Object) new Point[] {new Point(5, 6, "x")}, (Object) new Color[][] {{Color.RED}});
    both("any", EnumSet.of(Color.GREEN), new TreeMap<>(Map.of("a", 1)), new byte[] {1, 2});
    both("comparable", 5, "text", new BigDecimal("2"));
  }

  private static Samples.Base base(String title, long number) {
    Samples.Base base = new Samples.Base();
    base.title = title;
    base.number(number);
    return base;
  }

  private static Derived derived() {
    Derived derived = new Derived();
    derived.title = "d";
    derived.number(9);
    derived.tags = new ArrayList<>(List.of("x", "y"));
    derived.next = new Derived();
    return derived;
  }

  private static Page<Plain> page() {
    Page<Plain> page = new Page<>();
    page.items = new ArrayList<>(List.of(new Plain("a", 1), new Plain("b", 2)));
    page.first = page.items.get(0);
    page.byName = new HashMap<>(Map.of("a", page.first));
    page.total = 2;
    return page;
  }

  @ParameterizedTest
  @MethodSource("all")
  void arrivesAtADunlinPeerAsItWas(Carried carried) {
    Object back = WIRE.roundTrip(carried.method(), carried.value());
    assertAlike(back, carried.value());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadByTheRealLibrary(Carried carried) throws Exception {
    if (carried.notToReal() != null) {
      return;
    }
    byte[] bytes = WIRE.write(carried.method(), carried.value());
    assertAlike(Wire.realRead(bytes, WIRE.type(carried.method())), carried.value());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadFromTheRealLibrary(Carried carried) throws Exception {
    if (carried.notFromReal() != null) {
      return;
    }
    byte[] bytes = Wire.realWrite(carried.value());
    assertAlike(WIRE.read(carried.method(), bytes), carried.value());
  }

  /** Equal, or of equal content where a class has no equality of its own. */
  private static void assertAlike(Object found, Object expected) {
    if (expected == null) {
      assertThat(found).isNull();
      return;
    }
    if (expected instanceof Double || expected instanceof Float) {
      assertThat(found.equals(expected)).as("%s for %s", found, expected).isTrue();
      return;
    }
    if (expected instanceof byte[] || expected instanceof int[]) {
      assertThat(found).isEqualTo(expected);
      return;
    }
    if (expected instanceof List || expected instanceof Set || expected instanceof Map) {
      assertThat(found).isEqualTo(expected);
      return;
    }
    if (expected instanceof String text) {
      assertThat(((String) found).getBytes(StandardCharsets.UTF_16))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_16));
      assertThat(found).isEqualTo(expected);
      return;
    }
    assertThat(found)
        .usingRecursiveComparison(
            RecursiveComparisonConfiguration.builder()
                .withStrictTypeChecking(expected.getClass().getName().startsWith("io.dunlin"))
                .withIgnoredFields("secret")
                .withIgnoreCollectionOrder(false)
                .build())
        .isEqualTo(expected);
  }
}
