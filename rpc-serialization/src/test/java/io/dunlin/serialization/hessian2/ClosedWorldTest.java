package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.ErrorCode;
import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.RpcTypes;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializers;
import io.dunlin.serialization.TypeClosure;
import io.dunlin.serialization.TypeRules;
import io.dunlin.serialization.hessian2.Samples.Plain;
import io.dunlin.serialization.hessian2.Samples.Point;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only declared and admitted classes are ever made; everything has a limit. */
class ClosedWorldTest {
  interface Api {
    Object any(Object v);

    Plain plain(Plain v);

    List<?> list(List<?> v);

    List<Plain> plains(List<Plain> v);

    Map<Object, Object> map(Map<Object, Object> v);

    Map<Plain, String> keyed(Map<Plain, String> v);

    Serializable serializable(Serializable v);

    Plain[] array(Plain[] v);

    Set<List<Object>> lists(Set<List<Object>> v);

    Set<Clash> clashes(Set<Clash> v);

    int[] ints(int[] v);

    String text(String v);

    byte[] bytes(byte[] v);
  }

  /** Legal, and the worst of hash codes. */
  record Clash(int number) {
    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static final Wire WIRE = new Wire(Api.class);
  private static final String BIRD = Canary.Bird.class.getName();

  private static Bytes bird() {
    return new Bytes().objectOf(BIRD, "name", "tweety");
  }

  private static void assertRefused(String method, byte[] bytes) {
    int songs = Canary.SONGS.get();
    assertThatThrownBy(() -> WIRE.read(method, bytes))
        .isInstanceOf(RpcException.class)
        .extracting(e -> ((RpcException) e).code())
        .isEqualTo(ErrorCode.TYPE_NOT_ADMITTED);
    assertThat(Canary.SONGS).hasValue(songs);
  }

  @Test
  void classThatIsNotAdmittedIsRefusedUntouchedAndTheMessageSaysHowToAdmitIt() {
    int songs = Canary.SONGS.get();
    assertThatThrownBy(() -> WIRE.read("any", bird().toArray()))
        .hasMessage(
            "io.dunlin.serialization.hessian2.ClosedWorldTest$Api.any: class "
                + "io.dunlin.serialization.hessian2.Canary$Bird is not admitted where "
                + "java.lang.Object is declared; if it belongs there, admit it with "
                + "@RpcTypes(io.dunlin.serialization.hessian2.Canary.Bird.class) on "
                + "io.dunlin.serialization.hessian2.ClosedWorldTest$Api.any or "
                + "admit(io.dunlin.serialization.hessian2.Canary.Bird.class) [RPC-1401]");
    assertThat(Canary.SONGS).hasValue(songs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any",
        "plain",
        "list",
        "plains",
        "map",
        "keyed",
        "serializable",
        "array",
        "lists"
      })
  void refusedWhereverItStands(String method) {
    assertRefused(method, bird().toArray());
  }

  @Test
  void refusedInsideContainers() {
    assertRefused("any", new Bytes().raw(0x79).objectOf(BIRD, "name", "x").toArray());
    assertRefused("list", new Bytes().raw(0x79).objectOf(BIRD, "name", "x").toArray());
    assertRefused("plains", new Bytes().raw(0x79).objectOf(BIRD, "name", "x").toArray());
    assertRefused(
        "map", new Bytes().raw('H').objectOf(BIRD, "name", "x").value(1).raw('Z').toArray());
    assertRefused(
        "map", new Bytes().raw('H').value(1).objectOf(BIRD, "name", "x").raw('Z').toArray());
    assertRefused(
        "keyed", new Bytes().raw('H').objectOf(BIRD, "name", "x").value("v").raw('Z').toArray());
    assertRefused("any", new Bytes().raw('M').value(BIRD).raw('Z').toArray());
    assertRefused("any", new Bytes().raw(0x70).value("[" + BIRD).toArray());
    assertRefused("any", new Bytes().raw(0x70).value(BIRD).toArray());
    assertRefused("any", new Bytes().objectOf("java.lang.Class", "name", BIRD).toArray());
    assertRefused(
        "any", new Bytes().raw(0x79).objectOf("java.util.PriorityQueue", "a", 1).toArray());
    assertRefused("any", new Bytes().objectOf("java.lang.ProcessBuilder", "a", 1).toArray());
    assertRefused("any", new Bytes().raw('M').value("java.net.URL").raw('Z').toArray());
  }

