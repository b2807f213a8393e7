package io.dunlin.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.RpcTypes;
import io.dunlin.ServiceContract;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sample.wire.Address;
import org.sample.wire.Color;
import org.sample.wire.Order;

/** Objects as maps and back, for calls without the interface's classes. */
class GeneralizerTest {
  record Point(int x, String label, Optional<Color> color) {}

  static class Tree {
    String name;
    Tree parent;
    List<Tree> children = new ArrayList<>();
    private final int kind = 3;
  }

  static class Round extends Tree {
    double radius;
  }

  interface Api {
    Order order(Order order);

    long sum(int a, Long b, double c);

    Point point(Point p);

    @RpcTypes(Round.class)
    Tree tree(Tree t);

    Map<Color, List<Address>> byColor(Map<Color, List<Address>> v);

    EnumSet<Color> colors(EnumSet<Color> v);

    Address[] array(Address[] v);

    Object any(Object v);

    UUID uuid(UUID v);

    char letter(char v);
  }

  private static final ServiceContract CONTRACT = ServiceContract.of(Api.class);
  private static final Generalizer GENERALIZER = Generalizer.of(CONTRACT, TypeRules.DEFAULT);

  private static Object realize(String method, Object plain) {
    MethodDescriptor descriptor = CONTRACT.methods(method).get(0);
    return GENERALIZER.arguments(descriptor, new Object[] {plain})[0];
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  @Test
  void objectBecomesAMapOfItsFieldsAndItsClass() {
    Order order = new Order();
    order.setTitle("t");
    order.setColor(Color.BLUE);
    order.setDay(LocalDate.of(2024, 2, 29));
    order.setTotal(new BigDecimal("1.5"));
    order.setCreatedAt(new Date(5));
    order.setBlob(new byte[] {1});
    order.setAddresses(new ArrayList<>(List.of(new Address("s", 1))));
    order.setParent(order);

    Map<?, ?> plain = (Map<?, ?>) Generalizer.generalize(order);

    assertThat(plain.get("class")).isEqualTo("org.sample.wire.Order");
    assertThat(plain.get("title")).isEqualTo("t");
    assertThat(plain.get("color")).isEqualTo("BLUE");
    assertThat(plain.get("day")).isEqualTo("2024-02-29");
    assertThat(plain.get("total")).isEqualTo(new BigDecimal("1.5"));
    assertThat(plain.get("createdAt")).isEqualTo(new Date(5));
    assertThat(plain.get("blob")).isEqualTo(new byte[] {1});
    assertThat(plain.get("addresses"))
        .isEqualTo(List.of(map("street", "s", "number", 1, "class", "org.sample.wire.Address")));
    assertThat(plain.get("parent")).isSameAs(plain);
    assertThat(plain).hasSize(22);

    Order back = (Order) realize("order", plain);
    assertThat(back.getParent()).isSameAs(back);
    back.setParent(null);
    order.setParent(null);
    assertThat(back).usingRecursiveComparison().isEqualTo(order);
  }

  @Test
  void collectionsKeepTheirKind() {
    assertThat(Generalizer.generalize(new Color[] {Color.RED})).isEqualTo(new String[] {"RED"});
    assertThat(Generalizer.generalize(new Address[] {new Address("s", 1)}))
        .isInstanceOf(Object[].class);
    assertThat(Generalizer.generalize(Set.of(1))).isEqualTo(Set.of(1));
    assertThat(Generalizer.generalize(new LinkedHashSet<>(List.of(new Address("s", 1)))))
        .isInstanceOf(List.class);
    assertThat(Generalizer.generalize(Optional.of(Color.RED))).isEqualTo("RED");
    assertThat(Generalizer.generalize(new Point(1, "l", Optional.empty())))
        .isEqualTo(map("x", 1, "label", "l", "color", null, "class", Point.class.getName()));
    assertThat(Generalizer.generalize(String.class)).isEqualTo("java.lang.String");
    assertThat(Generalizer.generalize(new int[] {1})).isEqualTo(new int[] {1});
    assertThatThrownBy(() -> Generalizer.generalize(new Thread()))
        .hasMessageContaining("java.lang.Thread cannot be made plain");
  }

  @Test
  void textsAndNumbersBecomeWhatIsDeclared() {
    assertThat(
            GENERALIZER.arguments(
                CONTRACT.methods("sum").get(0), new Object[] {5L, (short) 6, "7.5"}))
        .containsExactly(5, 6L, 7.5);
    Order order =
        (Order)
            realize(
                "order",
                map(
                    "createdAt",
                    "2024-02-29 23:59:58",
                    "day",
                    "2024-02-29",
                    "at",
                    "2024-02-29 01:02:03",
                    "color",
                    "RED",
                    "total",
                    5,
                    "ratio",
                    0.5,
                    "tags",
                    new String[] {"a"},
                    "extra",
                    Map.of("k", List.of(1)),
                    "unknown",
                    1,
                    "paid",
                    "true",
                    "grade",
                    "G",
                    "id",
                    new BigInteger("9")));
    assertThat(order.getCreatedAt().toInstant())
        .isEqualTo(
            LocalDateTime.of(2024, 2, 29, 23, 59, 58).atZone(ZoneId.systemDefault()).toInstant());
    assertThat(order.getDay()).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(order.getAt()).isEqualTo(LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    assertThat(order.getColor()).isEqualTo(Color.RED);
    assertThat(order.getTotal()).isEqualTo(new BigDecimal("5"));
    assertThat(order.getRatio()).isEqualTo(0.5f);
    assertThat(order.getTags()).containsExactly("a");
    assertThat(order.getExtra()).isEqualTo(Map.of("k", List.of(1)));
    assertThat(order.isPaid()).isTrue();
    assertThat(order.getGrade()).isEqualTo('G');
    assertThat(order.getId()).isEqualTo(9);
    assertThat(realize("uuid", new UUID(1, 2).toString())).isEqualTo(new UUID(1, 2));
    assertThat(realize("letter", "x")).isEqualTo('x');
    assertThat(realize("colors", List.of("RED", "BLUE")))
        .isEqualTo(EnumSet.of(Color.RED, Color.BLUE));
    assertThat((Address[]) realize("array", List.of(map("street", "s"))))
        .satisfiesExactly(one -> assertThat(one.getStreet()).isEqualTo("s"));
    Map<?, ?> byColor = (Map<?, ?>) realize("byColor", map("RED", List.of(map("number", 5))));
    Address address = (Address) ((List<?>) byColor.get(Color.RED)).get(0);
    assertThat(address.getNumber()).isEqualTo(5);
    assertThat(realize("point", map("x", 3, "color", "BLUE")))
        .isEqualTo(new Point(3, null, Optional.of(Color.BLUE)));
    assertThat(GENERALIZER.realize("2024-01-01T00:00:00Z", (Type) Instant.class))
        .isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
  }

  @Test
  void classKeyIsHonouredForAdmittedClassesOnly() {
    Tree tree =
        (Tree)
            realize(
                "tree", map("name", "a", "class", Round.class.getName(), "radius", 2.5, "kind", 9));
    assertThat(tree).isInstanceOf(Round.class);
    assertThat(((Round) tree).radius).isEqualTo(2.5);
    for (String refused : List.of("java.lang.ProcessBuilder", "com.gone.Evil", "java.net.URL")) {
      for (String method : List.of("tree", "any", "order")) {
        assertThatThrownBy(() -> realize(method, map("class", refused, "command", List.of("sh"))))
            .hasMessageContaining("class " + refused + " is not admitted")
            .extracting(e -> ((RpcException) e).code())
            .isEqualTo(ErrorCode.TYPE_NOT_ADMITTED);
      }
    }
    assertThatThrownBy(() -> realize("order", map("class", Address.class.getName())))
        .hasMessageContaining("is not admitted where org.sample.wire.Order is declared");
  }

  @Test
  void whatDoesNotFitNamesParameterFoundAndExpected() {
    MethodDescriptor sum = CONTRACT.methods("sum").get(0);
    assertThatThrownBy(() -> GENERALIZER.arguments(sum, new Object[] {1}))
        .hasMessage(
            Api.class.getName()
                + ".sum(int,java.lang.Long,double) called with 1 arguments (expected: 3) [RPC-1506]");
    assertThatThrownBy(() -> GENERALIZER.arguments(sum, new Object[] {"x", 1, 1}))
        .hasMessage(
            Api.class.getName()
                + ".sum(int,java.lang.Long,double): parameter 0 (a): found the text 'x'"
                + " (expected: int) [RPC-1506]");
    assertThatThrownBy(() -> GENERALIZER.arguments(sum, new Object[] {1L << 40, 1, 1}))
        .hasMessageContaining("found a java.lang.Long (expected: int)");
    assertThatThrownBy(() -> GENERALIZER.arguments(sum, new Object[] {null, 1, 1}))
        .hasMessageContaining("found null (expected: int)");
    assertThatThrownBy(() -> realize("order", map("createdAt", List.of())))
        .hasMessageContaining("parameter 0 (order).createdAt: found a java.util.")
        .hasMessageContaining("(expected: java.util.Date)");
    assertThatThrownBy(() -> realize("order", map("color", "PINK")))
        .hasMessageContaining(".color: found the text 'PINK' (expected: org.sample.wire.Color)");
    assertThatThrownBy(() -> realize("order", Arrays.asList(1, 2)))
        .hasMessageContaining("[RPC-1506]");
    assertThatThrownBy(() -> realize("array", "text")).hasMessageContaining("Address[]");
  }

  @Test
  void nestingIsLimited() {
    Map<String, Object> deep = map();
    for (int i = 0; i < 100; i++) {
      deep = map("parent", deep);
    }
    Map<String, Object> tooDeep = deep;
    assertThatThrownBy(() -> realize("tree", tooDeep)).hasMessageContaining("nested more than 64");
    assertThatThrownBy(() -> Generalizer.generalize(tooDeep))
        .hasMessageContaining("nested more than 64");
  }
}
