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
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.sample.wire.Address;
import org.sample.wire.Base;
import org.sample.wire.Color;
import org.sample.wire.DemoException;
import org.sample.wire.Derived;
import org.sample.wire.Moments;
import org.sample.wire.Node;
import org.sample.wire.Oddments;
import org.sample.wire.Operation;
import org.sample.wire.Order;
import org.sample.wire.Page;
import org.sample.wire.Point;
import org.sample.wire.TypesService;
import org.sample.wire.Wrappers;

/** The {@link TypesService} every provider of the interoperability tests exports. */
@NullUnmarked // every argument may be null and comes back as it is
final class EchoingTypes implements TypesService {
  private final Backstage backstage;

  EchoingTypes(Backstage backstage) {
    this.backstage = backstage;
  }

  @Override
  public boolean aBoolean(boolean value) {
    return value;
  }

  @Override
  public byte aByte(byte value) {
    return value;
  }

  @Override
  public short aShort(short value) {
    return value;
  }

  @Override
  public int aInt(int value) {
    return value;
  }

  @Override
  public long aLong(long value) {
    return value;
  }

  @Override
  public float aFloat(float value) {
    return value;
  }

  @Override
  public double aDouble(double value) {
    return value;
  }

  @Override
  public char aChar(char value) {
    return value;
  }

  @Override
  public Boolean boxedBoolean(Boolean value) {
    return value;
  }

  @Override
  public Byte boxedByte(Byte value) {
    return value;
  }

  @Override
  public Short boxedShort(Short value) {
    return value;
  }

  @Override
  public Integer boxedInteger(Integer value) {
    return value;
  }

  @Override
  public Long boxedLong(Long value) {
    return value;
  }

  @Override
  public Float boxedFloat(Float value) {
    return value;
  }

  @Override
  public Double boxedDouble(Double value) {
    return value;
  }

  @Override
  public Character boxedCharacter(Character value) {
    return value;
  }

  @Override
  public String string(String value) {
    return value;
  }

  @Override
  public boolean[] booleans(boolean[] value) {
    return value;
  }

  @Override
  public byte[] bytes(byte[] value) {
    return value;
  }

  @Override
  public short[] shorts(short[] value) {
    return value;
  }

  @Override
  public int[] ints(int[] value) {
    return value;
  }

  @Override
  public long[] longs(long[] value) {
    return value;
  }

  @Override
  public float[] floats(float[] value) {
    return value;
  }

  @Override
  public double[] doubles(double[] value) {
    return value;
  }

  @Override
  public char[] chars(char[] value) {
    return value;
  }

  @Override
  public String[] strings(String[] value) {
    return value;
  }

  @Override
  public Object[] objects(Object[] value) {
    return value;
  }

  @Override
  public Date[] dates(Date[] value) {
    return value;
  }

  @Override
  public Integer[] integers(Integer[] value) {
    return value;
  }

  @Override
  public Address[] addressArray(Address[] value) {
    return value;
  }

  @Override
  public Address[][] addressGrid(Address[][] value) {
    return value;
  }

  @Override
  public int[][] intGrid(int[][] value) {
    return value;
  }

  @Override
  public Color[] colors(Color[] value) {
    return value;
  }

  @Override
  public Object object(Object value) {
    return value;
  }

  @Override
  public Address address(Address value) {
    return value;
  }

  @Override
  public Order order(Order value) {
    return value;
  }

  @Override
  public List<Address> addresses(List<Address> value) {
    return value;
  }

  @Override
  public List<Map<String, List<Address>>> nested(List<Map<String, List<Address>>> value) {
    return value;
  }

  @Override
  public Map<String, Object> map(Map<String, Object> value) {
    return value;
  }

  @Override
  public Map<Integer, Address> mapByInteger(Map<Integer, Address> value) {
    return value;
  }

  @Override
  public Map<Color, Long> mapByEnum(Map<Color, Long> value) {
    return value;
  }

  @Override
  public Color color(Color value) {
    return value;
  }

  @Override
  public Operation operation(Operation value) {
    return value;
  }

  @Override
  public EnumSet<Color> enumSet(EnumSet<Color> value) {
    return value;
  }

  @Override
  public EnumMap<Color, Integer> enumMap(EnumMap<Color, Integer> value) {
    return value;
  }

  @Override
  public BigDecimal bigDecimal(BigDecimal value) {
    return value;
  }

  @Override
  public BigInteger bigInteger(BigInteger value) {
    return value;
  }

  @Override
  public Date date(Date value) {
    return value;
  }

  @Override
  public Duration duration(Duration value) {
    return value;
  }

  @Override
  public Instant instant(Instant value) {
    return value;
  }

  @Override
  public LocalDate localDate(LocalDate value) {
    return value;
  }

  @Override
  public LocalDateTime localDateTime(LocalDateTime value) {
    return value;
  }

