package io.dunlin.testkit.dubbo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.sample.wire.Address;
import org.sample.wire.DemoDeclaredException;
import org.sample.wire.DemoException;
import org.sample.wire.DemoRuntimeException;
import org.sample.wire.DemoService;
import org.sample.wire.FloatPair;
import org.sample.wire.Order;
import org.sample.wire.ProgressListener;

/** Behaves as the service did when the exchanges were recorded. */
@NullUnmarked // every argument may be null
final class SampleDemo implements DemoService {
  // After the answer to watch(), as a callback must be able to come at any time.
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

  private final ServerContext context;
  private final Backstage backstage;

  SampleDemo(ServerContext context, Backstage backstage) {
    this.context = context;
    this.backstage = backstage;
  }

  @Override
  public String sayHello(String name) {
    return "Hello " + name;
  }

  @Override
  public long twice(long value) {
    return 2 * value;
  }

  @Override
  public int add(int a, int b) {
    return a + b;
  }

  @Override
  public Order echoOrder(Order order) {
    return order;
  }

  @Override
  public String describe(int v) {
    return "int:" + v;
  }

  @Override
  public String describe(String v) {
    return "string:" + v;
  }

  @Override
  public String describe(Object v) {
    return "object:" + v;
  }

  @Override
  public String longText(String text) {
    return text;
  }

  @Override
  public byte[] bytes(byte[] data) {
    return data;
  }

  @Override
  public void ping() {}

  @Override
  public void store(String value) {}

  @Override
  public @Nullable String nothing() {
    return null;
  }

  @Override
  public String failChecked(String message) throws DemoException {
    throw new DemoException(message, 42);
  }

  @Override
  public String failRuntime(String message) {
    throw new DemoRuntimeException(message);
  }

  @Override
  public String failDeclaredRuntime(String message) {
    throw new DemoDeclaredException(message);
  }

  @Override
  public String failJdk(String message) {
    throw new IllegalArgumentException(message);
  }

  @Override
  public String slow(int millis) {
    backstage.recordSlowCall();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "slept " + millis;
  }

  @Override
  public CompletableFuture<String> later(String value) {
    return CompletableFuture.supplyAsync(() -> value);
  }

  @Override
  public void fire(String value) {
    backstage.recordFired(value);
  }

  @Override
  public @Nullable String attachment(String key) {
    context.responseAttachment("reply-key", "reply-value");
    return context.requestAttachment(key);
  }

  @Override
  public List<Address> addresses(List<Address> list) {
    return list;
  }

  @Override
  public Map<String, Integer> counts(Map<String, Integer> map) {
    return map;
  }

  @Override
  public Set<String> names(Set<String> set) {
    return set;
  }

  @Override
  public int[] ints(int[] data) {
    return data;
  }

  @Override
  public String[] strings(String[] data) {
    return data;
  }

  @Override
  public Address[] addressArray(Address[] data) {
    return data;
  }

  @Override
  public Object any(Object value) {
    return value;
  }

  @Override
  public void watch(String key, ProgressListener listener) {
    LATER.execute(() -> backstage.recordWatched(key, answerOf(listener, key)));
  }

  private static String answerOf(ProgressListener listener, String key) {
    try {
      return listener.progress(key, 50);
    } catch (RuntimeException e) {
      return "callback failed: " + e;
    }
  }

  @Override
  public String big(int size) {
    return "x".repeat(size);
  }

  @Override
  public FloatPair floats(FloatPair pair) {
    return pair;
  }
}
