package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.RemoteException;
import io.dunlin.RpcCall;
import io.dunlin.RpcCallback;
import io.dunlin.RpcContext;
import io.dunlin.RpcException;
import io.dunlin.RpcMethod;
import io.dunlin.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstCallTest {
  enum Mood {
    GOOD,
    BAD
  }

  static class Person {
    String name;
    int age;
    Mood mood = Mood.GOOD;
    List<Person> friends;

    Person() {}

    Person(String name, int age, List<Person> friends) {
      this.name = name;
      this.age = age;
      this.friends = friends;
    }
  }

  record Point(int x, int y) {}

  static class NotFound extends Exception {
    private static final long serialVersionUID = 1L;
    final int id;

    NotFound(int id) {
      super("nobody has id " + id);
      this.id = id;
    }
  }

  static class Undeclared extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undeclared(String message) {
      super(message);
    }
  }

  interface Listener {
    String progress(int percent);
  }

  interface People {
    String hello(String name);

    Person oldest(List<Person> people);

    Point move(Point point, int by);

    Person find(int id) throws NotFound;

    void fail(String message);

    void failWithIo() throws IOException;

    void nothing();

    CompletableFuture<String> later(String value);

    CompletableFuture<String> failLater();

    String attachment(String key);

    @RpcMethod(oneway = true)
    void fire(String value);

    String watch(@RpcCallback Listener listener);

    @RpcMethod(timeoutMillis = 150)
    void hang();

    @RpcMethod(idempotent = true)
    int count();
  }

  static class PeopleService implements People {
    final CountDownLatch fired = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger calls = new AtomicInteger();
    final CompletableFuture<String> thread = new CompletableFuture<>();

    @Override
    public String hello(String name) {
      thread.complete(Thread.currentThread().getName());
      return "hello " + name;
    }

    @Override
    public Person oldest(List<Person> people) {
      return people.stream().max((a, b) -> a.age - b.age).orElse(null);
    }

    @Override
    public Point move(Point point, int by) {
      return new Point(point.x() + by, point.y() + by);
    }

    @Override
    public Person find(int id) throws NotFound {
      throw new NotFound(id);
    }

    @Override
    public void fail(String message) {
      throw new Undeclared(message);
    }

    @Override
    public void failWithIo() throws IOException {
      throw new IOException("disk full");
    }

    @Override
    public void nothing() {}

    @Override
    public CompletableFuture<String> later(String value) {
      return CompletableFuture.supplyAsync(() -> value + " later");
    }

    @Override
    public CompletableFuture<String> failLater() {
      return CompletableFuture.failedFuture(new IllegalArgumentException("too late"));
    }

    @Override
    public String attachment(String key) {
      RpcContext context = RpcContext.current();
      context.reply("reply", "from provider");
      return context.attachments().get(key) + " from " + context.remoteApplication();
    }

    @Override
    public void fire(String value) {
      fired.countDown();
    }

    @Override
    public String watch(Listener listener) {
      return listener.progress(50);
    }

    @Override
    public void hang() {
      try {
        release.await(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int count() {
      return calls.incrementAndGet();
    }
  }

  private final PeopleService service = new PeopleService();
  private RpcServer server;
  private RpcClient client;
  private People people;

  @BeforeEach
  void open() {
    server =
        RpcServer.builder().application("people").port(0).export(People.class, service).start();
    client = RpcClient.builder().application("tests").timeout(Duration.ofSeconds(5)).build();
    people = client.reference(People.class).direct(address()).get();
  }

  @AfterEach
  void close() {
    service.release.countDown();
    client.close();
    server.close();
  }

  private String address() {
    return "dubbo://127.0.0.1:" + server.port();
  }

  @Test
  void plainInterfaceIsCalledOverTheNetwork() throws Exception {
    assertThat(people.hello("你好 🚀")).isEqualTo("hello 你好 🚀");
    assertThat(service.thread.get(1, TimeUnit.SECONDS)).startsWith("dunlin-worker");
    Person bob = new Person("Bob", 50, List.of());
    Person oldest = people.oldest(List.of(new Person("Ann", 40, List.of(bob)), bob));
    assertThat(oldest.name).isEqualTo("Bob");
    assertThat(oldest.mood).isEqualTo(Mood.GOOD);
    assertThat(people.move(new Point(1, 2), 3)).isEqualTo(new Point(4, 5));
    people.nothing();
  }

  @Test
  void declaredExceptionArrivesWithItsFieldsAndTheProvidersStack() {
    NotFound error = catchThrowableOfType(NotFound.class, () -> people.find(7));
    assertThat(error).hasMessage("nobody has id 7");
    assertThat(error.id).isEqualTo(7);
    assertThat(error.getStackTrace()[0].getMethodName()).isEqualTo("find");
    assertThatThrownBy(() -> people.failWithIo())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void undeclaredExceptionArrivesAsRemoteExceptionThatNamesIt() {
    RemoteException error = catchThrowableOfType(RemoteException.class, () -> people.fail("oh no"));
    assertThat(error.className()).isEqualTo(Undeclared.class.getName());
    assertThat(error.remoteMessage()).isEqualTo("oh no");
  }

  @Test
  void futureCompletesOffTheEventLoopAndFailuresKeepTheirType() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    CompletableFuture<String> later = people.later("soon");
    later.whenComplete((value, error) -> thread.complete(Thread.currentThread().getName()));
    assertThat(later.get(5, TimeUnit.SECONDS)).isEqualTo("soon later");
    assertThat(thread.get(5, TimeUnit.SECONDS)).doesNotContain("dunlin-io");
    ExecutionException error =
        catchThrowableOfType(
            ExecutionException.class, () -> people.failLater().get(5, TimeUnit.SECONDS));
    assertThat(error.getCause())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("too late");
  }

  @Test
  void attachmentsTravelBothWays() throws Exception {
    RpcCall.Reply<String> reply =
        RpcCall.attach("tenant", "acme").call(() -> people.attachment("tenant"));
    assertThat(reply.value()).isEqualTo("acme from tests");
    assertThat(reply.attachments().get("reply")).isEqualTo("from provider");
    assertThat(people.attachment("tenant")).isEqualTo("null from tests");
  }

  @Test
  void onewayReturnsAtOnceAndRuns() throws Exception {
    people.fire("x");
    assertThat(service.fired.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void callbackArgumentIsCalledOverTheCallersConnection() {
    assertThat(people.watch(percent -> percent + " %")).isEqualTo("50 %");
  }

  @Test
  void callThatHangsEndsAtItsDeadlineAndSaysWhereTheTimeWent() {
    RpcException error = catchThrowableOfType(RpcException.class, () -> people.hang());
    assertThat(error.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(error.failureClass()).isEqualTo(FailureClass.UNKNOWN);
    assertThat(error)
        .hasMessageContaining("FirstCallTest$People.hang")
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageContaining("150 ms")
        .hasMessageContaining("[RPC-1206]");
    assertThat(error.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(FirstCallTest.class.getName()));
  }

  @Test
  void genericCallNeedsNoInterface() {
    GenericService generic = client.generic(People.class.getName()).direct(address()).get();
    assertThat(generic.call("hello", List.of("java.lang.String"), "generic"))
        .isEqualTo("hello generic");
    Object oldest =
        generic.call(
            "oldest",
            List.of("java.util.List"),
            List.of(Map.of("name", "Ann", "age", 40), Map.of("name", "Bob", "age", 50)));
    assertThat((Map<?, ?>) oldest).extracting("name").isEqualTo("Bob");
    assertThatThrownBy(() -> generic.call("hello", List.of("java.lang.String")))
        .hasMessage(
            People.class.getName()
                + ".hello not sent: 0 arguments for 1 parameter types [java.lang.String]; pass one"
                + " argument for each type [RPC-1506]");
  }

  @Test
  void equalReferencesShareOneProxyAndCloseWithTheirLastUser() {
    ReferenceBuilder<People> builder = client.reference(People.class).direct(address());
    Reference<People> one = builder.open();
    Reference<People> other = builder.open();
    assertThat(one.get()).isSameAs(other.get()).isSameAs(people);
    one.close();
    one.close();
    other.close();
    assertThat(people.hello("still")).isEqualTo("hello still"); // get() pinned it
    ReferenceBuilder<People> own = builder.timeout(Duration.ofSeconds(3));
    Reference<People> only = own.open();
    People proxy = only.get();
    only.close();
    assertThatThrownBy(() -> proxy.hello("gone")).hasMessageContaining("[RPC-1208]");
  }

  @Test
  void everyCallerOfCloseWaitsUntilTheServerIsClosed() throws Exception {
    assertThatThrownBy(() -> people.hang()).isInstanceOf(RpcException.class); // still runs there
    Thread first = new Thread(server::close);
    first.start();
    Await.until("the first is draining", () -> first.getState() == Thread.State.TIMED_WAITING);
    Thread second = new Thread(server::close);
    second.start();
    Await.until("the second waits too", () -> second.getState() == Thread.State.WAITING);
    service.release.countDown();
    first.join(10_000);
    second.join(10_000);
    assertThat(first.isAlive() || second.isAlive()).isFalse();
  }

  @Test
  void everyCallIsCountedOnBothSides() {
    int before = people.count();
    assertThat(people.count()).isEqualTo(before + 1);
    assertThat(client.statistics().snapshot().toString()).contains("count");
    assertThat(server.statistics().snapshot().toString()).contains("count");
  }
}