  @Test
  void refusedInAttachmentsAndReadAsADescriptionWhereItIsThrown() {
    int songs = Canary.SONGS.get();
    byte[] attachments =
        new Bytes().raw('H').value("k").objectOf(BIRD, "name", "x").raw('Z').toArray();
    BodyReader in = WIRE.codec("any").reader(attachments, 0, attachments.length);
    assertThatThrownBy(in::readAttachments)
        .hasMessageContaining(BIRD + " is not admitted where an attachment")
        .hasMessageContaining("[RPC-1401]");

    byte[] thrown = new Bytes().objectOf(BIRD, "detailMessage", "m", "name", "n").toArray();
    Throwable error = WIRE.codec("any").reader(thrown, 0, thrown.length).readException();
    assertThat(error).isInstanceOf(RemoteException.class).hasMessage(BIRD + ": m");
    assertThat(((RemoteException) error).fields()).containsEntry("name", "n");
    assertThat(Canary.SONGS).hasValue(songs);
  }

  @Test
  void passedOverWithoutBeingMadeInFieldsNobodyDeclared() {
    int songs = Canary.SONGS.get();
    byte[] bytes =
        new Bytes()
            .definition(Plain.class.getName(), "bird", "name")
            .object(0)
            .objectOf(BIRD, "name", "x")
            .value("kept")
            .toArray();
    assertThat(((Plain) WIRE.read("plain", bytes)).name).isEqualTo("kept");
    assertThat(Canary.SONGS).hasValue(songs);
  }

  @Test
  void anotherClassOfTheSameShapeIsRefusedWhereAClassIsDeclared() {
    assertThatThrownBy(
            () ->
                WIRE.read(
                    "plain", new Bytes().objectOf(Point.class.getName(), "name", "x").toArray()))
        .hasMessageContaining("is not admitted where " + Plain.class.getName() + " is declared");
  }

  @Test
  void valueOfAClassNobodyAdmitsIsNotSentEither() {
    assertThatThrownBy(() -> WIRE.write("any", new Point(1, 2, "x")))
        .hasMessageContaining("a value of class " + Point.class.getName() + " cannot be sent")
        .hasMessageContaining("@RpcTypes(" + Point.class.getName().replace('$', '.') + ".class)")
        .hasMessageContaining("[RPC-1402]");
    assertThatThrownBy(() -> WIRE.write("any", new Thread()))
        .hasMessageContaining("java.lang.Thread");
    Supplier<String> lambda = () -> "";
    assertThatThrownBy(() -> WIRE.write("any", lambda)).hasMessageContaining("[RPC-1402]");
  }

  @Test
  void configurationAdmitsToo() {
    TypeRules rules = new TypeRules(Set.of(Point.class), DecodeLimits.DEFAULT);
    assertThat(new Wire(Api.class, rules).roundTrip("any", new Point(1, 2, "x")))
        .isEqualTo(new Point(1, 2, "x"));
  }

  @Test
  void refusalIsLoggedOnceAMinutePerClass() {
    Refusals refusals = new Refusals();
    long now = 5;
    assertThat(refusals.isDue("a", now)).isTrue();
    assertThat(refusals.isDue("a", now + 59_999_999_999L)).isFalse();
    assertThat(refusals.isDue("b", now)).isTrue();
    assertThat(refusals.isDue("a", now + 60_000_000_000L)).isTrue();
    for (int i = 0; i < 10_000; i++) {
      refusals.isDue("class" + i, now);
    }
    assertThat(refusals.isDue("b", now)).as("forgotten, for memory's sake").isTrue();
  }

  // ---- types that cannot be carried ----

  static class WithStream implements Serializable {
    private static final long serialVersionUID = 1L;
    String name;
    InputStream stream;
  }

  interface Streams {
    WithStream getUser(long id);
  }

  interface Threads {
    void run(List<Map<String, Thread>> v);
  }

  interface Functions {
    void run(Consumer<String> v);
  }

  @FunctionalInterface
  interface Listener {
    void on(String event);
  }

  interface Listeners {
    void listen(Listener v);
  }

  static class NotSerializable {
    String name;
    Inner inner;

    static class Inner {
      int x;
    }
  }

  interface Warned {
    @RpcTypes(Point.class)
    NotSerializable find(Plain v);
  }

  @Test
  void typeThatCannotBeCarriedFailsAtOnceWithThePathToIt() {
    assertThatThrownBy(() -> new Wire(Streams.class))
        .hasMessage(
            "io.dunlin.serialization.hessian2.ClosedWorldTest$Streams.getUser(long) -> "
                + "io.dunlin.serialization.hessian2.ClosedWorldTest$WithStream.stream: "
                + "java.io.InputStream cannot be carried: a JDK class that has no meaning in "
                + "another process; use a plain data type, or make the field transient [RPC-1405]");
    assertThatThrownBy(() -> new Wire(Threads.class))
        .hasMessageContaining("parameter 0: java.lang.Thread cannot be carried");
    assertThatThrownBy(() -> new Wire(Functions.class))
        .hasMessageContaining("java.util.function.Consumer<java.lang.String> cannot be carried");
    assertThatThrownBy(() -> new Wire(Listeners.class))
        .hasMessageContaining("a function; mark the parameter @RpcCallback");
  }