  @Override
  public LocalTime localTime(LocalTime value) {
    return value;
  }

  @Override
  public MonthDay monthDay(MonthDay value) {
    return value;
  }

  @Override
  public OffsetDateTime offsetDateTime(OffsetDateTime value) {
    return value;
  }

  @Override
  public OffsetTime offsetTime(OffsetTime value) {
    return value;
  }

  @Override
  public Period period(Period value) {
    return value;
  }

  @Override
  public Year year(Year value) {
    return value;
  }

  @Override
  public YearMonth yearMonth(YearMonth value) {
    return value;
  }

  @Override
  public ZoneId zoneId(ZoneId value) {
    return value;
  }

  @Override
  public ZoneOffset zoneOffset(ZoneOffset value) {
    return value;
  }

  @Override
  public ZonedDateTime zonedDateTime(ZonedDateTime value) {
    return value;
  }

  @Override
  public UUID uuid(UUID value) {
    return value;
  }

  @Override
  public Locale locale(Locale value) {
    return value;
  }

  @Override
  public Currency currency(Currency value) {
    return value;
  }

  @Override
  public URI uri(URI value) {
    return value;
  }

  @Override
  public Calendar calendar(Calendar value) {
    return value;
  }

  @Override
  public BitSet bitSet(BitSet value) {
    return value;
  }

  @Override
  public AtomicInteger atomicInteger(AtomicInteger value) {
    return value;
  }

  @Override
  public AtomicLong atomicLong(AtomicLong value) {
    return value;
  }

  @Override
  public AtomicBoolean atomicBoolean(AtomicBoolean value) {
    return value;
  }

  @Override
  public Class<?> type(Class<?> value) {
    return value;
  }

  @Override
  public ArrayList<String> arrayList(ArrayList<String> value) {
    return value;
  }

  @Override
  public LinkedList<String> linkedList(LinkedList<String> value) {
    return value;
  }

  @Override
  public HashMap<String, Integer> hashMap(HashMap<String, Integer> value) {
    return value;
  }

  @Override
  public LinkedHashMap<String, Integer> linkedHashMap(LinkedHashMap<String, Integer> value) {
    return value;
  }

  @Override
  public TreeMap<String, Integer> treeMap(TreeMap<String, Integer> value) {
    return value;
  }

  @Override
  public ConcurrentHashMap<String, Integer> concurrentHashMap(
      ConcurrentHashMap<String, Integer> value) {
    return value;
  }

  @Override
  public HashSet<String> hashSet(HashSet<String> value) {
    return value;
  }

  @Override
  public LinkedHashSet<String> linkedHashSet(LinkedHashSet<String> value) {
    return value;
  }

  @Override
  public TreeSet<String> treeSet(TreeSet<String> value) {
    return value;
  }

  @Override
  public Collection<String> collection(Collection<String> value) {
    return value;
  }

  @Override
  public Set<Long> set(Set<Long> value) {
    return value;
  }

  @Override
  public ArrayDeque<String> arrayDeque(ArrayDeque<String> value) {
    return value;
  }

  @Override
  public Optional<String> optional(Optional<String> value) {
    return value;
  }

  @Override
  public Page<Address> page(Page<Address> value) {
    return value;
  }

  @Override
  public Node node(Node value) {
    return value;
  }

  @Override
  public Base base(Base value) {
    return value;
  }

  @Override
  public Derived derived(Derived value) {
    return value;
  }

  @Override
  public List<Base> bases(List<Base> value) {
    return value;
  }

  @Override
  public Wrappers wrappers(Wrappers value) {
    return value;
  }

  @Override
  public Moments moments(Moments value) {
    return value;
  }

  @Override
  public Oddments oddments(Oddments value) {
    return value;
  }

  @Override
  public Point point(Point value) {
    return value;
  }

  @Override
  public List<Point> points(List<Point> value) {
    return value;
  }

  @Override
  public @Nullable String fired(String expected, int millis) {
    return backstage.fired(expected, millis);
  }

  @Override
  public @Nullable String watched(String key, int millis) {
    return backstage.watched(key, millis);
  }

  @Override
  public String failUnknown(String message) {
    throw ProviderOnlyExceptions.besideTheInterface(message);
  }

  @Override
  public String failForeign(String message) {
    throw ProviderOnlyExceptions.fromElsewhere(message);
  }

  @Override
  public String failCaused(String message) {
    IllegalStateException failure =
        new IllegalStateException(message, new IllegalArgumentException("cause of " + message));
    failure.addSuppressed(new NullPointerException("suppressed by " + message));
    throw failure;
  }

  @Override
  public CompletableFuture<String> failLater(String message) {
    return CompletableFuture.supplyAsync(() -> message)
        .thenCompose(text -> CompletableFuture.failedFuture(new DemoException(text, 43)));
  }

  @Override
  public int slowCalls() {
    return backstage.slowCalls();
  }
}
