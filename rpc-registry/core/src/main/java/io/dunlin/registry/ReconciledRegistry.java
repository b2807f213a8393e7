package io.dunlin.registry;

import io.dunlin.Clock;
import io.dunlin.Result;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Source;
import io.dunlin.Subscription;
import io.dunlin.registry.RegistryStore.Category;
import io.dunlin.registry.RegistryStore.Entry;
import io.dunlin.registry.RegistryStore.ListName;
import io.dunlin.registry.dubbo.DubboUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that wants things and keeps wanting them. What is published and watched is desired
 * state; a {@link RegistryStore} does single steps; this class compares the two and repeats steps
 * until they agree:
 *
 * <ul>
 *   <li>after every change of a wish, and after a failed step again: 100 ms to 5 s later, doubling,
 *       with jitter;
 *   <li>after every connect, whether the session is the old one or not: everything is put and read
 *       again, since nobody knows what was missed;
 *   <li>when the store reports that a list changed or that somebody touched an entry of ours;
 *   <li>every 30 s regardless (the audit), so that nothing depends on a report that never came.
 * </ul>
 *
 * <p>All state belongs to one thread, the context; the store's threads only enqueue. One step at a
 * time is under way for an entry or a list, so a flood of reports costs one more step; and a list
 * is read at most five times a second, the first time at once. Listeners of sources are called on
 * the context, with a snapshot that differs from the one before.
 */
public final class ReconciledRegistry implements Registry {
  /** How often everything is compared, give or take a tenth. */
  static final Duration AUDIT_EVERY = Duration.ofSeconds(30);

  /** Shortest time between two readings of one list; up to a fourth is added. */
  static final Duration READ_EVERY = Duration.ofMillis(200);

  static final Duration FIRST_RETRY = Duration.ofMillis(100);
  static final Duration LAST_RETRY = Duration.ofSeconds(5);

  /** A step that took longer has been lost; the audit begins another. */
  static final Duration STEP_AT_MOST = Duration.ofSeconds(20);

  /** How long {@link #close} waits for entries to be withdrawn, and again for the store. */
  static final Duration CLOSE_AT_MOST = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(ReconciledRegistry.class);
  private static final Duration WARN_EVERY = Duration.ofSeconds(10);

  private final String address;
  private final RegistryStore store;
  private final Clock clock;
  private final Executor context;
  private final RandomGenerator random;
  private final ProviderLists providers;
  private final RuleLog rules;
  private final long openedAtNanos;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  // Owned by the context.
  private final Map<Entry, Registration> registrations = new LinkedHashMap<>();
  private final Map<ListName, Watch> watches = new LinkedHashMap<>();
  private Clock.Timer audit = () -> {};
  private int stepsUnderWay;
  private boolean converging;
  private long convergingSinceNanos;
  private long nextWarnNanos;
  private boolean closed;

  // Written by the context.
  private volatile boolean connected;
  private volatile boolean everConnected;
  private volatile String whyDisconnected = "";

  /** The last whose step failed and has not succeeded since, or null. */
  private volatile @Nullable Stepping stuck;

  ReconciledRegistry(
      String address,
      Set<String> protocols,
      RegistryStore store,
      Clock clock,
      Executor context,
      RandomGenerator random) {
    this.address = address;
    this.store = store;
    this.clock = clock;
    this.context = context;
    this.random = random;
    this.providers = new ProviderLists(protocols);
    this.rules = new RuleLog(address);
    this.openedAtNanos = clock.nanoTime();
    this.nextWarnNanos = openedAtNanos;
  }

