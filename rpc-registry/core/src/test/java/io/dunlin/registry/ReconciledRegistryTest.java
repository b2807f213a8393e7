package io.dunlin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import io.dunlin.registry.Registry.Snapshot;
import io.dunlin.registry.RegistryStore.Category;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** On the in-memory registry, by hand-driven time, on one thread. */
final class ReconciledRegistryTest {
  private static final String GREETER = "demo.Greeter";

  private final ManualClock clock = new ManualClock();
  private final MemoryRegistry server = new MemoryRegistry();

  @Test
  void publishedProviderIsSeenAndWithdrawnOneIsNot() {
    Registry providerSide = open();
    Registry consumerSide = open();
    List<Snapshot> seen = watch(consumerSide, ServiceKey.of(GREETER));

    Registry.Publication publication = providerSide.publish(instance(GREETER, 20880));
    assertThat(publication.whenVisible()).isCompleted();
    clock.advance(Duration.ofSeconds(1));
    assertThat(last(seen)).isEqualTo(List.of("10.0.0.7:20880"));

    assertThat(publication.withdraw()).isCompleted();
    clock.advance(Duration.ofSeconds(1));
    assertThat(last(seen)).isEmpty();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();
  }

  @Test
  void firstSnapshotComesAtOnceAndMayBeEmpty() {
    List<Snapshot> seen = watch(open(), ServiceKey.of(GREETER));
    assertThat(seen).containsExactly(new Snapshot(0, List.of(), List.of()));
  }

  @Test
  void floodOfNotificationsCostsFiveReadingsASecondAndNoDelivery() {
    Registry registry = open();
    registry.publish(instance(GREETER, 20880));
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    clock.advance(Duration.ofSeconds(1));
    int delivered = seen.size();
    long before = server.reads();

    for (int i = 0; i < 1_000; i++) {
      server.notifyWatchers(GREETER, Category.PROVIDERS);
      clock.advance(Duration.ofMillis(5));
    }
    assertThat(server.reads() - before).isBetween(10L, 25L);
    assertThat(seen).hasSize(delivered);
  }

