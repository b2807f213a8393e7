package io.dunlin.testkit.dubbo;

import java.time.Duration;

/**
 * How one {@link InteropCase} went.
 *
 * @param name of the case
 * @param passed whether everything was as the case wants it
 * @param took how long it took
 * @param detail what was wrong, empty if nothing was
 */
public record CaseResult(String name, boolean passed, Duration took, String detail) {
  @Override
  public String toString() {
    return name + (passed ? " passed" : " FAILED: " + detail) + " (" + took.toMillis() + " ms)";
  }
}
