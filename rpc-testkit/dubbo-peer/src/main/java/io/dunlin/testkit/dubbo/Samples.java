package io.dunlin.testkit.dubbo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.sample.wire.Address;
import org.sample.wire.Color;
import org.sample.wire.Derived;
import org.sample.wire.Node;
import org.sample.wire.Order;
import org.sample.wire.Page;
import org.sample.wire.Wrappers;

/** Values with something in them for each corner of the encoding. */
@NullUnmarked // nulls are among the values
public final class Samples {
  private static final String ROCKET = "\ud83d\ude80";

  private Samples() {}

  /** The order of the recorded exchanges. */
  public static Order fullOrder() {
    Order order = new Order();
    order.setId(9007199254740993L);
    order.setQuantity(17);
    order.setTitle("Gr\u00fc\u00dfe \u4f60\u597d " + ROCKET + " end");
    order.setPaid(true);
    order.setGift(null);
    order.setWeight(12.25);
    order.setRatio(0.1f);
    order.setShelf((short) -300);
    order.setFlags((byte) -1);
    order.setGrade('\u00e9');
    order.setTotal(new BigDecimal("12345678901234567890.123456789"));
    order.setCreatedAt(new Date(1700000000123L));
    order.setDay(LocalDate.of(2024, 2, 29));
    order.setAt(LocalDateTime.of(2024, 2, 29, 23, 59, 58, 123456789));
    order.setColor(Color.BLUE);
    order.setBlob(new byte[] {0, 1, 2, -1, -128, 127});
    order.setTags(new ArrayList<>(Arrays.asList("a", "", null, "\ud83d\ude00")));
    Address first = new Address("Main Street", 1);
    order.setAddresses(new ArrayList<>(Arrays.asList(first, new Address(null, -1), first)));
    order.setExtra(extra());
    order.setMain(first);
    Order parent = new Order();
    parent.setTitle("parent");
    parent.setGrade('A');
    order.setParent(parent);
    return order;
  }

  private static Map<String, Object> extra() {
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("int", 1);
    extra.put("long", 2L);
    extra.put("double", 3.5d);
    extra.put("bool", false);
    extra.put("null", null);
    extra.put("list", new ArrayList<>(Arrays.asList(1, 2, 3)));
    extra.put("address", new Address("Side Street", 300));
    return extra;
  }

  static Address address() {
    return new Address("Any Street", 5);
  }

  /** The same object twice. */
  static List<Address> addresses() {
    Address first = address();
    return new ArrayList<>(Arrays.asList(first, new Address(null, -1), null, first));
  }

  static Set<String> hashSet() {
    return new HashSet<>(Arrays.asList("x", "", "z"));
  }

  static Map<String, Object> mapWithNulls() {
    Map<String, Object> map = new HashMap<>();
    map.put(null, "null key");
    map.put("null value", null);
    map.put("nested", new HashMap<>(Map.of("a", 1)));
    return map;
  }

  static List<Map<String, List<Address>>> nested() {
    List<Map<String, List<Address>>> list = new ArrayList<>();
    list.add(new HashMap<>(Map.of("here", addresses())));
    list.add(new HashMap<>());
    list.add(null);
    return list;
  }

  static Page<Address> page() {
    Page<Address> page = new Page<>();
    page.setItems(addresses());
    page.setFirst(page.getItems().get(0));
    page.setTotal(1L << 40);
    return page;
  }

  /** Two nodes that know each other, and themselves. */
  static Node cycle() {
    Node first = new Node();
    first.setName("first");
    Node second = new Node();
    second.setName("second");
    first.setNext(second);
    second.setNext(first);
    first.getChildren().add(first);
    first.getChildren().add(second);
    return first;
  }

  /** Long enough to need a deep stack, short enough for every peer. */
  static Node chain() {
    Node head = new Node();
    Node last = head;
    for (int i = 0; i < 100; i++) {
      last.setName("node " + i);
      last.setNext(new Node());
      last = last.getNext();
    }
    return head;
  }

  static Derived derived() {
    Derived derived = new Derived();
    derived.setName("declared as base");
    derived.setExtra(12);
    derived.setNotes(new ArrayList<>(List.of("n")));
    return derived;
  }

  static Wrappers wrappers() {
    Wrappers wrappers = new Wrappers();
    wrappers.setBooleanValue(true);
    wrappers.setByteValue(Byte.MIN_VALUE);
    wrappers.setShortValue(Short.MAX_VALUE);
    wrappers.setIntegerValue(Integer.MIN_VALUE);
    wrappers.setLongValue(Long.MAX_VALUE);
    wrappers.setFloatValue(0.1f);
    wrappers.setDoubleValue(Double.MIN_VALUE);
    wrappers.setCharacterValue('\u4f60');
    return wrappers;
  }

  /** Around every size at which the encoding changes. */
  static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("", "a", "\u0000", "Gr\u00fc\u00dfe", ROCKET));
    for (int length : new int[] {31, 32, 255, 256, 1023, 1024}) {
      texts.add("\u4f60".repeat(length));
    }
    return texts;
  }

  static List<String> longTexts() {
    return List.of(
        "x".repeat(32767),
        "x".repeat(32768),
        "\u00fc".repeat(32769),
        "x".repeat(32767) + ROCKET,
        ROCKET.repeat(40_000),
        "0123456789".repeat(20_000));
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }
}
