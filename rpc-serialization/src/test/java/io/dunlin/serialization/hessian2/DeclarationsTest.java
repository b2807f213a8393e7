package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.Attachments;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcCallback;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.TypeRules;
import io.dunlin.serialization.hessian2.Samples.Page;
import io.dunlin.serialization.hessian2.Samples.Plain;
import io.dunlin.serialization.hessian2.Samples.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How the declarations of an interface's methods are understood. */
class DeclarationsTest {
  interface Crud<T, K> {
    T get(K key);

    List<? extends T> all(Map<K, ? super T> filter);

    <X extends Point> X bounded(X x);

    <X> X unbounded(X x);
  }

  interface PlainCrud extends Crud<Plain, Long> {}

  @Test
  void typeVariablesAreWhatTheInheritingInterfaceSays() {
    Wire wire = new Wire(PlainCrud.class);
    assertThat(wire.roundTrip("get", new Plain("a", 1))).isEqualTo(new Plain("a", 1));
    List<Plain> all = new ArrayList<>(List.of(new Plain("a", 1)));
    assertThat(wire.roundTrip("all", all)).isEqualTo(all);
    MethodCodec get = wire.codec("get");
    byte[] key = number(5);
    assertThat(get.reader(key, 0, key.length).readArgument(0)).isEqualTo(5L);
    assertThat(wire.roundTrip("bounded", new Point(1, 2, ""))).isEqualTo(new Point(1, 2, ""));
    assertThat(wire.roundTrip("unbounded", 5)).isEqualTo(5);
  }

  private static byte[] number(int value) {
    return new Bytes().value(value).toArray();
  }

  interface Futures {
    CompletableFuture<Page<Plain>> page();

    CompletableFuture<?> anything();

    CompletableFuture<Void> nothing();
  }

  @Test
  void valueOfAFutureIsWhatIsCarried() {
    Wire wire = new Wire(Futures.class);
    Page<Plain> page = new Page<>();
    page.first = new Plain("f", 1);
    assertThat(((Page<?>) wire.roundTrip("page", page)).first).isEqualTo(new Plain("f", 1));
    assertThat(wire.roundTrip("anything", "x")).isEqualTo("x");
    assertThat(wire.roundTrip("nothing", null)).isNull();
  }

  interface Listening {
    String listen(String key, @RpcCallback Runnable listener, int count);
  }

  @Test
  void callbackTravelsAsNull() {
    MethodCodec codec = new Wire(Listening.class).codec("listen");
    ByteSink sink = ByteSink.heap(8, 1000);
    BodyWriter out = codec.writer(sink);
    out.writeArgument(0, "k");
    out.writeArgument(1, (Runnable) () -> {});
    out.writeArgument(2, 3);
    out.writeAttachments(Attachments.of("a", "b"));
    BodyReader in = codec.reader(sink.array(), 0, sink.position());
    assertThat(in.readArgument(0)).isEqualTo("k");
    assertThat(in.readArgument(1)).isNull();
    assertThat(in.readArgument(2)).isEqualTo(3);
    assertThat(in.readAttachments()).isEqualTo(Attachments.of("a", "b"));
  }

  @Test
  void contractWithoutAnInterfaceIsOpenAndAdmitsTheCoreOnly() {
    MethodDescriptor method =
        MethodDescriptor.of(
            0,
            "find",
            List.of("long", "com.acme.Filter"),
            "com.acme.User",
            MethodDescriptor.Shape.BLOCKING);
    MethodCodec codec =
        new Hessian2Serializer()
            .compile(ServiceContract.of("com.acme.Users", List.of(method)), TypeRules.DEFAULT)[0];
    ByteSink sink = ByteSink.heap(8, 1000);
    codec.writer(sink).writeArgument(1, Map.of("name", "x"));
    assertThat(codec.reader(sink.array(), 0, sink.position()).readArgument(1))
        .isEqualTo(Map.of("name", "x"));
    byte[] user = new Bytes().objectOf("com.acme.User", "name", "x").toArray();
    assertThatThrownBy(() -> codec.reader(user, 0, user.length).readResult())
        .hasMessageContaining("com.acme.Users.find: class com.acme.User is not admitted");
  }

  @Test
  void referencesRunOnFromArgumentToArgument() {
    interface Two {
      void two(Plain a, Plain b);
    }
    MethodCodec codec = new Wire(Two.class).codec("two");
    Plain shared = new Plain("s", 1);
    ByteSink sink = ByteSink.heap(8, 1000);
    BodyWriter out = codec.writer(sink);
    out.writeArgument(0, shared);
    int first = sink.position();
    out.writeArgument(1, shared);
    assertThat(sink.position() - first).isEqualTo(2);
    BodyReader in = codec.reader(sink.array(), 0, sink.position());
    Object a = in.readArgument(0);
    assertThat(in.readArgument(1)).isSameAs(a).isEqualTo(shared);
    // Skipped first, wanted afterwards: read from where it stands.
    BodyReader skipping = codec.reader(sink.array(), 0, sink.position());
    skipping.skip();
    assertThat(skipping.readArgument(1)).isEqualTo(shared);
  }
}