  /**
   * Opens a registry on {@code store}, which it owns from now on. Returns at once.
   *
   * @param address for messages; no secrets
   * @param protocols names of the protocols whose providers are of use; others are left out of
   *     snapshots, with a reason
   */
  public static Registry open(
      String address, Set<String> protocols, RegistryStore store, Clock clock) {
    ThreadPoolExecutor context =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "dunlin-registry-" + address);
              thread.setDaemon(true);
              return thread;
            });
    // With its last task gone the thread goes too, so there is nothing to shut down, and what the
    // store still reports after closing finds somebody who ignores it.
    context.allowCoreThreadTimeOut(true);
    ReconciledRegistry registry =
        new ReconciledRegistry(
            address, protocols, store, clock, context, RandomGenerator.getDefault());
    registry.begin();
    return registry;
  }

  void begin() {
    onContext(
        () -> {
          store.open(new Reports());
          scheduleAudit();
        });
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Publication publish(ServiceInstance instance) {
    String url = DubboUrls.toPublishedUrl(instance, clock.currentTimeMillis());
    String interfaceName = instance.service().interfaceName();
    boolean ephemeral = DubboUrls.isDynamic(instance);
    return publish(
        new Entry(new ListName(interfaceName, Category.PROVIDERS), url, ephemeral),
        // Dubbo's providers watch their overrides, and so make that list too.
        List.of(new ListName(interfaceName, Category.CONFIGURATORS)));
  }

  @Override
  public Publication announce(ConsumerInfo consumer) {
    String url = DubboUrls.toConsumerUrl(consumer, clock.currentTimeMillis());
    String interfaceName = consumer.service().interfaceName();
    return publish(
        new Entry(new ListName(interfaceName, Category.CONSUMERS), url, true), List.of());
  }

  private Publication publish(Entry entry, List<ListName> watched) {
    checkOpen();
    Published publication = new Published(entry, watched);
    onContext(publication::begin);
    return publication;
  }

  @Override
  public Source<Snapshot> providers(ServiceKey service) {
    return listener -> {
      checkOpen();
      Subscribed subscription = new Subscribed(service, listener);
      onContext(subscription::begin);
      return subscription;
    };
  }

  @Override
  public CompletionStage<Void> whenReady() {
    return ready.minimalCompletionStage();
  }

  @Override
  public @Nullable String failure() {
    if (connected) {
      Stepping stuckOne = stuck;
      return stuckOne == null ? null : "answers, but " + stuckOne.complaint;
    }
    String why = whyDisconnected;
    return (everConnected
            ? "cannot be reached"
            : "has not answered for %d ms"
                .formatted((clock.nanoTime() - openedAtNanos) / 1_000_000))
        + (why.isEmpty() ? "" : ": " + why);
  }

  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      return;
    }
    CompletableFuture<Void> withdrawn = new CompletableFuture<>();
    onContext(() -> withdrawAll(withdrawn));
    await(withdrawn);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    onContext(
        () -> {
          end();
          ended.complete(null);
        });
    await(ended);
  }

  @Override
  public String toString() {
    return address;
  }

  private void withdrawAll(CompletableFuture<Void> withdrawn) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Registration registration : List.copyOf(registrations.values())) {
      registration.holders = 0;
      all.add(registration.withdrawal());
      registration.step();
    }
    var unused =
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> withdrawn.complete(null));
  }

  private void end() {
    closed = true;
    connected = false;
    audit.cancel();
    registrations.values().forEach(Registration::end);
    watches.values().forEach(Watch::end);
    registrations.clear();
    watches.clear();
    ready.completeExceptionally(new IllegalStateException("registry " + address + " is closed"));
    store.close();
  }

  private static void await(CompletableFuture<Void> future) {
    try {
      future.get(CLOSE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("closing a registry goes on without waiting longer than {}", CLOSE_AT_MOST);
    } catch (ExecutionException e) {
      log.warn("closing a registry failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkOpen() {
    if (closing.get()) {
      throw new IllegalStateException("registry " + address + " is closed");
    }
  }

  private void onContext(Runnable task) {
    context.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            log.error("registry {}: a step failed in a way that should be impossible", address, e);
          }
        });
  }

  private Clock.Timer later(Duration delay, Runnable task) {
    return clock.schedule(() -> onContext(task), delay);
  }

  private void scheduleAudit() {
    long nanos = AUDIT_EVERY.toNanos();
    audit =
        later(
            Duration.ofNanos(nanos - nanos / 10 + random.nextLong(nanos / 5)),
            () -> {
              if (!closed) {
                compareAll();
                scheduleAudit();
              }
            });
  }

  /** Puts and reads everything again, as far as the store can be reached. */
  private void compareAll() {
    for (Registration registration : List.copyOf(registrations.values())) {
      registration.abandonIfLost();
      registration.step();
    }
    for (Watch watch : List.copyOf(watches.values())) {
      watch.abandonIfLost();
      watch.readSoon();
    }
  }

  private void watch(ListName list) {
    Watch watch = watches.computeIfAbsent(list, Watch::new);
    if (watch.holders++ == 0) {
      watch.readSoon();
    }
  }

  private void unwatch(ListName list) {
    Watch watch = watches.get(list);
    if (watch != null && --watch.holders == 0) {
      watches.remove(list);
      watch.end();
      store.release(list);
      if (list.category() == Category.PROVIDERS) {
        providers.forget(list.interfaceName());
      }
    }
  }

  private void warn(String complaint, Duration nextTry) {
    long now = clock.nanoTime();
    if (now - nextWarnNanos >= 0) {
      nextWarnNanos = now + WARN_EVERY.toNanos();
      log.warn("registry {}: {}; next try in {} ms", address, complaint, nextTry.toMillis());
    }
  }

  private void convergeFromNow() {
    converging = !registrations.isEmpty() || !watches.isEmpty();
    convergingSinceNanos = clock.nanoTime();
    checkConverged();
  }

  private void checkConverged() {
    if (converging
        && stepsUnderWay == 0
        && registrations.values().stream().allMatch(Registration::settled)
        && watches.values().stream().allMatch(Watch::settled)) {
      converging = false;
      log.info(
          "registry {} agrees with what is wanted after {} ms: {} entries, {} lists",
          address,
          (clock.nanoTime() - convergingSinceNanos) / 1_000_000,
          registrations.size(),
          watches.size());
    }
  }

  /** What the store says, from any thread. */
  private final class Reports implements RegistryStore.Listener {
    @Override
    public void connected() {
      onContext(
          () -> {
            if (!closed) {
              log.info(
                  "registry {} {}; comparing {} entries and {} lists",
                  address,
                  everConnected ? "connected again" : "connected",
                  registrations.size(),
                  watches.size());
              connected = true;
              everConnected = true;
              whyDisconnected = "";
              ready.complete(null);
              registrations.values().forEach(Registration::startOver);
              watches.values().forEach(Watch::startOver);
              compareAll();
              convergeFromNow();
            }
          });
    }

    @Override
    public void disconnected(String why) {
      onContext(
          () -> {
            if (!closed) {
              if (connected) {
                log.warn(
                    "registry {} lost ({}); calls go on with the providers known, and it is reached for again",
                    address,
                    why);
              }
              connected = false;
              whyDisconnected = why;
              registrations.values().forEach(Registration::giveUpWithdrawal);
            }
          });
    }

    @Override
    public void changed(ListName list) {
      onContext(
          () -> {
            Watch watch = watches.get(list);
            if (watch != null) {
              watch.readSoon();
            }
          });
    }

    @Override
    public void touched(Entry entry) {
      onContext(
          () -> {
            Registration registration = registrations.get(entry);
            if (registration != null) {
              registration.step();
            }
          });
    }
  }

  /** Steps towards one thing: at most one at a time, again after a failure. Context only. */
  private abstract class Stepping {
    private int attempt;
    private boolean busy;
    private boolean again;
    private boolean over;
    private int failures;
    private volatile String complaint = "";
    private long begunNanos;
    private Clock.Timer timer = () -> {};

    /** The step to do now, or null if there is none. */
    abstract @Nullable CompletionStage<?> begin();

    /** It succeeded. */
    abstract void succeeded(@Nullable Object result);

    /** What a step does; for messages. */
    abstract String what();

    final void step() {
      if (over) {
        return; // a step that was asked for before could undo what a successor has done
      }
      if (busy) {
        again = true;
        return;
      }
      timer.cancel();
      CompletionStage<?> stage = connected ? begin() : null;
      if (stage == null) {
        return;
      }
      busy = true;
      again = false;
      begunNanos = clock.nanoTime();
      stepsUnderWay++;
      int thisAttempt = ++attempt;
      var unused =
          stage.handle(
              (result, failure) -> {
                onContext(() -> ended(thisAttempt, result, failure));
                return null;
              });
    }

    final void stepAfter(Duration delay) {
      timer.cancel();
      timer = later(delay, this::step);
    }

    /** Forget earlier failures: the world has changed. */
    void startOver() {
      failures = 0;
      timer.cancel();
    }

    final void abandonIfLost() {
      if (busy && clock.nanoTime() - begunNanos > STEP_AT_MOST.toNanos()) {
        abandon();
      }
    }

    void end() {
      abandon();
      over = true;
      unstick();
      timer.cancel();
    }

    private void unstick() {
      if (stuck == this) {
        stuck = null;
      }
    }

    private void abandon() {
      if (busy) {
        attempt++;
        busy = false;
        stepsUnderWay--;
      }
    }

    private void ended(int ofAttempt, @Nullable Object result, @Nullable Throwable failure) {
      if (ofAttempt != attempt) {
        return; // given up for lost, or nobody wants it any longer
      }
      busy = false;
      stepsUnderWay--;
      if (failure == null) {
        failures = 0;
        unstick();
        succeeded(result);
        if (again) {
          step();
        }
      } else if (connected) {
        Duration delay = retryDelay(failures++);
        complaint = what() + " failed: " + Result.unwrap(failure);
        stuck = this;
        warn(complaint, delay);
        stepAfter(delay);
      }
      checkConverged();
    }

    private Duration retryDelay(int failed) {
      long longest = Math.min(LAST_RETRY.toNanos(), FIRST_RETRY.toNanos() << Math.min(failed, 20));
      return Duration.ofNanos(longest / 2 + random.nextLong(longest / 2));
    }
  }

  /** One entry, wanted as long as somebody holds it; then on its way out. */
  private final class Registration extends Stepping {
    final Entry entry;
    int holders;
    private boolean putting;
    private boolean visible;
    private CompletableFuture<Void> whenVisible = new CompletableFuture<>();
    private @Nullable CompletableFuture<Void> withdrawal;

    Registration(Entry entry) {
      this.entry = entry;
    }

    boolean settled() {
      return holders > 0 && visible;
    }

    CompletableFuture<Void> whenVisible() {
      return whenVisible;
    }

    /** Completes when the entry is gone, or cannot be removed because nobody is there. */
    CompletableFuture<Void> withdrawal() {
      if (!connected) {
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<Void> current = withdrawal;
      if (current == null) {
        current = new CompletableFuture<>();
        withdrawal = current;
      }
      return current;
    }

    /** The wish to remove it stays: after a reconnect the entry may still be there. */
    void giveUpWithdrawal() {
      CompletableFuture<Void> current = withdrawal;
      if (current != null) {
        withdrawal = null;
        current.complete(null);
      }
    }

    @Override
    void startOver() {
      super.startOver();
      visible = false;
    }

    @Override
    CompletionStage<?> begin() {
      putting = holders > 0;
      return putting ? store.put(entry) : store.remove(entry);
    }

    @Override
    void succeeded(@Nullable Object nothing) {
      if (putting) {
        visible = true;
        whenVisible.complete(null);
        if (holders == 0) {
          step();
        }
      } else if (holders > 0) {
        visible = false;
        whenVisible = new CompletableFuture<>();
        step();
      } else {
        registrations.remove(entry, this);
        end();
      }
    }

    @Override
    String what() {
      return (putting ? "publishing among the " : "withdrawing from the ") + entry.list();
    }

    @Override
    void end() {
      super.end();
      giveUpWithdrawal();
    }
  }

  /** One list, read when it may have changed. */
  private final class Watch extends Stepping {
    private final ListName list;
    int holders;
    private boolean read;
    private boolean waiting;
    private long nextReadNanos = clock.nanoTime();

    Watch(ListName list) {
      this.list = list;
    }

    boolean settled() {
      return read && !waiting;
    }

    /** Reads now, or as soon as the last reading is long enough ago. */
    void readSoon() {
      long wait = nextReadNanos - clock.nanoTime();
      if (wait <= 0 || !connected) {
        step();
      } else if (!waiting) {
        waiting = true;
        stepAfter(Duration.ofNanos(wait));
      }
    }

    @Override
    void startOver() {
      super.startOver();
      read = false;
      waiting = false;
    }

    @Override
    @Nullable CompletionStage<?> begin() {
      waiting = false;
      long nanos = READ_EVERY.toNanos();
      nextReadNanos = clock.nanoTime() + nanos + random.nextLong(nanos / 4);
      return store.read(list);
    }

    @Override
    @SuppressWarnings("unchecked") // what read() completes with
    void succeeded(@Nullable Object result) {
      read = true;
      List<String> urls = result == null ? List.of() : (List<String>) result;
      if (list.category() == Category.PROVIDERS) {
        providers.apply(list.interfaceName(), urls);
      } else {
        rules.see(list, urls);
      }
    }

    @Override
    String what() {
      return "reading the " + list;
    }
  }

  /** One wish to publish. */
  private final class Published implements Publication {
    private final Entry entry;
    private final List<ListName> watched;
    private final AtomicBoolean withdrawing = new AtomicBoolean();
    private final CompletableFuture<Void> visible = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    Published(Entry entry, List<ListName> watched) {
      this.entry = entry;
      this.watched = watched;
    }

    private void begin() {
      if (closed) {
        return;
      }
      watched.forEach(ReconciledRegistry.this::watch);
      Registration registration = registrations.computeIfAbsent(entry, Registration::new);
      var unused = registration.whenVisible().thenRun(() -> visible.complete(null));
      if (registration.holders++ == 0) {
        registration.giveUpWithdrawal(); // of somebody who published the same before
        registration.step();
      }
    }

    private void finish() {
      Registration registration = registrations.get(entry);
      if (registration == null) {
        gone.complete(null); // the registry was closed, and withdrew it
        return;
      }
      watched.forEach(ReconciledRegistry.this::unwatch);
      if (--registration.holders > 0) {
        gone.complete(null); // somebody else publishes the same
        return;
      }
      var unused = registration.withdrawal().thenRun(() -> gone.complete(null));
      registration.step();
    }

    @Override
    public CompletionStage<Void> whenVisible() {
      return visible.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> withdraw() {
      close();
      return gone.minimalCompletionStage();
    }

    @Override
    public void close() {
      if (!withdrawing.getAndSet(true)) {
        onContext(this::finish);
      }
    }

    @Override
    public String toString() {
      return entry.url();
    }
  }

  /** One wish to know the providers. */
  private final class Subscribed implements Subscription {
    private final ServiceKey service;
    private final Consumer<? super Snapshot> listener;
    private final List<ListName> lists;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Subscription inner = () -> {};

    Subscribed(ServiceKey service, Consumer<? super Snapshot> listener) {
      String interfaceName = service.interfaceName();
      this.service = service;
      this.listener = listener;
      this.lists =
          List.of(
              new ListName(interfaceName, Category.PROVIDERS),
              new ListName(interfaceName, Category.CONFIGURATORS),
              new ListName(interfaceName, Category.ROUTERS));
    }

    private void begin() {
      if (!closed) {
        inner = providers.take(service).subscribe(this::deliver);
        lists.forEach(ReconciledRegistry.this::watch);
      }
    }

    private void deliver(Snapshot snapshot) {
      if (!ended.get()) {
        listener.accept(snapshot);
      }
    }

    private void finish() {
      inner.close();
      if (!closed) {
        providers.release(service);
        lists.forEach(ReconciledRegistry.this::unwatch);
      }
    }

    @Override
    public void close() {
      if (!ended.getAndSet(true)) {
        onContext(this::finish);
      }
    }
  }
}
