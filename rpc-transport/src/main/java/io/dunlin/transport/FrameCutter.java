package io.dunlin.transport;

import io.dunlin.HotPath;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one connection into frames. Runs on the connection's event loop only.
 *
 * <p>Layout: {@link DubboFrames}. Limits are checked as soon as the header is there; a body is
 * copied once, into an array that grows with the bytes that arrive and never with the bytes that
 * are announced. The owner of the input releases it; bodies belong to the receiver.
 */
@HotPath
final class FrameCutter {
  /** First array for a body that does not arrive at once. */
  private static final int FIRST_PART_BYTES = 64 << 10;

  /** Receives what was cut. */
  interface Receiver {
    /**
     * A header arrived.
     *
     * @param bodyBytes at least zero, perhaps over the limit
     * @return whether to keep the body; it is passed over otherwise, and {@link #frame} is not
     *     called
     */
    boolean header(int flags, int status, long id, int bodyBytes);

    /** A frame is complete; {@code body.array()[0..bodyBytes)} belongs to the receiver. */
    void frame(int flags, int status, long id, FrameBuffer body, int bodyBytes);

    /** The stream cannot be trusted any more; nothing further is cut. */
    void violation(Violation violation, long found);
  }

  /** Why a stream cannot be trusted. */
  enum Violation {
    /** A frame does not begin with the magic. */
    MAGIC,
    /** The body's length is negative. */
    LENGTH
  }

  private final FramePool pool;
  private final Receiver receiver;
  private final byte[] header = new byte[DubboFrames.HEADER_BYTES];
  private int headerFilled;
  private @Nullable FrameBuffer body;
  private int bodyBytes; // of the frame being read
  private int bodyFilled;
  private int flags;
  private int status;
  private long id;
  private boolean inBody;
  private boolean skipping;
  private boolean stopped;
  private int framesEnded;

  FrameCutter(FramePool pool, Receiver receiver) {
    this.pool = pool;
    this.receiver = receiver;
  }

  /** Whether a frame has begun and is not complete. */
  boolean midFrame() {
    return inBody || headerFilled > 0;
  }

  /** How many frames have ended, those passed over too; goes round. */
  int framesEnded() {
    return framesEnded;
  }

  /** Stops: whatever comes is passed over. A body that is half there is dropped. */
  void stop() {
    stopped = true;
    if (body != null) {
      pool.give(body);
      body = null;
    }
  }

  /** Cuts all of {@code in}. */
  void cut(ByteBuf in) {
    while (!stopped && in.isReadable()) {
      if (inBody) {
        readBody(in);
      } else {
        readHeader(in);
      }
    }
    in.skipBytes(in.readableBytes());
  }

  private void readHeader(ByteBuf in) {
    int start = in.readerIndex();
    if (headerFilled == 0 && in.readableBytes() >= DubboFrames.HEADER_BYTES) {
      long first = in.getLong(start);
      id = (first << 32) | (in.getInt(start + 8) & 0xFFFFFFFFL);
      bodyBytes = in.getInt(start + 12);
      in.skipBytes(DubboFrames.HEADER_BYTES);
      headerComplete((int) (first >>> 32));
      return;
    }
    int part = Math.min(in.readableBytes(), DubboFrames.HEADER_BYTES - headerFilled);
    in.readBytes(header, headerFilled, part);
    headerFilled += part;
    // What is no frame at all is not waited for.
    int seen = headerFilled >= 2 ? 2 : 1;
    if ((header[0] & 0xFF) != DubboFrames.MAGIC >> 8
        || (seen == 2 && (header[1] & 0xFF) != (DubboFrames.MAGIC & 0xFF))) {
      violate(Violation.MAGIC, ((header[0] & 0xFF) << 8) | (header[1] & 0xFF));
      return;
    }
    if (headerFilled == DubboFrames.HEADER_BYTES) {
      headerFilled = 0;
      id = ((long) int32(4) << 32) | (int32(8) & 0xFFFFFFFFL);
      bodyBytes = int32(12);
      headerComplete(int32(0));
    }
  }

  private int int32(int at) {
    return ((header[at] & 0xFF) << 24)
        | ((header[at + 1] & 0xFF) << 16)
        | ((header[at + 2] & 0xFF) << 8)
        | (header[at + 3] & 0xFF);
  }

  private void headerComplete(int first) {
    if (first >>> 16 != DubboFrames.MAGIC) {
      violate(Violation.MAGIC, first >>> 16);
      return;
    }
    if (bodyBytes < 0) {
      violate(Violation.LENGTH, bodyBytes);
      return;
    }
    flags = (first >>> 8) & 0xFF;
    status = first & 0xFF;
    skipping = !receiver.header(flags, status, id, bodyBytes);
    bodyFilled = 0;
    inBody = !stopped;
    if (inBody && bodyBytes == 0) {
      bodyComplete(pool.take());
    }
  }

  private void readBody(ByteBuf in) {
    int available = Math.min(in.readableBytes(), bodyBytes - bodyFilled);
    if (skipping) {
      in.skipBytes(available);
      bodyFilled += available;
      if (bodyFilled == bodyBytes) {
        inBody = false;
        framesEnded++;
      }
      return;
    }
    FrameBuffer part = body;
    if (part == null) {
      part = pool.take();
      body = part;
    }
    int needed = bodyFilled + available;
    if (part.array().length < needed) {
      part.position(bodyFilled);
      part.reserve(
          (int) Math.min(bodyBytes, Math.max(Math.max(2L * bodyFilled, FIRST_PART_BYTES), needed)));
    }
    in.readBytes(part.array(), bodyFilled, available);
    bodyFilled = needed;
    if (bodyFilled == bodyBytes) {
      bodyComplete(part);
    }
  }

  private void bodyComplete(FrameBuffer whole) {
    body = null;
    inBody = false;
    framesEnded++;
    if (skipping) {
      pool.give(whole);
    } else {
      receiver.frame(flags, status, id, whole, bodyBytes);
    }
  }

  private void violate(Violation violation, long found) {
    stop();
    receiver.violation(violation, found);
  }
}
