package io.dunlin.testkit.dubbo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that must work between a consumer and a provider of {@link SampleServices}, whichever
 * frameworks they are built with. A case checks what it gets itself.
 */
public final class InteropCase {
  private final String name;
  private final Body body;

  InteropCase(String name, Body body) {
    this.name = name;
    this.body = body;
  }

  /** Every case, in an order that starts with the simple ones. */
  public static List<InteropCase> all() {
    return Stream.concat(CallCases.all().stream(), TypeCases.all().stream()).toList();
  }

  /** The names of every case. */
  public static List<String> names() {
    return all().stream().map(InteropCase::name).toList();
  }

  /**
   * The case of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InteropCase named(String name) {
    return all().stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "case: " + name + " (expected: one of " + names() + ")"));
  }

  /** What is tried, as in {@code types.localDate}. */
  public String name() {
    return name;
  }

  /** Tries it. Never throws, unless the JVM is at its end. */
  public CaseResult run(InteropClient client) {
    long start = System.nanoTime();
    String detail = "";
    try {
      body.run(client);
    } catch (Exception | AssertionError | LinkageError e) {
      detail = describe(e);
    }
    return new CaseResult(
        name, detail.isEmpty(), Duration.ofNanos(System.nanoTime() - start), detail);
  }

  private static String describe(Throwable failure) {
    if (failure instanceof Mismatch) {
      return String.valueOf(failure.getMessage());
    }
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public String toString() {
    return name;
  }

  /** What a case does; returns if all is well. */
  interface Body {
    void run(InteropClient client) throws Exception;
  }

  /** Something came back, but not what should have. */
  static final class Mismatch extends AssertionError {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }
}
