package io.dunlin.transport;

import io.dunlin.HotPath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last few kinds of requests of one connection that were admitted, by head and by the bytes of
 * their attachments. Only this connection's own are kept, so nobody profits from what another has
 * shown. Safe for any thread.
 */
@HotPath
final class AdmittedRequests {
  private static final int KEPT = 16;
  private static final int MAX_BYTES = 1024;

  private static final class Entry {
    final Route route;
    final byte[] bytes;
    final Admitted admitted;

    Entry(Route route, byte[] bytes, Admitted admitted) {
      this.route = route;
      this.bytes = bytes;
      this.admitted = admitted;
    }
  }

  private volatile Entry[] entries = {};

  /** What was admitted for these attachments, or null. */
  @SuppressWarnings("ReferenceEquality") // a route made anew is another one: exports have changed
  @Nullable Admitted find(Route route, byte[] message, int from, int to) {
    for (Entry entry : entries) {
      if (entry.route == route
          && Arrays.equals(entry.bytes, 0, entry.bytes.length, message, from, to)) {
        return entry.admitted;
      }
    }
    return null;
  }

  /** Remembers it if the bytes mean the same wherever they stand. */
  void add(Route route, byte[] message, int from, int to, Admitted admitted) {
    if (to - from > MAX_BYTES || !PlainBytes.isStringMap(message, from, to)) {
      return;
    }
    Entry added = new Entry(route, Arrays.copyOfRange(message, from, to), admitted);
    // A race loses one entry, which is found again with the next request.
    Entry[] before = entries;
    Entry[] after = Arrays.copyOf(before, Math.min(before.length + 1, KEPT));
    System.arraycopy(before, 0, after, 1, after.length - 1);
    after[0] = added;
    entries = after;
  }
}
