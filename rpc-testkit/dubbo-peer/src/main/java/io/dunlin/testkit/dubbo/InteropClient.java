package io.dunlin.testkit.dubbo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/**
 * What an {@link InteropCase} asks of the consumer under test: proxies of {@link SampleServices},
 * and the few things every framework offers in its own way.
 */
public interface InteropClient {
  /**
   * {@link DemoService} without group and version; {@code watch} takes its listener as callback.
   */
  DemoService demo();

  /** {@link DemoService} of {@link SampleServices#GROUP} and {@link SampleServices#VERSION}. */
  DemoService blueDemo();

  /** {@link DemoService} in a version nobody provides; making the proxy must not fail. */
  DemoService missingDemo();

  /** {@link #demo()} whose calls time out after {@code timeout} and are not tried again. */
  DemoService impatientDemo(Duration timeout);

  /** {@link TypesService} without group and version. */
  TypesService types();

  /** Calls {@code fire} of {@link #demo()} without wanting an answer. */
  void fireOneWay(String value);

  /** Starts {@code sayHello} of {@link #demo()} without blocking. */
  CompletableFuture<String> sayHelloLater(String name);

  /** Makes one call with attachments and looks at those of the answer. */
  <T extends @Nullable Object> Reply<T> callWith(Map<String, String> attachments, Supplier<T> call);

  /** Calls {@code $echo} of {@link #demo()}. */
  @Nullable Object echo(Object value);

  /** Calls {@link #demo()} without its interface. */
  @Nullable Object invokeGeneric(String method, String[] parameterTypes, Object[] arguments);

  /** The name of the class of the exception behind a failed {@link #invokeGeneric}. */
  String genericFailure(Throwable failure);

  /** Whether a call failed because no answer came in time. */
  boolean isTimeout(Throwable failure);

  /** Whether the framework failed, rather than the service. */
  boolean isFrameworkFailure(Throwable failure);

  /**
   * What came back.
   *
   * @param value the result of the call
   * @param attachments those of the answer
   */
  record Reply<T extends @Nullable Object>(T value, Map<String, String> attachments) {}
}
