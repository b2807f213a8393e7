package io.dunlin.serialization.hessian2;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import org.jspecify.annotations.Nullable;

/** The messages of this codec, one factory each. */
final class HessianErrors {
  private HessianErrors() {}

  /** Text that a peer chose, made fit for a message and a log: on one line, and not too long. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < 200; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return text.length() > 200 ? shown.append('…').toString() : shown.toString();
  }

  static RpcException truncated(Scope scope, int position) {
    return malformed(scope, position, "the message ends in the middle of a value");
  }

  static RpcException malformed(Scope scope, int position, String what) {
    return RpcException.of(
        ErrorCode.DECODE_FAILED,
        "%s: byte %d: %s; deploy the same interface and types on both sides"
            .formatted(scope.where(), position, shown(what)));
  }

  static RpcException unexpected(Scope scope, int position, String found, String expected) {
    return malformed(scope, position, "found " + found + " (expected: " + expected + ")");
  }

  static RpcException invalid(Scope scope, int position, String what, @Nullable Throwable cause) {
    return RpcException.of(
        ErrorCode.DECODE_FAILED,
        "%s: byte %d: %s; deploy the same interface and types on both sides"
            .formatted(scope.where(), position, shown(what)),
        cause);
  }

  static RpcException limit(Scope scope, String what, long found, String name, long limit) {
    return RpcException.of(
        ErrorCode.LIMIT_EXCEEDED,
        "%s: %s: %d (limit: %d); send less per message or raise %s"
            .formatted(scope.where(), shown(what), found, limit, name));
  }

  static RpcException tooCostlyKeys(Scope scope, String what) {
    return RpcException.of(
        ErrorCode.LIMIT_EXCEEDED,
        "%s: refused to fill a set or map: %s; use simple keys".formatted(scope.where(), what));
  }

  static RpcException notAdmitted(Scope scope, String className, String expected) {
    return RpcException.of(
        ErrorCode.TYPE_NOT_ADMITTED,
        "%s: class %s is not admitted where %s is declared; if it belongs there, admit it with %s"
            .formatted(
                scope.where(), shown(className), expected, scope.admittingLine(shown(className))));
  }

  static RpcException notWritable(Scope scope, String className, String expected) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        "%s: a value of class %s cannot be sent where %s is declared; admit it with %s on both sides"
            .formatted(
                scope.where(), shown(className), expected, scope.admittingLine(shown(className))));
  }

  static RpcException notEncodable(Scope scope, String what, @Nullable Throwable cause) {
    return RpcException.of(ErrorCode.ENCODE_FAILED, scope.where() + ": " + what, cause);
  }
}
