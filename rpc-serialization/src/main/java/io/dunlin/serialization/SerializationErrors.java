package io.dunlin.serialization;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;

/** The messages of this module, one factory each. */
final class SerializationErrors {
  private SerializationErrors() {}

  static RpcException messageTooLarge(long bytes, long limit) {
    return RpcException.of(
        ErrorCode.REQUEST_TOO_LARGE,
        "message needs at least %d bytes (limit: %d); send less or raise maxBodyBytes"
            .formatted(bytes, limit));
  }
}
