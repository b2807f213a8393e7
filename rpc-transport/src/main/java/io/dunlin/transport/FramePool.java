package io.dunlin.transport;

import io.dunlin.HotPath;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one connection for use again. Whoever finds the pool in use by another thread makes a
 * new frame or drops its own instead of waiting: what is lost is one small allocation, while a
 * waiting event loop would hold up every call of the connection.
 */
@HotPath
final class FramePool {
  /** Larger arrays are not kept: few messages need them, and each would be kept for ever. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  /** Arrays of so many bytes together are kept: enough for a burst, little for a connection. */
  private static final int MAX_KEPT_TOGETHER = 1 << 20;

  private final @Nullable FrameBuffer[] free = new FrameBuffer[512];
  private final AtomicBoolean busy = new AtomicBoolean();
  private int count; // touched, as the next one, by the thread that has set busy
  private int keptBytes;

  /** A clear frame; its array has any size. */
  FrameBuffer take() {
    if (!busy.get() && busy.compareAndSet(false, true)) {
      FrameBuffer frame = count > 0 ? free[count - 1] : null;
      if (frame != null) {
        free[--count] = null;
        keptBytes -= frame.array().length;
      }
      busy.set(false);
      if (frame != null) {
        return frame;
      }
    }
    return new FrameBuffer();
  }

  /** Takes back a frame that nobody uses any more. */
  void give(FrameBuffer frame) {
    frame.clear();
    if (frame.array().length > MAX_KEPT_BYTES) {
      return;
    }
    if (!busy.get() && busy.compareAndSet(false, true)) {
      int bytes = frame.array().length;
      if (count < free.length && keptBytes + bytes <= MAX_KEPT_TOGETHER) {
        free[count++] = frame;
        keptBytes += bytes;
      }
      busy.set(false);
    }
  }
}
