package io.dunlin;

import java.util.List;

/** Invocations for tests. */
final class Calls {
  static final MethodDescriptor HELLO =
      MethodDescriptor.of(
          0,
          "hello",
          List.of("java.lang.String"),
          "java.lang.String",
          MethodDescriptor.Shape.BLOCKING);

  private Calls() {}

  static Invocation hello(Clock clock) {
    return new Invocation(
        new ServiceKey("demo.Greeter", "", "1.0.0"),
        HELLO,
        new Object[] {"Ada"},
        Attachments.EMPTY,
        MethodPolicy.DEFAULT,
        Deadline.after(clock, MethodPolicy.DEFAULT.timeout()),
        new CallRecord(clock));
  }
}
