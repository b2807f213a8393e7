package io.dunlin.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 16 bytes before every body, big-endian (protocol 1.1):
 *
 * <pre>
 *  0        2       3        4            12       16
 *  | 0xDABB | flags | status | request id | length | body …
 * </pre>
 */
final class DubboFrames {
  static final int HEADER_BYTES = 16;
  static final int MAGIC = 0xDABB;

  static final int REQUEST = 0x80;
  static final int TWO_WAY = 0x40;
  static final int EVENT = 0x20;
  static final int SERIALIZATION = 0x1F;

  static final int OK = 20;
  static final int SERIALIZATION_ERROR = 25;
  static final int BAD_REQUEST = 40;
  static final int BAD_RESPONSE = 50;
  static final int SERVICE_NOT_FOUND = 60;
  static final int SERVICE_ERROR = 70;
  static final int SERVER_ERROR = 80;
  static final int CLIENT_ERROR = 90;
  static final int OVERLOADED = 100;

  /** Version item of every request; the framework's own version would lose response attachments. */
  static final String VERSION = "2.0.2";

  static final String NO_SERVICE_VERSION = "0.0.0";

  /** Longest event that is looked into; the known ones have one or two bytes. */
  static final int MAX_EVENT_BYTES = 15;

  /** Longest run of strings before the arguments. */
  static final int MAX_HEAD_BYTES = 4096;

  /**
   * Bodies up to this size are decoded where they arrive, on the event loop: 16 KiB of Hessian take
   * about as long to read as handing them to another thread and waking it costs.
   */
  static final int DECODE_ON_LOOP_BYTES = 16 << 10;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private DubboFrames() {}

  /** Writes a header at the start of {@code frame}. */
  static void header(byte[] frame, int flags, int status, long id, int bodyBytes) {
    INT.set(frame, 0, (MAGIC << 16) | ((flags & 0xFF) << 8) | (status & 0xFF));
    LONG.set(frame, 4, id);
    INT.set(frame, 12, bodyBytes);
  }

  /** Sets the id in a header that is written already. */
  static void id(byte[] frame, long id) {
    LONG.set(frame, 4, id);
  }
}