  @Test
  void classesThatDubboWouldRefuseAreNamed() {
    TypeClosure closure = TypeClosure.of(ServiceContract.of(Warned.class), TypeRules.DEFAULT);
    assertThat(closure.notSerializable())
        .containsExactly(NotSerializable.class.getName(), NotSerializable.Inner.class.getName());
    assertThat(closure.classes(0))
        .containsExactlyInAnyOrder(
            NotSerializable.class, NotSerializable.Inner.class, Plain.class, Point.class);
  }

  // ---- limits ----

  private static Wire limited(DecodeLimits limits) {
    return new Wire(Api.class, new TypeRules(Set.of(), limits));
  }

  private static final DecodeLimits D = DecodeLimits.DEFAULT;

  private static void assertLimit(Wire wire, String method, byte[] bytes, String name) {
    assertThatThrownBy(() -> wire.read(method, bytes))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining(name)
        .extracting(e -> ((RpcException) e).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void depthIsLimited() {
    Bytes deep = new Bytes();
    for (int i = 0; i < 20_000; i++) {
      deep.raw(0x79);
    }
    byte[] bytes = deep.raw('N').toArray();
    assertLimit(WIRE, "any", bytes, "raise maxDepth");
    assertThatThrownBy(() -> WIRE.codec("any").reader(bytes, 0, bytes.length).skip())
        .hasMessageContaining("maxDepth");
    Bytes objects = new Bytes().definition(Plain.class.getName(), "unknown");
    for (int i = 0; i < 20_000; i++) {
      objects.object(0);
    }
    assertLimit(WIRE, "plain", objects.toArray(), "raise maxDepth");
    Bytes definitions = new Bytes();
    for (int i = 0; i < 20_000; i++) {
      definitions.definition("a" + i);
    }
    assertLimit(WIRE, "plain", definitions.toArray(), "raise maxClassDefinitions");
  }

  @Test
  void lengthIsBelievedOnlyAsFarAsThereAreBytes() {
    for (String method :
        List.of("any", "list", "plains", "ints", "array", "lists", "serializable")) {
      byte[] lie = new Bytes().raw(0x58).value(Integer.MAX_VALUE).value(1).toArray();
      assertThatThrownBy(() -> WIRE.read(method, lie))
          .as(method)
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("a list of 2147483647 values, but only");
    }
    assertThatThrownBy(() -> WIRE.read("text", new byte[] {'S', (byte) 0xff, (byte) 0xff, 'a'}))
        .hasMessageContaining("ends in the middle");
    assertThatThrownBy(() -> WIRE.read("bytes", new byte[] {'B', (byte) 0xff, (byte) 0xff, 'a'}))
        .hasMessageContaining("ends in the middle");
  }

  @Test
  void numberOfValuesIsLimited() {
    Wire wire = limited(new DecodeLimits(64, 100, 1000, 1000, 1 << 20, 10, 10, 3, 20));
    Object[] many = new Object[101];
    Arrays.fill(many, 1);
    assertLimit(wire, "any", new Bytes().value(many).toArray(), "raise maxElements");
    assertLimit(
        wire, "list", new Bytes().listForm(0x57, null, many).toArray(), "raise maxElements");
    assertLimit(wire, "ints", new Bytes().value(new int[101]).toArray(), "raise maxElements");
    assertLimit(wire, "text", new Bytes().value("x".repeat(1001)).toArray(), "maxStringChars");
    assertLimit(wire, "text", new Bytes().value("x".repeat(40_000)).toArray(), "maxStringChars");
    assertLimit(wire, "bytes", new Bytes().value(new byte[1001]).toArray(), "maxBinaryBytes");
    assertLimit(wire, "bytes", new Bytes().value(new byte[20_000]).toArray(), "maxBinaryBytes");
    String[] fields = new String[11];
    Arrays.fill(fields, "f");
    assertLimit(
        wire,
        "plain",
        new Bytes().definition(Plain.class.getName(), fields).object(0).toArray(),
        "maxFields");
    byte[] four = new Bytes().map("a", "1", "b", "2", "c", "3", "d", "4").toArray();
    assertThatThrownBy(() -> wire.codec("any").reader(four, 0, four.length).readAttachments())
        .hasMessageContaining("raise maxAttachments");
    byte[] longer = new Bytes().map("a", "x".repeat(21)).toArray();
    assertThatThrownBy(() -> wire.codec("any").reader(longer, 0, longer.length).readAttachments())
        .hasMessageContaining("raise maxAttachmentChars");
  }

  @Test
  void allocationIsLimited() {
    Wire wire = limited(new DecodeLimits(64, 1_000_000, 1 << 20, 1 << 20, 100_000, 10, 10, 3, 20));
    assertLimit(wire, "any", new Bytes().value(new long[20_000]).toArray(), "maxAllocationBytes");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      texts.add("text" + i);
    }
    assertLimit(wire, "any", new Bytes().value(texts).toArray(), "maxAllocationBytes");
  }

  @Test
  void collidingKeysAreRefusedUnlessTheJdkComparesThem() {
    Bytes clashes = new Bytes().raw(0x58).value(4096).definition(Clash.class.getName(), "number");
    for (int i = 0; i < 4096; i++) {
      clashes.object(0).value(i);
    }
    assertLimit(WIRE, "clashes", clashes.toArray(), "of its keys have one hash code");

    Map<Object, Object> texts = new HashMap<>();
    for (int i = 0; i < 4096; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        text.append((i & 1 << bit) == 0 ? "Aa" : "BB");
      }
      texts.put(text.toString(), i);
    }
    assertThat(texts.keySet().stream().mapToInt(Object::hashCode).distinct().count()).isOne();
    assertThat(WIRE.roundTrip("map", texts)).isEqualTo(texts);
  }

