package io.dunlin.transport;

import io.dunlin.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the head of a request by its bytes. The head (versions, service, method, parameter
 * types) is a run of strings that is the same for every call of one method by one consumer, so it
 * is hashed and compared instead of decoded.
 *
 * <p>Where it ends is found by the lengths of its five strings, taking them for short and ASCII; if
 * they are not, nothing is found here and the head is decoded, which costs a microsecond and
 * nothing else. Equal bytes are equal heads, as strings say where they end.
 *
 * <p>Safe for any thread. Belongs to one state of the exports, and is made anew with the next, or
 * when it is full: what peers can fill must have an end.
 */
@HotPath
final class HeadTable {
  private static final int SLOTS = 2048;
  private static final int MOST = 1024;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ExportIndex index;
  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicInteger count = new AtomicInteger();

  /** A head that was decoded once, and what it led to. */
  static final class Known {
    private final byte[] bytes;
    private final long hash;
    private final Route route;

    private Known(byte[] bytes, long hash, Route route) {
      this.bytes = bytes;
      this.hash = hash;
      this.route = route;
    }

    Route route() {
      return route;
    }

    /** Length of the head. */
    int end() {
      return bytes.length;
    }
  }

  HeadTable(ExportIndex index) {
    this.index = index;
  }

  /** The exports that the routes in this table lead to. */
  ExportIndex index() {
    return index;
  }

  boolean isFull() {
    return count.get() >= MOST;
  }

  /** The head that {@code body} begins with, or null if it is not known. */
  @Nullable Known find(byte[] body, int bodyBytes) {
    int end = apparentEnd(body, bodyBytes);
    if (end < 0) {
      return null;
    }
    long hash = hash(body, end);
    int slot = (int) hash & (SLOTS - 1);
    while (true) {
      Known known = slots.getAcquire(slot);
      if (known == null) {
        return null;
      }
      if (known.hash == hash && Arrays.equals(known.bytes, 0, known.bytes.length, body, 0, end)) {
        return known;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** Where five short ASCII strings would end, or -1. */
  private static int apparentEnd(byte[] body, int bodyBytes) {
    int end = 0;
    for (int i = 0; i < 5 && end >= 0; i++) {
      end = PlainBytes.skipString(body, end, bodyBytes);
    }
    return end;
  }

  /** Remembers the head {@code body[0..end)}, if it can be found again. */
  void add(byte[] body, int end, Route route) {
    if (apparentEnd(body, end) != end) {
      return; // it would be added with every request, and fill the table
    }
    if (count.incrementAndGet() > MOST) {
      return;
    }
    byte[] bytes = Arrays.copyOf(body, end);
    Known known = new Known(bytes, hash(bytes, end), route);
    int slot = (int) known.hash & (SLOTS - 1);
    while (!slots.compareAndSet(slot, null, known)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private static long hash(byte[] bytes, int end) {
    long hash = end;
    int at = 0;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
