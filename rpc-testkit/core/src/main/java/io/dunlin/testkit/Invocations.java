package io.dunlin.testkit;

import io.dunlin.Attachments;
import io.dunlin.CallRecord;
import io.dunlin.Clock;
import io.dunlin.Deadline;
import io.dunlin.Invocation;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invocations for tests of filters, invokers, balancers and strategies. */
public final class Invocations {
  /** {@code demo.Greeter:1.0.0}. */
  public static final ServiceKey GREETER = new ServiceKey("demo.Greeter", "", "1.0.0");

  /** {@code String hello(String)}. */
  public static final MethodDescriptor HELLO =
      MethodDescriptor.of(
          0,
          "hello",
          List.of("java.lang.String"),
          "java.lang.String",
          MethodDescriptor.Shape.BLOCKING);

  private Invocations() {}

  /** {@code hello("Ada")} by the default policy. */
  public static Invocation hello(Clock clock) {
    return hello(clock, MethodPolicy.DEFAULT);
  }

  /** {@code hello("Ada")} by this policy, whose time-out starts now. */
  public static Invocation hello(Clock clock, MethodPolicy policy) {
    return of(clock, HELLO, policy, new Object[] {"Ada"});
  }

  /** A call of {@code method} by this policy, whose time-out starts now. */
  @SuppressWarnings("NullAway") // on JDK 17 it loses the annotation inside an array of a class file
  public static Invocation of(
      Clock clock, MethodDescriptor method, MethodPolicy policy, @Nullable Object[] arguments) {
    return new Invocation(
        GREETER,
        method,
        arguments,
        Attachments.EMPTY,
        policy,
        Deadline.after(clock, policy.timeout()),
        new CallRecord(clock));
  }
}