  @Test
  void sharedListsThatWouldTakeForeverToHashAreRefused() {
    // A set with one list, that holds a list twice, that holds a list twice, and so on.
    Bytes bomb = new Bytes().raw(0x79);
    for (int i = 0; i < 40; i++) {
      bomb.raw(0x7a);
    }
    bomb.value(1).value(1);
    for (int i = 39; i > 0; i--) {
      bomb.reference(i + 1);
    }
    assertLimit(WIRE, "lists", bomb.toArray(), "hashing its keys needs more than 1000000 visits");
  }

  @Test
  void listThatHoldsItselfIsNoKey() {
    byte[] bytes = new Bytes().raw(0x79, 0x79).reference(1).toArray();
    assertLimit(WIRE, "lists", bytes, "a key contains itself");
  }

  @Test
  void keysThatAreNoScalarsAreRefusedWhereNoneAreDeclared() {
    byte[] bytes = new Bytes().raw('H').value(List.of(1)).value(1).raw('Z').toArray();
    assertThatThrownBy(() -> WIRE.read("map", bytes))
        .hasMessageContaining("a map's key of class java.util.ArrayList where none is declared");
  }

  @Test
  void hugeDecimalIsRefused() {
    byte[] bytes =
        new Bytes().objectOf("java.math.BigDecimal", "value", "9".repeat(100_000)).toArray();
    assertThatThrownBy(() -> WIRE.read("any", bytes)).hasMessageContaining("[RPC-1403]");
  }

  @Test
  void referencesAreChecked() {
    for (int number : new int[] {-1, 0, 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> WIRE.read("any", new Bytes().reference(number).toArray()))
          .hasMessageContaining("a reference to value " + number + " of 0");
    }
    assertThatThrownBy(() -> WIRE.read("ints", new Bytes().raw(0x79).reference(0).toArray()))
        .isInstanceOf(RpcException.class);
    // A list may not become a Plain by being referred to from there.
    byte[] confused =
        new Bytes().raw(0x79).definition(Plain.class.getName(), "name").reference(0).toArray();
    assertThatThrownBy(() -> WIRE.read("plains", confused)).isInstanceOf(RpcException.class);
    byte[] list = new Bytes().raw(0x79).reference(0).toArray();
    assertThatThrownBy(() -> WIRE.read("plains", list))
        .hasMessageContaining("found a reference to a java.util.ArrayList");
  }

  @Test
  void textThatIsNoTextIsRefused() {
    for (int[] wrong :
        new int[][] {
          {1, 0xf0},
          {1, 0x80},
          {1, 0xc3},
          {1, 0xc3, 0x41},
          {1, 0xe4, 0xbd},
          {2, 'a', 0xff},
          {'R', 0, 1, 'a', 'N'},
          {'R', 0, 1, 'a'},
          {0x40},
          {0x45},
          {0x47},
          {0x50},
          {'Z'}
        }) {
      assertThatThrownBy(() -> WIRE.read("text", new Bytes().raw(wrong).toArray()))
          .as(Arrays.toString(wrong))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("[RPC-1403]");
    }
  }

  @Test
  void plainCodecAdmitsScalarsAndContainersOnly() {
    MethodCodec plain = Serializers.get("hessian2").plain(TypeRules.DEFAULT);
    byte[] bytes = bird().toArray();
    assertThatThrownBy(() -> plain.reader(bytes, 0, bytes.length).readArgument(2))
        .hasMessageContaining(BIRD + " is not admitted");
    byte[] list = new Bytes().value(List.of(1, "a", Map.of())).toArray();
    assertThat(plain.reader(list, 0, list.length).readResult())
        .isEqualTo(List.of(1, "a", Map.of()));
  }
}
