package org.sample.wire;

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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One method per type that may cross between two implementations; each returns its argument. The
 * methods at the end look behind the scenes of the services and fail in ways {@link DemoService}
 * does not.
 */
public interface TypesService {
  boolean aBoolean(boolean value);

  byte aByte(byte value);

  short aShort(short value);

  int aInt(int value);

  long aLong(long value);

  float aFloat(float value);

  double aDouble(double value);

  char aChar(char value);

  Boolean boxedBoolean(Boolean value);

  Byte boxedByte(Byte value);

  Short boxedShort(Short value);

  Integer boxedInteger(Integer value);

  Long boxedLong(Long value);

  Float boxedFloat(Float value);

  Double boxedDouble(Double value);

  Character boxedCharacter(Character value);

  String string(String value);

  boolean[] booleans(boolean[] value);

  byte[] bytes(byte[] value);

  short[] shorts(short[] value);

  int[] ints(int[] value);

  long[] longs(long[] value);

  float[] floats(float[] value);

  double[] doubles(double[] value);

  char[] chars(char[] value);

  String[] strings(String[] value);

  Object[] objects(Object[] value);

  Date[] dates(Date[] value);

  Integer[] integers(Integer[] value);

  Address[] addressArray(Address[] value);

  Address[][] addressGrid(Address[][] value);

  int[][] intGrid(int[][] value);

  Color[] colors(Color[] value);

  Object object(Object value);

  Address address(Address value);

  Order order(Order value);

  List<Address> addresses(List<Address> value);

  List<Map<String, List<Address>>> nested(List<Map<String, List<Address>>> value);

  Map<String, Object> map(Map<String, Object> value);

  Map<Integer, Address> mapByInteger(Map<Integer, Address> value);

  Map<Color, Long> mapByEnum(Map<Color, Long> value);

  Color color(Color value);

  Operation operation(Operation value);

  EnumSet<Color> enumSet(EnumSet<Color> value);

  EnumMap<Color, Integer> enumMap(EnumMap<Color, Integer> value);

  BigDecimal bigDecimal(BigDecimal value);

  BigInteger bigInteger(BigInteger value);

  Date date(Date value);

  Duration duration(Duration value);

  Instant instant(Instant value);

  LocalDate localDate(LocalDate value);

  LocalDateTime localDateTime(LocalDateTime value);

  LocalTime localTime(LocalTime value);

  MonthDay monthDay(MonthDay value);

  OffsetDateTime offsetDateTime(OffsetDateTime value);

  OffsetTime offsetTime(OffsetTime value);

  Period period(Period value);

  Year year(Year value);

  YearMonth yearMonth(YearMonth value);

  ZoneId zoneId(ZoneId value);

  ZoneOffset zoneOffset(ZoneOffset value);

  ZonedDateTime zonedDateTime(ZonedDateTime value);

  UUID uuid(UUID value);

  Locale locale(Locale value);

  Currency currency(Currency value);

  URI uri(URI value);

  Calendar calendar(Calendar value);

  BitSet bitSet(BitSet value);

  AtomicInteger atomicInteger(AtomicInteger value);

  AtomicLong atomicLong(AtomicLong value);

  AtomicBoolean atomicBoolean(AtomicBoolean value);

  Class<?> type(Class<?> value);

  ArrayList<String> arrayList(ArrayList<String> value);

  LinkedList<String> linkedList(LinkedList<String> value);

  HashMap<String, Integer> hashMap(HashMap<String, Integer> value);

  LinkedHashMap<String, Integer> linkedHashMap(LinkedHashMap<String, Integer> value);

  TreeMap<String, Integer> treeMap(TreeMap<String, Integer> value);

  ConcurrentHashMap<String, Integer> concurrentHashMap(ConcurrentHashMap<String, Integer> value);

  HashSet<String> hashSet(HashSet<String> value);

  LinkedHashSet<String> linkedHashSet(LinkedHashSet<String> value);

  TreeSet<String> treeSet(TreeSet<String> value);

  Collection<String> collection(Collection<String> value);

  Set<Long> set(Set<Long> value);

  ArrayDeque<String> arrayDeque(ArrayDeque<String> value);

  Optional<String> optional(Optional<String> value);

  Page<Address> page(Page<Address> value);

  Node node(Node value);

  Base base(Base value);

  /** Also what makes Dubbo 3 admit the class where a {@link Base} is declared. */
  Derived derived(Derived value);

  List<Base> bases(List<Base> value);

  Wrappers wrappers(Wrappers value);

  Moments moments(Moments value);

  Oddments oddments(Oddments value);

  Point point(Point value);

  List<Point> points(List<Point> value);

  /** The last value {@link DemoService#fire} got, waiting for {@code expected} to be it. */
  String fired(String expected, int millis);

  /** What the listener given to {@link DemoService#watch} for this key answered, waiting for it. */
  String watched(String key, int millis);

  /** Throws an unchecked exception of a class that only the provider has. */
  String failUnknown(String message);

  /** The same, of a class from elsewhere than the interface. */
  String failForeign(String message);

  /** Throws an exception with a cause and a suppressed one, all of the JDK. */
  String failCaused(String message);

  /** Answers with a checked exception through the future. */
  CompletableFuture<String> failLater(String message) throws DemoException;

  /** How many calls of {@link DemoService#slow} have begun. */
  int slowCalls();
}
