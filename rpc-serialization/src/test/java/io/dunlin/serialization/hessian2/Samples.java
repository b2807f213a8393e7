package io.dunlin.serialization.hessian2;

import io.dunlin.RpcTypes;
import java.io.Serializable;
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
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** Types and one interface that carries each of them. */
final class Samples {
  private Samples() {}

  /** One method per type; each stands for "is carried unchanged". */
  @SuppressWarnings("unused")
  interface Everything {
    boolean flag(boolean v);

    byte octet(byte v);

    short short16(short v);

    char letter(char v);

    int int32(int v);

    long long64(long v);

    float float32(float v);

    double double64(double v);

    Boolean boxedBoolean(Boolean v);

    Byte boxedByte(Byte v);

    Short boxedShort(Short v);

    Character boxedChar(Character v);

    Integer boxedInt(Integer v);

    Long boxedLong(Long v);

    Float boxedFloat(Float v);

    Double boxedDouble(Double v);

    String text(String v);

    byte[] bytes(byte[] v);

    boolean[] booleans(boolean[] v);

    short[] shorts(short[] v);

    char[] chars(char[] v);

    int[] ints(int[] v);

    long[] longs(long[] v);

    float[] floats(float[] v);

    double[] doubles(double[] v);

    String[] strings(String[] v);

    Object[] objects(Object[] v);

    Date[] dates(Date[] v);

    Integer[] integers(Integer[] v);

    Color[] colors(Color[] v);

    Point[] points(Point[] v);

    int[][] grid(int[][] v);

    String[][] table(String[][] v);

    Plain[][] plains(Plain[][] v);

    byte[][] blobs(byte[][] v);

    List<String> list(List<String> v);

    List<List<Map<String, Set<Integer>>>> nested(List<List<Map<String, Set<Integer>>>> v);

    Collection<Plain> collection(Collection<Plain> v);

    Set<String> set(Set<String> v);

    Set<Point> pointSet(Set<Point> v);

    LinkedList<Integer> linked(LinkedList<Integer> v);

    ArrayDeque<String> deque(ArrayDeque<String> v);

    TreeSet<String> sorted(TreeSet<String> v);

    Map<String, Integer> map(Map<String, Integer> v);

    Map<Point, List<Plain>> pointMap(Map<Point, List<Plain>> v);

    TreeMap<Long, String> treeMap(TreeMap<Long, String> v);

    ConcurrentHashMap<String, Plain> concurrent(ConcurrentHashMap<String, Plain> v);

    EnumMap<Color, String> enumMap(EnumMap<Color, String> v);

    Map<Color, String> byColor(Map<Color, String> v);

    Color color(Color v);

    TimeUnit unit(TimeUnit v);

    EnumSet<Color> enumSet(EnumSet<Color> v);

    Set<Color> colorSet(Set<Color> v);

    BigDecimal decimal(BigDecimal v);

    BigInteger integer(BigInteger v);

    Date date(Date v);

    java.sql.Timestamp timestamp(java.sql.Timestamp v);

    LocalDate localDate(LocalDate v);

    LocalTime localTime(LocalTime v);

    LocalDateTime localDateTime(LocalDateTime v);

    Instant instant(Instant v);

    Duration duration(Duration v);

    Period period(Period v);

    Year year(Year v);

    YearMonth yearMonth(YearMonth v);

    MonthDay monthDay(MonthDay v);

    ZoneId zone(ZoneId v);

    ZoneOffset offset(ZoneOffset v);

    OffsetDateTime offsetDateTime(OffsetDateTime v);

    OffsetTime offsetTime(OffsetTime v);

    ZonedDateTime zoned(ZonedDateTime v);

    Calendar calendar(Calendar v);

    Locale locale(Locale v);

    UUID uuid(UUID v);

    Currency currency(Currency v);

    URI uri(URI v);

    BitSet bits(BitSet v);

    AtomicInteger atomicInt(AtomicInteger v);

    AtomicLong atomicLong(AtomicLong v);

    AtomicBoolean atomicBoolean(AtomicBoolean v);

    Class<?> type(Class<?> v);

    Optional<Plain> optional(Optional<Plain> v);

    OptionalInt optionalInt(OptionalInt v);

    OptionalLong optionalLong(OptionalLong v);

    OptionalDouble optionalDouble(OptionalDouble v);

    Point point(Point v);

    Wide wide(Wide v);

    Plain plain(Plain v);

    Derived derived(Derived v);

    @RpcTypes(Derived.class)
    Base base(Base v);

    Shape shape(Shape v);

    Page<Plain> page(Page<Plain> v);

    Fixed fixed(Fixed v);

    Node node(Node v);

    Twice twice(Twice v);

    Names names(Names v);

    @RpcTypes({Plain.class, Point.class, Color.class, Page.class})
    Object any(Object v);

    Comparable<?> comparable(Comparable<?> v);
  }

  /** Constants with bodies are of classes of their own. */
  enum Color {
    RED {
      @Override
      int shade() {
        return 1;
      }
    },
    GREEN,
    BLUE;

    int shade() {
      return 0;
    }
  }

  record Point(int x, int y, String label) implements Serializable {}

  /** Every primitive in a record. */
  record Wide(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, List<Point> points)
      implements Serializable {}

  static class Plain implements Serializable {
    private static final long serialVersionUID = 1L;
    String name = "unset";
    int count = -1;
    Float ratio;
    float share;
    transient String secret = "kept here";

    Plain() {}

    Plain(String name, int count) {
      this.name = name;
      this.count = count;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain that
          && Objects.equals(name, that.name)
          && count == that.count
          && Objects.equals(ratio, that.ratio)
          && share == that.share;
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, count);
    }
  }

  static class Base implements Serializable {
    private static final long serialVersionUID = 1L;
    String title;
    private long number;

    long number() {
      return number;
    }

    void number(long value) {
      number = value;
    }
  }

  static class Derived extends Base {
    private static final long serialVersionUID = 1L;
    List<String> tags;
    Derived next;
  }

  /** A field hidden by one of the same name. */
  static class Once implements Serializable {
    private static final long serialVersionUID = 1L;
    private String name;

    String upper() {
      return name;
    }

    void upper(String value) {
      name = value;
    }
  }

  static class Twice extends Once {
    private static final long serialVersionUID = 1L;
    private String name;

    String lower() {
      return name;
    }

    void lower(String value) {
      name = value;
    }
  }

  sealed interface Shape extends Serializable permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  static final class Square implements Shape {
    private static final long serialVersionUID = 1L;
    int side;
  }

  static class Page<T> implements Serializable {
    private static final long serialVersionUID = 1L;
    List<T> items;
    T first;
    Map<String, T> byName;
    T[] array;
    int total;
  }

  /** Neither a constructor without arguments nor fields that can be written. */
  static final class Fixed implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final String text;
    private final List<Integer> numbers;

    Fixed(int number, String text, List<Integer> numbers) {
      this.number = number;
      this.text = Objects.requireNonNull(text);
      this.numbers = numbers;
    }

    int number() {
      return number;
    }

    String text() {
      return text;
    }

    List<Integer> numbers() {
      return numbers;
    }
  }

  static class Node implements Serializable {
    private static final long serialVersionUID = 1L;
    String name;
    Node next;
    List<Node> others;
    Set<Node> family;
    Map<Node, String> titles;

    Node() {}

    Node(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Node that && Objects.equals(name, that.name);
    }

    @Override
    public int hashCode() {
      return Objects.requireNonNull(name, "hashed before it was complete").hashCode();
    }
  }

  /** A collection class of the user's. */
  static class Names extends java.util.ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }
}
