package io.dunlin.testkit.dubbo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.sample.wire.Address;
import org.sample.wire.DemoDeclaredException;
import org.sample.wire.DemoException;
import org.sample.wire.DemoRuntimeException;
import org.sample.wire.DemoService;
import org.sample.wire.FloatPair;

/** Cases about calling: overloads, failures, callbacks, attachments, one-way, generic calls. */
@NullUnmarked // nulls are among the arguments
final class CallCases {
  private static final int PATIENCE_MILLIS = 10_000;

  private CallCases() {}

  static List<InteropCase> all() {
    return List.of(
        new InteropCase("demo.sayHello", CallCases::sayHello),
        new InteropCase("demo.scalars", CallCases::scalars),
        new InteropCase("demo.overloads", CallCases::overloads),
        new InteropCase("demo.void", CallCases::voidResult),
        new InteropCase("demo.null", CallCases::nulls),
        new InteropCase("demo.longText", CallCases::longText),
        new InteropCase("demo.big", CallCases::big),
        new InteropCase("demo.collections", CallCases::collections),
        new InteropCase("demo.any", CallCases::any),
        new InteropCase("demo.groupAndVersion", CallCases::groupAndVersion),
        new InteropCase("demo.missingVersion", CallCases::missingVersion),
        new InteropCase("demo.later", CallCases::later),
        new InteropCase("demo.floatFields", CallCases::floatFields),
        new InteropCase("fail.checked", CallCases::failChecked),
        new InteropCase("fail.declaredRuntime", CallCases::failDeclaredRuntime),
        new InteropCase("fail.undeclaredRuntime", CallCases::failUndeclaredRuntime),
        new InteropCase("fail.undeclaredRuntimeAnyhow", CallCases::failUndeclaredAnyhow),
        new InteropCase("fail.jdk", CallCases::failJdk),
        new InteropCase("fail.caused", CallCases::failCaused),
        new InteropCase("fail.unknownClass", CallCases::failUnknown),
        new InteropCase("fail.foreignClass", CallCases::failForeign),
        new InteropCase("fail.later", CallCases::failLater),
        new InteropCase("fail.timeout", CallCases::timeout),
        new InteropCase("async", CallCases::async),
        new InteropCase("oneway", CallCases::oneWay),
        new InteropCase("attachments.request", CallCases::requestAttachments),
        new InteropCase("attachments.reply", CallCases::replyAttachments),
        new InteropCase("callback", CallCases::callback),
        new InteropCase("echo", CallCases::echo),
        new InteropCase("generic.sayHello", CallCases::genericString),
        new InteropCase("generic.primitives", CallCases::genericPrimitives),
        new InteropCase("generic.overloads", CallCases::genericOverloads),
        new InteropCase("generic.bean", CallCases::genericBean),
        new InteropCase("generic.failChecked", CallCases::genericFailure));
  }

  private static void sayHello(InteropClient client) {
    Expect.same("Hello world", client.demo().sayHello("world"));
    Expect.same("Hello ", client.demo().sayHello(""));
    Expect.same("Hello Grüße 你好 🚀", client.demo().sayHello("Grüße 你好 🚀"));
    Expect.same("Hello null", client.demo().sayHello(null));
  }

  private static void scalars(InteropClient client) {
    Expect.same(2L * Integer.MAX_VALUE, client.demo().twice(Integer.MAX_VALUE));
    Expect.same(-7, client.demo().add(-10, 3));
  }

  private static void overloads(InteropClient client) {
    Expect.same("int:7", client.demo().describe(7));
    Expect.same("string:7", client.demo().describe("7"));
    Expect.same("object:7", client.demo().describe((Object) 7L));
  }

  private static void voidResult(InteropClient client) {
    client.demo().ping();
    client.demo().store("x");
  }

  private static void nulls(InteropClient client) {
    Expect.same(null, client.demo().nothing());
    Expect.same(null, client.demo().echoOrder(null));
    Expect.same(null, client.demo().bytes(null));
    Expect.same(null, client.demo().addresses(null));
  }

  private static void longText(InteropClient client) {
    for (String text : Samples.longTexts()) {
      Expect.same(text, client.demo().longText(text));
    }
  }

  private static void big(InteropClient client) {
    Expect.same("x".repeat(1_000_000), client.demo().big(1_000_000));
    byte[] data = Samples.bytes(1_000_000);
    Expect.same(data, client.demo().bytes(data));
  }

