package io.dunlin.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Clock;
import io.dunlin.registry.RegistryStore.Category;
import io.dunlin.registry.RegistryStore.Entry;
import io.dunlin.registry.RegistryStore.ListName;
import io.dunlin.registry.RegistryStore.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A registry inside this JVM, for tests and for programs of one process. One object is one
 * registry, whatever name an address {@code memory://name} gives it; hand it to a builder as the
 * factory of scheme {@code memory}. It can be stopped, started, made to forget sessions and altered
 * by hand, as an operator or an accident would. Safe for any thread.
 */
public final class MemoryRegistry implements RegistryFactory {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<ListName, Map<String, Long>> ownersByList = new HashMap<>();

  @GuardedBy("lock")
  private final Set<Store> stores = new HashSet<>();

  @GuardedBy("lock")
  private boolean stopped;

  @GuardedBy("lock")
  private int failing;

  @GuardedBy("lock")
  private long sessions;

  @GuardedBy("lock")
  private long reads;

  /** An empty registry, running. */
  public MemoryRegistry() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Registry open(RegistryConfig config, Clock clock) {
    RegistryAddress address = RegistryAddress.parse(config.address(), 1);
    return ReconciledRegistry.open(
        address.scheme() + "://" + address.servers().get(0).host(),
        Set.of("dubbo"),
        newStore(),
        clock);
  }

  RegistryStore newStore() {
    return new Store();
  }

  /** Breaks all connections and accepts none; entries and sessions stay. */
  public void stop() {
    List<Store> told;
    synchronized (lock) {
      stopped = true;
      told = new ArrayList<>(stores);
    }
    told.forEach(store -> store.listener().disconnected("the registry is stopped"));
  }

  /** Accepts connections again, and has everybody connect. Does nothing while it runs. */
  public void start() {
    List<Store> told;
    synchronized (lock) {
      if (!stopped) {
        return;
      }
      stopped = false;
      told = new ArrayList<>(stores);
    }
    told.forEach(store -> store.listener().connected());
  }

  /**
   * Ends all sessions, and with them their ephemeral entries; their owners get new ones when they
   * connect, at once unless the registry is stopped.
   *
   * @param entriesLinger whether entries stay for now, as in a registry that has not noticed yet
   */
  public void expireSessions(boolean entriesLinger) {
    List<Store> told;
    List<ListName> changed = new ArrayList<>();
    synchronized (lock) {
      for (Store store : stores) {
        if (!entriesLinger) {
          changed.addAll(dropAll(store.session));
        }
        store.startSession(++sessions);
      }
      told = stopped ? List.of() : new ArrayList<>(stores);
    }
    changed.forEach(this::report);
    told.forEach(
        store -> {
          store.listener().disconnected("the session has expired");
          store.listener().connected();
        });
  }

  /** Drops what {@link #expireSessions} let linger, as a registry does that notices at last. */
  public void dropLingering() {
    List<ListName> changed = new ArrayList<>();
    synchronized (lock) {
      Set<Long> alive = new HashSet<>(Set.of(0L));
      stores.forEach(store -> alive.add(store.session));
      for (long session = 1; session <= sessions; session++) {
        if (!alive.contains(session)) {
          changed.addAll(dropAll(session));
        }
      }
    }
    changed.forEach(this::report);
  }

  /** Makes the next {@code steps} steps of anybody fail. */
  public void failNext(int steps) {
    synchronized (lock) {
      failing = steps;
    }
  }

  /** URLs in one list, not percent-encoded. */
  public List<String> urls(String interfaceName, Category category) {
    synchronized (lock) {
      return List.copyOf(
          ownersByList.getOrDefault(new ListName(interfaceName, category), Map.of()).keySet());
    }
  }

  /** Adds an entry that belongs to no session. */
  public void add(String interfaceName, Category category, String url) {
    ListName list = new ListName(interfaceName, category);
    synchronized (lock) {
      list(list).put(url, 0L);
    }
    report(list);
  }

  /** Deletes an entry, whoever owns it; its owner is not told. */
  public void delete(String interfaceName, Category category, String url) {
    ListName list = new ListName(interfaceName, category);
    synchronized (lock) {
      list(list).remove(url);
    }
    report(list);
  }

  /** How often lists have been read. */
  public long reads() {
    synchronized (lock) {
      return reads;
    }
  }

  /** Tells everybody who watches {@code interfaceName} that something may have changed. */
  public void notifyWatchers(String interfaceName, Category category) {
    report(new ListName(interfaceName, category));
  }

  private void report(ListName list) {
    List<Store> told;
    synchronized (lock) {
      told = stopped ? List.of() : stores.stream().filter(s -> s.watched.contains(list)).toList();
    }
    told.forEach(store -> store.listener().changed(list));
  }

  @GuardedBy("lock")
  private Map<String, Long> list(ListName list) {
    return ownersByList.computeIfAbsent(list, name -> new LinkedHashMap<>());
  }

  @GuardedBy("lock")
  private List<ListName> dropAll(long session) {
    List<ListName> changed = new ArrayList<>();
    ownersByList.forEach(
        (list, owners) -> {
          if (owners.values().removeIf(owner -> owner == session)) {
            changed.add(list);
          }
        });
    return changed;
  }

  @GuardedBy("lock")
  private boolean refuses() {
    if (failing > 0) {
      failing--;
      return true;
    }
    return stopped;
  }

  /** One client. */
  private final class Store implements RegistryStore {
    private volatile @Nullable Listener listener;

    // Both under the registry's lock.
    private final Set<ListName> watched = new HashSet<>();
    private long session;

    Listener listener() {
      Listener present = listener;
      if (present == null) {
        throw new IllegalStateException("not open");
      }
      return present;
    }

    void startSession(long id) {
      session = id;
    }

    @Override
    public void open(Listener newListener) {
      listener = newListener;
      boolean reachable;
      synchronized (lock) {
        startSession(++sessions);
        stores.add(this);
        reachable = !stopped;
      }
      if (reachable) {
        newListener.connected();
      } else {
        newListener.disconnected("the registry is stopped");
      }
    }

    @Override
    public CompletionStage<Void> put(Entry entry) {
      boolean changed;
      synchronized (lock) {
        if (refuses()) {
          return refused();
        }
        long owner = entry.ephemeral() ? session : 0;
        Long before = list(entry.list()).put(entry.url(), owner);
        changed = before == null;
      }
      if (changed) {
        report(entry.list());
      }
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> remove(Entry entry) {
      synchronized (lock) {
        if (refuses()) {
          return refused();
        }
        list(entry.list()).remove(entry.url());
      }
      report(entry.list());
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<String>> read(ListName list) {
      synchronized (lock) {
        if (refuses()) {
          return refused();
        }
        reads++;
        watched.add(list);
        return CompletableFuture.completedStage(List.copyOf(list(list).keySet()));
      }
    }

    @Override
    public void release(ListName list) {
      synchronized (lock) {
        watched.remove(list);
      }
    }

    @Override
    public void close() {
      List<ListName> changed;
      synchronized (lock) {
        stores.remove(this);
        changed = dropAll(session);
      }
      changed.forEach(MemoryRegistry.this::report);
    }

    private static <T> CompletionStage<T> refused() {
      return CompletableFuture.failedStage(new IllegalStateException("refused"));
    }
  }
}