  @Test
  void changesAreConflatedIntoWholeSnapshots() {
    Registry registry = open();
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    for (int i = 0; i < 1_000; i++) {
      server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.7:" + (1_000 + i) + "/" + GREETER);
      clock.advance(Duration.ofMillis(1));
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(seen.size()).isBetween(3, 8);
    assertThat(last(seen)).hasSize(1_000);
  }

  @Test
  void survivorsOfAChangeStayTheSameObjects() {
    Registry registry = open();
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.7:1/" + GREETER);
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    ServiceInstance before = seen.get(0).instances().get(0);
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.7:2/" + GREETER);
    clock.advance(Duration.ofSeconds(1));
    assertThat(seen.get(1).instances()).hasSize(2);
    assertThat(seen.get(1).instances().get(0)).isSameAs(before);
  }

  @Test
  void entryDeletedByHandIsBackAfterTheAudit() {
    Registry registry = open();
    registry.publish(instance(GREETER, 20880));
    String url = server.urls(GREETER, Category.PROVIDERS).get(0);
    server.delete(GREETER, Category.PROVIDERS, url);
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();

    clock.advance(Duration.ofSeconds(33));
    assertThat(server.urls(GREETER, Category.PROVIDERS)).containsExactly(url);
  }

  @Test
  void failedStepsAreRepeatedUntilTheySucceed() {
    Registry registry = open();
    server.failNext(5);
    Registry.Publication publication = registry.publish(instance(GREETER, 20880));
    assertThat(publication.whenVisible()).isNotCompleted();
    assertThat(registry.failure())
        .isEqualTo(
            "answers, but publishing among the providers of demo.Greeter failed: java.lang.IllegalStateException: refused");
    clock.advance(Duration.ofSeconds(10));
    assertThat(publication.whenVisible()).isCompleted();
    assertThat(registry.failure()).isNull();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
  }

  @Test
  void registryDownAtOpenIsReportedAndConvergedWithWhenItComesUp() {
    server.stop();
    Registry registry = open();
    Registry.Publication publication = registry.publish(instance(GREETER, 20880));
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    clock.advance(Duration.ofMillis(1500));

    assertThat(registry.whenReady()).isNotCompleted();
    assertThat(seen).isEmpty();
    assertThat(registry.failure())
        .isEqualTo("has not answered for 1500 ms: the registry is stopped");
    RpcException unreachable = Registries.unreachable(registry);
    assertThat(unreachable.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    assertThat(unreachable)
        .hasMessage(
            "registry memory://test has not answered for 1500 ms: the registry is stopped; check the address and that the registry runs [RPC-1502]");

    server.start();
    clock.advance(Duration.ofSeconds(1));
    assertThat(registry.failure()).isNull();
    assertThat(registry.whenReady()).isCompleted();
    assertThat(publication.whenVisible()).isCompleted();
    assertThat(last(seen)).containsExactly("10.0.0.7:20880");

    server.stop();
    assertThat(registry.failure()).isEqualTo("cannot be reached: the registry is stopped");
  }

  @Test
  void entryOfAnExpiredSessionIsReplacedBeforeItVanishes() {
    Registry registry = open();
    registry.publish(instance(GREETER, 20880));
    server.expireSessions(true);
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
    server.dropLingering();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
  }

  @Test
  void whatChangedDuringAnOutageIsReadAfterIt() {
    Registry registry = open();
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    server.stop();
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.9:20880/" + GREETER);
    clock.advance(Duration.ofSeconds(100));
    assertThat(last(seen)).isEmpty(); // as it was; nothing is lost or made up meanwhile
    server.start();
    clock.advance(Duration.ofMillis(300));
    assertThat(last(seen)).containsExactly("10.0.0.9:20880");
  }

  @Test
  void withdrawalDuringAnOutageDoesNotWaitAndIsMadeUpFor() {
    Registry registry = open();
    Registry.Publication publication = registry.publish(instance(GREETER, 20880));
    server.stop();
    assertThat(publication.withdraw()).isCompleted();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
    server.start();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();
  }

  @Test
  void twoWhoPublishTheSameShareOneEntryUntilBothWithdraw() {
    Registry registry = open();
    Registry.Publication one = registry.publish(instance(GREETER, 20880));
    Registry.Publication two = registry.publish(instance(GREETER, 20880));
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
    one.close();
    one.close();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
    two.close();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();
  }

  @Test
  void withdrawingRemovesTheTextThatWasPublishedThoughTimeHasPassed() {
    Registry registry = open();
    Registry.Publication publication = registry.publish(instance(GREETER, 20880));
    clock.advance(Duration.ofMinutes(5));
    publication.close();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();
  }

  @Test
  void persistentProviderOutlivesTheSession() {
    Registry registry = open();
    ServiceInstance plain = instance(GREETER, 20880);
    registry.publish(
        new ServiceInstance(
            plain.endpoint(), plain.service(), 100, "shop", "", 0, Map.of("dynamic", "false")));
    server.expireSessions(false);
    assertThat(server.urls(GREETER, Category.PROVIDERS)).hasSize(1);
  }

  @Test
  void theFunnelNamesWhyEachEntryWasLeftOut() {
    String greeter = "/" + GREETER;
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.1:20880" + greeter);
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.2:20880" + greeter + "?version=2.0");
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.3:20880" + greeter + "?enabled=false");
    server.add(GREETER, Category.PROVIDERS, "tri://10.0.0.4:50051" + greeter);
    server.add(GREETER, Category.PROVIDERS, "override://0.0.0.0" + greeter + "?weight=1");
    server.add(GREETER, Category.PROVIDERS, "rubbish\r\n");
    server.add(GREETER, Category.PROVIDERS, "empty://10.0.0.9" + greeter);
    List<Snapshot> seen = watch(open(), ServiceKey.of(GREETER));

    assertThat(seen).hasSize(1);
    assertThat(last(seen)).containsExactly("10.0.0.1:20880");
    assertThat(seen.get(0).known()).isEqualTo(6);
    assertThat(seen.get(0).rejected())
        .containsExactly(
            "10.0.0.2:20880: version is '2.0', wanted none",
            "10.0.0.3:20880: is disabled by its operator",
            "is not a provider but of kind override",
            "url: character 0xd at 7 in 'rubbish..'",
            "10.0.0.4:50051: protocol tri is not spoken here (spoken: dubbo)");
  }

  @Test
  void ofTwoEntriesOfOneProcessTheNewerCounts() {
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.1:1/demo.Greeter?timestamp=2000&x=new");
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.1:1/demo.Greeter?timestamp=1000&x=old");
    List<Snapshot> seen = watch(open(), ServiceKey.of(GREETER));
    assertThat(seen.get(0).instances()).hasSize(1);
    assertThat(seen.get(0).instances().get(0).extras()).containsEntry("x", "new");
    assertThat(seen.get(0).rejected())
        .containsExactly("10.0.0.1:1: an older entry of the same process");
  }

  @Test
  void groupsAndVersionsOfOneInterfaceAreToldApart() {
    Registry registry = open();
    registry.publish(instance("blue/demo.Greeter:1.0", 1));
    registry.publish(instance("green/demo.Greeter:1.0", 2));
    registry.publish(instance("demo.Greeter", 3));
    List<Snapshot> blue = watch(registry, ServiceKey.parse("blue/demo.Greeter:1.0"));
    List<Snapshot> both = watch(registry, ServiceKey.parse("blue,green/demo.Greeter:1.0"));
    List<Snapshot> any = watch(registry, ServiceKey.parse("*/demo.Greeter"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(last(blue)).containsExactly("10.0.0.7:1");
    assertThat(last(both)).containsExactly("10.0.0.7:1", "10.0.0.7:2");
    assertThat(last(any)).containsExactly("10.0.0.7:3");
  }

  @Test
  void closedSubscriptionHearsNothingMore() {
    Registry registry = open();
    List<Snapshot> seen = new ArrayList<>();
    Subscription subscription = registry.providers(ServiceKey.of(GREETER)).subscribe(seen::add);
    subscription.close();
    subscription.close();
    server.add(GREETER, Category.PROVIDERS, "dubbo://10.0.0.7:2/" + GREETER);
    clock.advance(Duration.ofSeconds(40));
    assertThat(seen).hasSize(1);

    long before = server.reads();
    clock.advance(Duration.ofSeconds(100));
    assertThat(server.reads()).isEqualTo(before);
  }

  @Test
  void closeWithdrawsEverythingAndRefusesMore() {
    Registry registry = open();
    registry.publish(instance(GREETER, 20880));
    registry.announce(new ConsumerInfo("10.0.0.9", ServiceKey.of(GREETER), "web", Map.of()));
    assertThat(server.urls(GREETER, Category.CONSUMERS)).hasSize(1);
    registry.close();
    registry.close();
    assertThat(server.urls(GREETER, Category.PROVIDERS)).isEmpty();
    assertThat(server.urls(GREETER, Category.CONSUMERS)).isEmpty();
    assertThat(clock.timers()).isZero();
    assertThatThrownBy(() -> registry.publish(instance(GREETER, 1)))
        .hasMessage("registry memory://test is closed");
  }

  @Test
  void everyScheduleOfAccidentsConverges() {
    for (long seed = 0; seed < 150; seed++) {
      runSchedule(seed);
    }
  }

  /** Publishes, withdraws, stops, starts, expires, deletes and fails at random; then lets be. */
  private void runSchedule(long seed) {
    Random random = new Random(seed);
    MemoryRegistry schedule = new MemoryRegistry();
    Registry registry = open(schedule);
    Map<Integer, Registry.Publication> wanted = new HashMap<>();
    List<Snapshot> seen = watch(registry, ServiceKey.of(GREETER));
    for (int step = 0; step < 60; step++) {
      int port = 1 + random.nextInt(6);
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> {
          if (!wanted.containsKey(port)) {
            wanted.put(port, registry.publish(instance(GREETER, port)));
          }
        }
        case 3 -> {
          Registry.Publication publication = wanted.remove(port);
          if (publication != null) {
            publication.close();
          }
        }
        case 4 -> schedule.stop();
        case 5 -> schedule.start();
        case 6 -> schedule.expireSessions(random.nextBoolean());
        case 7 ->
            schedule.urls(GREETER, Category.PROVIDERS).stream()
                .limit(1)
                .forEach(url -> schedule.delete(GREETER, Category.PROVIDERS, url));
        default -> schedule.failNext(random.nextInt(5));
      }
      clock.advance(Duration.ofMillis(random.nextInt(400)));
    }
    schedule.start();
    schedule.dropLingering();
    clock.advance(Duration.ofSeconds(45));

    List<String> expected =
        wanted.keySet().stream().sorted().map(port -> "10.0.0.7:" + port).toList();
    assertThat(schedule.urls(GREETER, Category.PROVIDERS))
        .as("seed %d", seed)
        .hasSameSizeAs(expected);
    assertThat(last(seen)).as("seed %d", seed).isEqualTo(expected);
    registry.close();
  }

  @Test
  void onItsOwnThreadAllOfThisHoldsToo() {
    SystemClock real = new SystemClock();
    try (real;
        Registry one = server.open(RegistryConfig.of("memory://test"), real);
        Registry two = server.open(RegistryConfig.of("memory://test"), real)) {
      List<Snapshot> seen = new ArrayList<>();
      two.providers(ServiceKey.of(GREETER))
          .subscribe(
              snapshot -> {
                assertThat(Thread.currentThread().getName())
                    .isEqualTo("dunlin-registry-memory://test");
                synchronized (seen) {
                  seen.add(snapshot);
                }
              });
      Await.result(one.publish(instance(GREETER, 20880)).whenVisible());
      Await.untilAsserted(
          () -> {
            synchronized (seen) {
              assertThat(last(seen)).containsExactly("10.0.0.7:20880");
            }
          });
    }
  }

  @Test
  void withdrawnEntryIsNotRemovedASecondTimeByWhatWasAskedForMeanwhile() {
    SlowRemovals store = new SlowRemovals(server.newStore());
    ReconciledRegistry registry = open(store);
    Registry.Publication publication = registry.publish(instance(GREETER, 20880));
    clock.advance(Duration.ofSeconds(20));

    publication.withdraw();
    assertThat(store.removals).hasSize(1);
    clock.advance(Duration.ofSeconds(14)); // the audit finds the removal still under way
    store.removals.get(0).run();
    assertThat(publication.withdraw()).isCompleted();
    // A second removal could meet, and delete, the entry of whoever publishes the same next.
    assertThat(store.removals).hasSize(1);
  }

  private Registry open() {
    return open(server);
  }

  private Registry open(MemoryRegistry memory) {
    return open(memory.newStore());
  }

  private ReconciledRegistry open(RegistryStore store) {
    ReconciledRegistry registry =
        new ReconciledRegistry(
            "memory://test", Set.of("dubbo"), store, clock, new SerialInline(), new Random(7));
    registry.begin();
    return registry;
  }

  private static List<Snapshot> watch(Registry registry, ServiceKey service) {
    List<Snapshot> seen = new ArrayList<>();
    registry.providers(service).subscribe(seen::add);
    return seen;
  }

  private static List<String> last(List<Snapshot> seen) {
    assertThat(seen).isNotEmpty();
    return seen.get(seen.size() - 1).instances().stream()
        .map(instance -> instance.endpoint().address())
        .toList();
  }

  private static ServiceInstance instance(String service, int port) {
    return ServiceInstance.of(Endpoint.of("dubbo", "10.0.0.7", port), ServiceKey.parse(service));
  }

  /** A store whose removals happen when the test says so. */
  private static final class SlowRemovals implements RegistryStore {
    final List<Runnable> removals = new ArrayList<>();
    private final RegistryStore store;

    SlowRemovals(RegistryStore store) {
      this.store = store;
    }

    @Override
    public void open(Listener listener) {
      store.open(listener);
    }

    @Override
    public CompletionStage<Void> put(Entry entry) {
      return store.put(entry);
    }

    @Override
    public CompletionStage<Void> remove(Entry entry) {
      CompletableFuture<Void> gone = new CompletableFuture<>();
      removals.add(() -> store.remove(entry).thenAccept(gone::complete));
      return gone;
    }

    @Override
    public CompletionStage<List<String>> read(ListName list) {
      return store.read(list);
    }

    @Override
    public void release(ListName list) {
      store.release(list);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
