package io.dunlin.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The references of a client: keyed by their settings, shared and counted. Building happens outside
 * the lock, so a slow provider of one service does not hold up the reference of another; users of
 * the same settings wait for the one that builds.
 */
final class ReferenceTable {
  private final ClientParts parts;

  @GuardedBy("this")
  private final Map<ReferenceConfig, Entry> entries = new HashMap<>();

  @GuardedBy("this")
  private boolean closed;

  ReferenceTable(ClientParts parts) {
    this.parts = parts;
  }

  /** The reference of these settings, built if it is new; to be given back by {@link #release}. */
  SharedReference acquire(ReferenceConfig config) {
    Entry entry;
    boolean first;
    synchronized (this) {
      if (closed) {
        throw BootstrapErrors.closed("RpcClient of " + config.interfaceName());
      }
      Entry known = entries.get(config);
      first = known == null;
      entry = known == null ? new Entry() : known;
      entries.put(config, entry);
      entry.users++;
    }
    if (first) {
      build(config, entry);
    }
    try {
      return entry.built.join();
    } catch (CompletionException e) {
      throw Proxies.<RuntimeException>asUnchecked(e.getCause() == null ? e : e.getCause());
    }
  }

  private void build(ReferenceConfig config, Entry entry) {
    try {
      SharedReference reference = SharedReference.build(parts, config);
      boolean tooLate;
      synchronized (this) {
        tooLate = closed;
        if (!tooLate) {
          // Under the lock, or close() could look at this entry just before and leave it open.
          entry.built.complete(reference);
        }
      }
      if (tooLate) {
        reference.close();
        throw BootstrapErrors.closed("RpcClient of " + config.interfaceName());
      }
    } catch (Throwable e) {
      synchronized (this) {
        entries.remove(config, entry); // a failed reference leaves nothing behind; try again
      }
      entry.built.completeExceptionally(e);
    }
  }

  /** Gives one use back; the last one closes the reference. */
  void release(ReferenceConfig config) {
    @Nullable SharedReference unused = null;
    synchronized (this) {
      Entry entry = entries.get(config);
      if (entry != null && --entry.users == 0) {
        entries.remove(config);
        unused = entry.built.getNow(null);
      }
    }
    if (unused != null) {
      unused.close();
    }
  }

  /** Closes all references and refuses new ones. */
  void close() {
    Map<ReferenceConfig, Entry> open;
    synchronized (this) {
      closed = true;
      open = new HashMap<>(entries);
      entries.clear();
    }
    for (Entry entry : open.values()) {
      SharedReference reference =
          entry.built.isCompletedExceptionally() ? null : entry.built.getNow(null);
      if (reference != null) {
        reference.close();
      }
    }
  }

  private static final class Entry {
    private final CompletableFuture<@Nullable SharedReference> built = new CompletableFuture<>();
    private int users;
  }
}
