package io.dunlin.transport;

import io.dunlin.ErrorCode;
import io.dunlin.HotPath;
import io.dunlin.RpcException;
import io.dunlin.serialization.ByteSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One frame in an array on the heap: first the body of a request as it arrived, then perhaps the
 * reply to it, or a request being encoded. Owned by one thread at a time. Comes from a {@link
 * FramePool}; one that is lost is garbage, not a leak.
 */
@HotPath
final class FrameBuffer extends ByteSink {
  static final int INITIAL_BYTES = 512;

  /** Link of the queue that owns the frame at the moment. */
  @Nullable FrameBuffer next;

  /** The call that is sent in this frame, or null. */
  @Nullable PendingCall call;

  /** Whether a request of the peer ends when this frame is written. */
  boolean endsRequest;

  /** Bytes of the peer's requests that are accounted for until this frame is done with. */
  long reservedBytes;

  private int maxBodyBytes;
  private boolean reply;

  FrameBuffer() {
    super(new byte[INITIAL_BYTES], 0, INITIAL_BYTES);
  }

  /** Begins a request; its body follows at {@link #position}. */
  void beginRequest(int newMaxBodyBytes) {
    begin(newMaxBodyBytes, false);
  }

  /** Begins a reply, forgetting what is in the array; its body follows at {@link #position}. */
  void beginReply(int newMaxBodyBytes) {
    begin(newMaxBodyBytes, true);
  }

  private void begin(int newMaxBodyBytes, boolean isReply) {
    maxBodyBytes = newMaxBodyBytes;
    reply = isReply;
    position = DubboFrames.HEADER_BYTES;
    limit = array.length;
  }

  /** Writes the header in front of the body that is complete now. */
  void finish(int flags, int status, long id) {
    DubboFrames.header(array, flags, status, id, position - DubboFrames.HEADER_BYTES);
  }

  /** Appends bytes that were encoded before. */
  void append(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, array, position, bytes.length);
    position += bytes.length;
  }

  /** Makes room for {@code bytes} in all, keeping the first {@code position}; no limit but them. */
  void reserve(int bytes) {
    if (array.length < bytes) {
      array = Arrays.copyOf(array, bytes);
    }
    limit = array.length;
  }

  /** Forgets everything but the array. */
  void clear() {
    next = null;
    call = null;
    endsRequest = false;
    reservedBytes = 0;
    position = 0;
    limit = array.length;
  }

  @Override
  protected void grow(int bytes) {
    long needed = (long) position + bytes;
    long most = (long) DubboFrames.HEADER_BYTES + maxBodyBytes;
    if (needed > most) {
      throw RpcException.of(
          reply ? ErrorCode.RESPONSE_TOO_LARGE : ErrorCode.REQUEST_TOO_LARGE,
          "%s body needs at least %d bytes (limit: %d); send less per call or raise maxBodyBytes on both sides"
              .formatted(
                  reply ? "response" : "request", needed - DubboFrames.HEADER_BYTES, maxBodyBytes));
    }
    array = Arrays.copyOf(array, (int) Math.min(most, Math.max(needed, 2L * array.length)));
    limit = array.length;
  }
}