  private static void collections(InteropClient client) {
    DemoService demo = client.demo();
    Expect.same(Samples.addresses(), demo.addresses(Samples.addresses()));
    Map<String, Integer> counts = new HashMap<>(Map.of("a", 1, "b", -1));
    Expect.same(counts, demo.counts(counts));
    Expect.same(Samples.hashSet(), demo.names(Samples.hashSet()));
    Expect.same(new int[] {1, -1}, demo.ints(new int[] {1, -1}));
    Expect.same(new String[] {"a", null, ""}, demo.strings(new String[] {"a", null, ""}));
    Address[] array = Samples.addresses().toArray(Address[]::new);
    Expect.same(array, demo.addressArray(array));
  }

  private static void any(InteropClient client) {
    Expect.same(1, client.demo().any(1));
    Expect.same(1L, client.demo().any(1L));
    Expect.same("s", client.demo().any("s"));
    Expect.same(Samples.address(), client.demo().any(Samples.address()));
    Expect.same(Samples.hashSet(), client.demo().any(Samples.hashSet()));
  }

  private static void groupAndVersion(InteropClient client) {
    Expect.same("Hello blue", client.blueDemo().sayHello("blue"));
  }

  private static void missingVersion(InteropClient client) {
    Throwable failure = Expect.anyFailure(() -> client.missingDemo().sayHello("nobody"));
    Expect.that(client.isFrameworkFailure(failure), "expected a framework failure: " + failure);
    Expect.that(!client.isTimeout(failure), "refused by silence: " + failure);
  }

