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

  private final @Nullable FrameBuffer[] free = new FrameBuffer[128];
  private final AtomicBoolean busy = new AtomicBoolean();
  private int count; // touched by the thread that has set busy

  /** A clear frame; its array has any size. */
  FrameBuffer take() {
    if (!busy.get() && busy.compareAndSet(false, true)) {
      FrameBuffer frame = null;
      if (count > 0) {
        frame = free[--count];
        free[count] = null;
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
      if (count < free.length) {
        free[count++] = frame;
      }
      busy.set(false);
    }
  }
}
