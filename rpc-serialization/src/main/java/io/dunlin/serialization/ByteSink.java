package io.dunlin.serialization;

import io.dunlin.RpcException;
import java.util.Arrays;

/**
 * An array being filled from {@link #position} on, which its owner can replace by a larger one.
 * Made so that an encoder writes straight into the buffer that is sent. Used by one thread at a
 * time.
 */
public abstract class ByteSink {
  /** The array; replaced by {@link #grow}. */
  protected byte[] array;

  /** Index of the next byte to write. */
  protected int position;

  /** Index behind the last byte that may be written. */
  protected int limit;

  /** A sink over {@code array[position..limit)}. */
  protected ByteSink(byte[] array, int position, int limit) {
    this.array = array;
    this.position = position;
    this.limit = limit;
  }

  /** A sink on the heap that grows as needed, up to {@code maxBytes}. */
  public static ByteSink heap(int initialBytes, int maxBytes) {
    return new HeapSink(initialBytes, maxBytes);
  }

  /**
   * Makes room for at least {@code bytes} more by setting {@link #array}, {@link #position} and
   * {@link #limit} anew, keeping what was written.
   *
   * @throws RpcException code RPC-1204 if there may not be that much
   */
  protected abstract void grow(int bytes);

  /** Makes sure that {@code bytes} more can be written. */
  public final void ensure(int bytes) {
    if (limit - position < bytes) {
      grow(bytes);
    }
  }

  /** The array being filled; valid until the next write. */
  public final byte[] array() {
    return array;
  }

  /** Index behind the last byte that may be written before the sink must grow. */
  public final int limit() {
    return limit;
  }

  /** Index of the next byte to write. */
  public final int position() {
    return position;
  }

  /** Sets the index of the next byte to write, after {@link #ensure} and direct writing. */
  public final void position(int newPosition) {
    position = newPosition;
  }

  private static final class HeapSink extends ByteSink {
    private final int maxBytes;

    HeapSink(int initialBytes, int maxBytes) {
      super(new byte[initialBytes], 0, initialBytes);
      this.maxBytes = maxBytes;
    }

    @Override
    protected void grow(int bytes) {
      long needed = (long) position + bytes;
      if (needed > maxBytes) {
        throw SerializationErrors.messageTooLarge(needed, maxBytes);
      }
      int capacity = (int) Math.min(maxBytes, Math.max(needed, 2L * array.length));
      array = Arrays.copyOf(array, capacity);
      limit = capacity;
    }
  }
}