  private static void later(InteropClient client) throws Exception {
    Expect.same("now", client.demo().later("now").get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static void floatFields(InteropClient client) {
    FloatPair pair = new FloatPair(0.1f, -2.5f);
    Expect.same(pair, client.demo().floats(pair));
  }

  private static void failChecked(InteropClient client) {
    DemoException failure =
        Expect.failure(DemoException.class, () -> client.demo().failChecked("no stock"));
    Expect.same("no stock", failure.getMessage());
    Expect.same(42, failure.getCode());
    Expect.that(failure.getCause() == null, "unexpected cause " + failure.getCause());
    Expect.that(
        List.of(failure.getStackTrace()).stream()
            .anyMatch(frame -> frame.getMethodName().equals("failChecked")),
        "the provider's stack trace is missing");
  }

  private static void failDeclaredRuntime(InteropClient client) {
    Throwable failure =
        Expect.failure(
            DemoDeclaredException.class, () -> client.demo().failDeclaredRuntime("boom"));
    Expect.same("boom", failure.getMessage());
  }

  private static void failUndeclaredRuntime(InteropClient client) {
    Throwable failure =
        Expect.failure(DemoRuntimeException.class, () -> client.demo().failRuntime("boom"));
    Expect.same("boom", failure.getMessage());
  }

  /** However it arrives, it arrives as a failure, and the connection is usable afterwards. */
  private static void failUndeclaredAnyhow(InteropClient client) {
    Throwable failure = Expect.anyFailure(() -> client.demo().failRuntime("boom"));
    Expect.that(!client.isTimeout(failure), "not answered: " + failure);
    sayHello(client);
  }

  private static void failJdk(InteropClient client) {
    Throwable failure =
        Expect.failure(IllegalArgumentException.class, () -> client.demo().failJdk("bad"));
    Expect.same("bad", failure.getMessage());
  }

  private static void failCaused(InteropClient client) {
    Throwable failure =
        Expect.failure(IllegalStateException.class, () -> client.types().failCaused("outer"));
    Expect.same("outer", failure.getMessage());
    Expect.that(
        failure.getCause() instanceof IllegalArgumentException, "cause: " + failure.getCause());
    Expect.same("cause of outer", failure.getCause().getMessage());
    Expect.same(1, failure.getSuppressed().length);
    Expect.same("suppressed by outer", failure.getSuppressed()[0].getMessage());
  }

  private static void failUnknown(InteropClient client) {
    Throwable failure = Expect.anyFailure(() -> client.types().failUnknown("secret"));
    Expect.that(!client.isTimeout(failure), "not answered: " + failure);
    Expect.same("Hello still", client.demo().sayHello("still"));
  }

  private static void failForeign(InteropClient client) {
    Throwable failure =
        Expect.failure(RuntimeException.class, () -> client.types().failForeign("foreign"));
    Expect.same(RuntimeException.class, failure.getClass());
    Expect.that(
        String.valueOf(failure.getMessage()).contains("UnknownExternalException: foreign"),
        "message: " + failure.getMessage());
  }

  private static void failLater(InteropClient client) {
    Throwable failure =
        Expect.failure(
            ExecutionException.class,
            () -> client.types().failLater("later").get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    Expect.that(failure.getCause() instanceof DemoException, "cause: " + failure.getCause());
    Expect.same(43, ((DemoException) failure.getCause()).getCode());
  }

  private static void timeout(InteropClient client) {
    DemoService demo = client.impatientDemo(Duration.ofMillis(200));
    Expect.same("Hello first", client.demo().sayHello("first"));
    int before = client.types().slowCalls();
    Throwable failure = Expect.anyFailure(() -> demo.slow(1000));
    Expect.that(client.isTimeout(failure), "expected a timeout: " + failure);
    Expect.same(before + 1, client.types().slowCalls());
    Expect.same("Hello again", client.demo().sayHello("again"));
  }

  private static void async(InteropClient client) throws Exception {
    var first = client.sayHelloLater("one");
    var second = client.sayHelloLater("two");
    Expect.same("Hello one", first.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    Expect.same("Hello two", second.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static void oneWay(InteropClient client) {
    String value = "shot " + System.nanoTime();
    client.fireOneWay(value);
    Expect.same(value, client.types().fired(value, PATIENCE_MILLIS / 2));
  }

  private static void requestAttachments(InteropClient client) {
    InteropClient.Reply<String> reply =
        client.callWith(Map.of("trace-id", "abc-123"), () -> client.demo().attachment("trace-id"));
    Expect.same("abc-123", reply.value());
    Expect.same(null, client.demo().attachment("no-such-key"));
  }

  private static void replyAttachments(InteropClient client) {
    InteropClient.Reply<String> reply =
        client.callWith(Map.of(), () -> client.demo().attachment("trace-id"));
    Expect.same("reply-value", reply.attachments().get("reply-key"));
  }

  private static void callback(InteropClient client) throws Exception {
    String key = "key " + System.nanoTime();
    CountDownLatch called = new CountDownLatch(1);
    client
        .demo()
        .watch(
            key,
            (step, percent) -> {
              called.countDown();
              return String.format(Locale.ROOT, "%s=%d", step, percent);
            });
    Expect.that(called.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), "listener never called");
    Expect.same(key + "=50", client.types().watched(key, PATIENCE_MILLIS / 2));
  }

  private static void echo(InteropClient client) {
    Expect.same("OK", client.echo("OK"));
    Expect.same(17, client.echo(17));
    Expect.same(Samples.hashSet(), client.echo(Samples.hashSet()));
  }

  private static void genericString(InteropClient client) {
    Expect.same(
        "Hello generic",
        client.invokeGeneric(
            "sayHello", new String[] {"java.lang.String"}, new Object[] {"generic"}));
  }

  private static void genericPrimitives(InteropClient client) {
    Expect.same(5, client.invokeGeneric("add", new String[] {"int", "int"}, new Object[] {2, 3}));
  }

  private static void genericOverloads(InteropClient client) {
    Expect.same("int:7", client.invokeGeneric("describe", new String[] {"int"}, new Object[] {7}));
    Expect.same(
        "string:7",
        client.invokeGeneric("describe", new String[] {"java.lang.String"}, new Object[] {"7"}));
  }

  private static void genericBean(InteropClient client) {
    Map<String, Object> main = new HashMap<>(Map.of("street", "Main Street", "number", 5));
    Map<String, Object> order = new HashMap<>(Map.of("id", 9L, "title", "t", "color", "BLUE"));
    order.put("main", main);
    Object answer =
        client.invokeGeneric(
            "echoOrder", new String[] {"org.sample.wire.Order"}, new Object[] {order});
    Expect.that(answer instanceof Map, "expected a map: " + answer);
    Map<?, ?> map = (Map<?, ?>) answer;
    Expect.same("org.sample.wire.Order", map.get("class"));
    Expect.same("t", map.get("title"));
    Expect.same(9L, map.get("id"));
    Expect.same("BLUE", map.get("color"));
    Expect.that(map.get("main") instanceof Map, "expected a map: " + map.get("main"));
    Expect.same("Main Street", ((Map<?, ?>) map.get("main")).get("street"));
  }

  private static void genericFailure(InteropClient client) {
    Throwable failure =
        Expect.anyFailure(
            () ->
                client.invokeGeneric(
                    "failChecked", new String[] {"java.lang.String"}, new Object[] {"gx"}));
    Expect.same(DemoException.class.getName(), client.genericFailure(failure));
  }
}
