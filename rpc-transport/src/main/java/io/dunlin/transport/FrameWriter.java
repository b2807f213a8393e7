package io.dunlin.transport;

import io.dunlin.HotPath;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of one connection in order. Runs on the connection's event loop only.
 *
 * <p>Frames lie in arrays on the heap and are copied to direct memory here, as many as there are
 * into one buffer: one write to the operating system and one flush for a batch, and never more
 * direct memory than the channel's high-water mark and one buffer, however large the frames are.
 * What the channel does not take stays here and is counted by the owner's byte budget.
 */
@HotPath
final class FrameWriter {
  private static final int BUFFER_BYTES = 64 << 10;

  /** Is told how frames fare. */
  interface Listener {
    /** All bytes of {@code frame} were handed to the channel; it belongs to the listener again. */
    void written(FrameBuffer frame, int bytes);

    /**
     * The first bytes of {@code frame} are about to be sent; false leaves it out, and {@link
     * #written} is called without.
     */
    boolean begin(FrameBuffer frame);
  }

  private final Channel channel;
  private final Listener listener;
  private final ArrayDeque<FrameBuffer> backlog = new ArrayDeque<>();
  private long backlogBytes;
  private int offset; // bytes of the first frame that were copied already
  private boolean pumping;
  private @Nullable ChannelPromise promise; // of the buffer being filled, if anyone wants it

  FrameWriter(Channel channel, Listener listener) {
    this.channel = channel;
    this.listener = listener;
  }

  /** Bytes that wait for the channel to take them. */
  long backlogBytes() {
    return backlogBytes;
  }

  /** Queues {@code frame}; {@link #pump} sends it. */
  void add(FrameBuffer frame) {
    backlog.add(frame);
    backlogBytes += frame.position();
  }

  /** Sends what the channel takes, and flushes. */
  void pump() {
    if (pumping) {
      return; // called back by a flush of our own: the loop below goes on
    }
    pumping = true;
    try {
      while (!backlog.isEmpty() && channel.isWritable()) {
        do {
          sendOneBuffer();
        } while (!backlog.isEmpty() && channel.isWritable());
        channel.flush();
      }
    } finally {
      pumping = false;
    }
  }

  /** Completes when the bytes copied last have been written; for a listener's {@code written}. */
  ChannelPromise whenWritten() {
    if (promise == null) {
      promise = channel.newPromise();
    }
    return promise;
  }

  private void sendOneBuffer() {
    ByteBuf out =
        channel.alloc().directBuffer((int) Math.min(BUFFER_BYTES, Math.max(64, backlogBytes)));
    boolean sent = false;
    try {
      while (out.maxFastWritableBytes() > 0) {
        FrameBuffer frame = backlog.peek();
        if (frame == null) {
          break;
        }
        int bytes = frame.position();
        if (offset == 0 && !listener.begin(frame)) {
          remove(frame, bytes);
          continue;
        }
        int part = Math.min(bytes - offset, out.maxFastWritableBytes());
        out.writeBytes(frame.array(), offset, part);
        offset += part;
        backlogBytes -= part;
        if (offset == bytes) {
          backlog.poll();
          offset = 0;
          listener.written(frame, bytes);
        }
      }
      sent = true;
    } finally {
      if (!sent) {
        out.release();
      }
    }
    ChannelPromise wanted = promise;
    promise = null;
    if (out.isReadable() || wanted != null) {
      channel.write(out, wanted == null ? channel.voidPromise() : wanted);
    } else {
      out.release();
    }
  }

  private void remove(FrameBuffer frame, int bytes) {
    backlog.poll();
    backlogBytes -= bytes;
    listener.written(frame, bytes);
  }

  /** Gives up what was not sent; returns the next such frame, or null. */
  @Nullable FrameBuffer abandon() {
    FrameBuffer frame = backlog.poll();
    offset = 0;
    if (frame == null) {
      backlogBytes = 0;
    }
    return frame;
  }
}
