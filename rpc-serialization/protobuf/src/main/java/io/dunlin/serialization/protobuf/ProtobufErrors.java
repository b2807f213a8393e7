package io.dunlin.serialization.protobuf;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import java.lang.reflect.Type;

/** The messages of this module, one factory each. */
final class ProtobufErrors {
  private static final String INSTEAD =
      "; declare a message generated from a .proto file (between Dunlin peers also String, byte[],"
          + " a primitive or its wrapper), or serve this interface with hessian2";

  private ProtobufErrors() {}

  static RpcException notCarried(String method, String position, Type type, String why) {
    return RpcException.of(
        ErrorCode.TYPE_NOT_CARRIED,
        "%s cannot be carried by protobuf: its %s, %s, %s%s"
            .formatted(method, position, type.getTypeName(), why, INSTEAD));
  }

  static RpcException callback(String method, int index) {
    return RpcException.of(
        ErrorCode.TYPE_NOT_CARRIED,
        "%s cannot be carried by protobuf: its parameter %d is a callback; serve this interface"
                .formatted(method, index)
            + " with hessian2");
  }

  static RpcException generic(String method) {
    return RpcException.of(
        ErrorCode.TYPE_NOT_CARRIED,
        method
            + " cannot be carried by protobuf: it is known by name only, and messages need their"
            + " classes; make generic calls with hessian2");
  }

  static RpcException notDeclared(String what) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        what
            + " is not declared, and protobuf carries nothing else; make generic calls with hessian2");
  }

  static RpcException notExpected(String what) {
    return RpcException.of(
        ErrorCode.DECODE_FAILED,
        what
            + " is not declared, and protobuf carries nothing else; make generic calls with hessian2");
  }

  static RpcException nullValue(String what) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        what + " is null, which protobuf does not carry; pass an empty message or value");
  }

  static RpcException wrongClass(String what, Class<?> expected, Object value) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED,
        "%s is a %s (expected: %s)"
            .formatted(what, value.getClass().getName(), expected.getTypeName()));
  }

  static RpcException incomplete(String what, String missing) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED, "%s lacks required fields: %s".formatted(what, missing));
  }

  static RpcException notWritten(String what, Throwable cause) {
    return RpcException.of(
        ErrorCode.ENCODE_FAILED, "%s cannot be written: %s".formatted(what, cause), cause);
  }

  static RpcException malformed(String what, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    return RpcException.of(
        ErrorCode.DECODE_FAILED,
        "%s cannot be read: %s; deploy the same .proto files on both sides"
            .formatted(what, why.endsWith(".") ? why.substring(0, why.length() - 1) : why),
        cause);
  }

  static RpcException outOfRange(int value, int min, int max) {
    return RpcException.of(
        ErrorCode.DECODE_FAILED, "number %d (expected: %d to %d)".formatted(value, min, max));
  }

  static RpcException limit(String what, String limit, long allowed) {
    return RpcException.of(
        ErrorCode.LIMIT_EXCEEDED,
        "%s: too much in it (limit: %s %d); send less or raise the limit"
            .formatted(what, limit, allowed));
  }
}
