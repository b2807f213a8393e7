package io.dunlin.cluster;

import io.dunlin.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The load of every provider process that a client uses, by endpoint id. Shared by all its
 * references, so that a provider busy with one service is seen to be busy by the others. Safe for
 * any thread.
 */
public final class LoadTable {
  private final Clock clock;
  private final Map<String, Entry> byEndpoint = new HashMap<>();

  /** An empty table. */
  public LoadTable(Clock clock) {
    this.clock = clock;
  }

  /** The load of the provider process of this endpoint id, or null if no reference uses it. */
  public synchronized @Nullable InstanceLoad load(String endpointId) {
    Entry entry = byEndpoint.get(endpointId);
    return entry == null ? null : entry.load;
  }

  /** Each call is to be followed by one of {@link #release}. */
  synchronized EndpointLoad acquire(String endpointId) {
    Entry entry = byEndpoint.computeIfAbsent(endpointId, id -> new Entry(new EndpointLoad(clock)));
    entry.users++;
    return entry.load;
  }

  synchronized void release(String endpointId) {
    Entry entry = byEndpoint.get(endpointId);
    if (entry != null && --entry.users == 0) {
      byEndpoint.remove(endpointId);
    }
  }

  private static final class Entry {
    final EndpointLoad load;
    int users;

    Entry(EndpointLoad load) {
      this.load = load;
    }
  }
}
