package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.serialization.hessian2.Samples.Everything;
import io.dunlin.serialization.hessian2.Samples.Fixed;
import io.dunlin.serialization.hessian2.Samples.Names;
import io.dunlin.serialization.hessian2.Samples.Node;
import io.dunlin.serialization.hessian2.Samples.Page;
import io.dunlin.serialization.hessian2.Samples.Plain;
import io.dunlin.serialization.hessian2.Samples.Point;
import io.dunlin.serialization.hessian2.Samples.Twice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shared and cyclic objects, instances without constructors, classes that differ on two sides. */
class GraphsTest {
  private static final Wire WIRE = new Wire(Everything.class);

  @Test
  void objectThatHoldsItselfComesBackHoldingItself() throws Exception {
    Node node = new Node("loop");
    node.next = node;
    node.others = new ArrayList<>(List.of(node));

    for (Object read :
        List.of(
            WIRE.roundTrip("node", node),
            WIRE.read("node", Wire.realWrite(node)),
            Wire.realRead(WIRE.write("node", node), Node.class))) {
      Node back = (Node) read;
      assertThat(back.next).isSameAs(back);
      assertThat(back.others.get(0)).isSameAs(back);
    }
  }

  @Test
  void sharedObjectsAreOneObjectAgain() throws Exception {
    Plain shared = new Plain("s", 1);
    Page<Plain> page = new Page<>();
    page.items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      page.items.add(new Plain("p" + i, i));
    }
    page.items.add(shared);
    page.items.add(shared);
    page.first = shared;
    byte[] bytes = WIRE.write("page", page);
    for (Object read :
        List.of(
            WIRE.read("page", bytes),
            WIRE.read("page", Wire.realWrite(page)),
            Wire.realRead(bytes, Page.class))) {
      Page<?> back = (Page<?>) read;
      assertThat(back.items.get(40)).isSameAs(back.items.get(41)).isSameAs(back.first);
      assertThat(back.items.subList(0, 40)).isEqualTo(page.items.subList(0, 40));
    }
  }

  @Test
  void setOfObjectsInACycleIsHashedOnlyWhenTheyAreComplete() {
    Node parent = new Node("parent");
    parent.family = new LinkedHashSet<>();
    parent.titles = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      Node child = new Node("child" + i);
      child.next = parent;
      child.family = parent.family;
      parent.family.add(child);
      parent.titles.put(child, "title" + i);
    }
    parent.family.add(parent);

    Node back = (Node) WIRE.roundTrip("node", parent);

    assertThat(back.family).hasSize(6).contains(back, new Node("child3"));
    assertThat(back.titles).hasSize(5).containsEntry(new Node("child4"), "title4");
    assertThat(back.family.iterator().next().family).isSameAs(back.family);
  }

  @Test
  void setOfObjectsIsFilledBeforeTheRecordThatCopiesItIsMade() {
    interface Api {
      Copying copying(Copying v);
    }
    Copying back =
        (Copying)
            new Wire(Api.class)
                .roundTrip("copying", new Copying(Set.of(new Node("a"), new Node("b"))));
    assertThat(back.nodes()).containsExactlyInAnyOrder(new Node("a"), new Node("b"));
  }

  record Copying(Set<Node> nodes) {
    Copying {
      nodes = Set.copyOf(nodes);
    }
  }

  @Test
  void finalFieldsAreSetWithoutAnyConstructor() throws Exception {
    Fixed fixed = new Fixed(5, "five", new ArrayList<>(List.of(1, 2)));
    for (Object read :
        List.of(WIRE.roundTrip("fixed", fixed), WIRE.read("fixed", Wire.realWrite(fixed)))) {
      Fixed back = (Fixed) read;
      assertThat(back.number()).isEqualTo(5);
      assertThat(back.text()).isEqualTo("five");
      assertThat(back.numbers()).containsExactly(1, 2);
    }
  }

  @Test
  void hiddenFieldKeepsItsOwnValueBetweenDunlinPeers() throws Exception {
    Twice twice = new Twice();
    twice.upper("upper");
    twice.lower("lower");
    Twice back = (Twice) WIRE.roundTrip("twice", twice);
    assertThat(back.upper()).isEqualTo("upper");
    assertThat(back.lower()).isEqualTo("lower");

    Twice real = (Twice) Wire.realRead(WIRE.write("twice", twice), Twice.class);
    assertThat(real.lower()).isEqualTo("lower");
  }

  @Test
  void collectionClassOfTheUserIsMadeAgain() {
    Names names = new Names();
    names.add("a");
    assertThat(WIRE.roundTrip("names", names)).isInstanceOf(Names.class).isEqualTo(names);
  }

  @Test
  void transientFieldIsNotSentAndKeepsItsDefault() {
    Plain plain = new Plain("a", 1);
    plain.secret = "never";
    assertThat(((Plain) WIRE.roundTrip("plain", plain)).secret).isEqualTo("kept here");
  }

  // ---- class evolution: the same name with other fields ----

  interface Older {
    Object value(Object v);
  }

  @Test
  void fieldsNotSentKeepTheirDefaultsAndUnknownOnesArePassedOver() {
    // As a peer with another Plain would write it: name is missing, two fields are unknown.
    byte[] bytes =
        new Bytes()
            .definition(Plain.class.getName(), "unknown", "count", "odd")
            .object(0)
            .map("k", 1, "list", List.of(1, 2))
            .value(42)
            .objectOf("com.gone.Other", "a", 5)
            .toArray();
    Plain plain = (Plain) WIRE.read("plain", bytes);
    assertThat(plain.name).isEqualTo("unset");
    assertThat(plain.count).isEqualTo(42);
  }

  @Test
  void objectFirstMetInAnUnknownFieldIsReadWhenAKnownFieldRefersToIt() {
    // node { gone: Plain-like node "n", next: reference to it }
    byte[] bytes =
        new Bytes()
            .definition(Node.class.getName(), "gone", "next", "name")
            .object(0)
            .object(0)
            .value(null)
            .value(null)
            .value("inner")
            .reference(1)
            .value("outer")
            .toArray();
    Node node = (Node) WIRE.read("node", bytes);
    assertThat(node.name).isEqualTo("outer");
    assertThat(node.next.name).isEqualTo("inner");
  }

  @Test
  void objectFirstMetInAnUnknownFieldIsStillRefusedWhereItDoesNotBelong() {
    byte[] bytes =
        new Bytes()
            .definition(Node.class.getName(), "gone", "next")
            .object(0)
            .objectOf("com.gone.Other", "a", 5)
            .reference(1)
            .toArray();
    assertThatThrownBy(() -> WIRE.read("node", bytes))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("com.gone.Other is not admitted");
  }

  @Test
  void untypedMapFillsADeclaredClassByFieldName() {
    byte[] bytes = new Bytes().map("name", "from map", "count", 3, "other", 1).toArray();
    Plain plain = (Plain) WIRE.read("plain", bytes);
    assertThat(plain.name).isEqualTo("from map");
    assertThat(plain.count).isEqualTo(3);
    Point point = (Point) WIRE.read("point", new Bytes().map("x", 1, "label", "l").toArray());
    assertThat(point).isEqualTo(new Point(1, 0, "l"));
  }

  @Test
  void numbersAreTakenForOtherNumbersAndTextsIfTheyFit() {
    assertThat(WIRE.read("long64", WIRE.write("int32", 5))).isEqualTo(5L);
    assertThat(WIRE.read("int32", WIRE.write("long64", 1L << 30))).isEqualTo(1 << 30);
    assertThat(WIRE.read("text", WIRE.write("int32", 5))).isEqualTo("5");
    assertThat(WIRE.read("text", WIRE.write("flag", true))).isEqualTo("true");
    assertThat(WIRE.read("double64", WIRE.write("int32", 5))).isEqualTo(5.0);
    assertThat(WIRE.read("int32", WIRE.write("double64", 5.0))).isEqualTo(5);
    assertThatThrownBy(() -> WIRE.read("octet", WIRE.write("int32", 300)))
        .hasMessageContaining("the number 300 does not fit the declared byte")
        .extracting(e -> ((RpcException) e).code())
        .isEqualTo(ErrorCode.DECODE_FAILED);
    assertThatThrownBy(() -> WIRE.read("int32", WIRE.write("text", "5")))
        .hasMessageContaining("found a string (expected: an int)");
  }

  @Test
  void unknownConstantOfAnEnumIsNamed() {
    byte[] bytes = new Bytes().objectOf(Samples.Color.class.getName(), "name", "PURPLE").toArray();
    assertThatThrownBy(() -> WIRE.read("color", bytes))
        .hasMessageContaining("Samples$Color has no constant PURPLE");
  }

  @Test
  void everyFormOfListIsRead() {
    for (int form : new int[] {0x55, 0x56, 0x57, 0x58}) {
      byte[] bytes = new Bytes().listForm(form, "java.util.ArrayList", "a", "b").toArray();
      assertThat(WIRE.read("list", bytes)).isEqualTo(List.of("a", "b"));
      assertThat(WIRE.read("set", bytes)).isEqualTo(Set.of("a", "b"));
      assertThat((String[]) WIRE.read("strings", bytes)).containsExactly("a", "b");
      assertThat(WIRE.read("any", bytes)).isEqualTo(List.of("a", "b"));
      byte[] numbers = new Bytes().listForm(form, "[int", 1, 2).toArray();
      assertThat((int[]) WIRE.read("ints", numbers)).containsExactly(1, 2);
    }
  }

  @Test
  void mapThatChangesWhileItIsWrittenIsAnEncodingError() {
    Map<String, Integer> changing =
        new HashMap<>(Map.of("a", 1)) {
          @Override
          public Set<Map.Entry<String, Integer>> entrySet() {
            throw new java.util.ConcurrentModificationException();
          }
        };
    assertThatThrownBy(() -> WIRE.write("map", changing))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("pass a complete copy")
        .hasMessageContaining("[RPC-1402]");
  }

  static class Deep implements Serializable {
    private static final long serialVersionUID = 1L;
    Deep inner;
  }

  interface DeepApi {
    Deep deep(Deep v);
  }

  @Test
  void writerBoundsDepthToo() {
    Deep deep = null;
    for (int i = 0; i < 100; i++) {
      Deep outer = new Deep();
      outer.inner = deep;
      deep = outer;
    }
    Deep tooDeep = deep;
    assertThatThrownBy(() -> new Wire(DeepApi.class).write("deep", tooDeep))
        .hasMessageContaining("nested more than 64 deep")
        .hasMessageContaining("[RPC-1402]");
  }
}
