package io.dunlin.transport;

import io.dunlin.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The code that ends the text of a refusal: a response with an error status has room for one string
 * only, so {@code [RPC-nnnn]} at its end is how Dunlin peers tell one another what happened.
 */
final class Refusals {
  private static final int SUFFIX_CHARS = "[RPC-1234]".length();

  private Refusals() {}

  /** The code that {@code text} ends with, or null. */
  static @Nullable ErrorCode codeIn(String text) {
    int at = text.length() - SUFFIX_CHARS;
    if (at < 1 || text.charAt(at - 1) != ' ' || !text.startsWith("[RPC-", at)) {
      return null;
    }
    int number = 0;
    for (int i = at + 5; i < at + 9; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return null;
      }
      number = number * 10 + digit - '0';
    }
    return text.charAt(at + 9) == ']' ? ErrorCode.ofNumber(number) : null;
  }
}
