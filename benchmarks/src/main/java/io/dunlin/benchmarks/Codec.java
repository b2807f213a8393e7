package io.dunlin.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the bodies of one operation as they stand on Dubbo's wire, header excluded. Used
 * by one thread.
 */
interface Codec {
  /** The framework version that both frameworks send first. */
  String PROTOCOL_VERSION = "2.0.2";

  /** Encodes a request; returns its bytes. */
  int encodeRequest() throws IOException;

  /** Encodes an answer; returns its bytes. */
  int encodeAnswer() throws IOException;

  /** Decodes what {@link #encodeRequest} encoded; returns the last argument. */
  @Nullable Object decodeRequest() throws IOException;

  /** Decodes what {@link #encodeAnswer} encoded; returns the value. */
  @Nullable Object decodeAnswer() throws IOException;

  /** The codec of this kind for an operation. */
  static Codec of(Kind kind, Operation operation) throws IOException {
    return switch (kind) {
      case DUNLIN -> new DunlinCodec(operation);
      case HESSIAN_LITE -> new HessianLiteCodec(operation);
    };
  }

  /** Whose code it is. */
  enum Kind {
    /** This project's hessian2. */
    DUNLIN,
    /** What Dubbo uses. */
    HESSIAN_LITE
  }
}
