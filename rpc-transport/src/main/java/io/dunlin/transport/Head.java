package io.dunlin.transport;

import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.MethodCodec;
import org.jspecify.annotations.Nullable;

/**
 * The five strings that a request begins with (protocol 1.4).
 *
 * @param end index of the first byte behind them
 */
record Head(
    @Nullable String protocolVersion,
    @Nullable String path,
    String version,
    @Nullable String method,
    @Nullable String descriptor,
    int end) {
  /**
   * Reads the head of {@code body}.
   *
   * @throws io.dunlin.RpcException if the bytes are not five strings
   */
  static Head read(MethodCodec plain, byte[] body, int bodyBytes) {
    BodyReader reader = plain.reader(body, 0, Math.min(bodyBytes, DubboFrames.MAX_HEAD_BYTES));
    String protocolVersion = reader.readString();
    String path = reader.readString();
    String version = reader.readString();
    String method = reader.readString();
    String descriptor = reader.readString();
    if (version == null || version.equals(DubboFrames.NO_SERVICE_VERSION) || version.equals("*")) {
      version = "";
    }
    return new Head(protocolVersion, path, version, method, descriptor, reader.position());
  }
}
