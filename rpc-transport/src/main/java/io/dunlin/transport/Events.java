package io.dunlin.transport;

import java.util.Arrays;

/** Bodies of events, as Hessian2 writes them (protocol 1.11). */
final class Events {
  /** Hessian2, which every peer speaks. */
  static final int SERIALIZATION = 2;

  /** A null: heartbeat. */
  static final byte[] NULL = {'N'};

  /** The string R: no new requests, please. */
  static final byte[] READ_ONLY = {1, 'R'};

  /** The string W: requests are welcome again. */
  private static final byte[] WRITEABLE = {1, 'W'};

  /** The same as protobuf writes them: Dubbo 2.7 writes events in its services' serialization. */
  private static final byte[] READ_ONLY_PROTOBUF = {3, 10, 1, 'R'};

  private static final byte[] WRITEABLE_PROTOBUF = {3, 10, 1, 'W'};

  private Events() {}

  static boolean isReadOnly(byte[] body, int bodyBytes) {
    return matches(READ_ONLY, body, bodyBytes) || matches(READ_ONLY_PROTOBUF, body, bodyBytes);
  }

  static boolean isWriteable(byte[] body, int bodyBytes) {
    return matches(WRITEABLE, body, bodyBytes) || matches(WRITEABLE_PROTOBUF, body, bodyBytes);
  }

  private static boolean matches(byte[] event, byte[] body, int bodyBytes) {
    return Arrays.equals(event, 0, event.length, body, 0, bodyBytes);
  }

  /**
   * Whether a short event is a heartbeat. What a null looks like in a serialization that we do not
   * speak is not known; a two-way event in one can be nothing else, and is echoed.
   */
  static boolean isHeartbeat(int flags, byte[] body, int bodyBytes) {
    return (flags & DubboFrames.SERIALIZATION) != SERIALIZATION || matches(NULL, body, bodyBytes);
  }

  static byte[] copy(byte[] body, int bodyBytes) {
    return Arrays.copyOf(body, bodyBytes);
  }
}
