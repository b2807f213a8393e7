package io.dunlin.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.ConsumerInfo;
import io.dunlin.registry.ReconciledRegistry;
import io.dunlin.registry.Registries;
import io.dunlin.registry.Registry;
import io.dunlin.registry.Registry.Snapshot;
import io.dunlin.registry.RegistryAddress;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.registry.dubbo.DubboUrls;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real ZooKeeper in this JVM. */
@Timeout(60)
final class ZooKeeperRegistryTest {
  private static final String GREETER = "demo.Greeter";
  private static final String PROVIDERS = "/dubbo/demo.Greeter/providers";

  private final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
  private final SystemClock clock = new SystemClock();
  private final List<Registry> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Registry::close);
    zooKeeper.close();
    clock.close();
  }

  @Test
  void layoutIsThatOfDubbo() {
    Registry registry = open();
    Registry.Publication provider = registry.publish(instance(GREETER, 20880));
    Registry.Publication consumer =
        registry.announce(new ConsumerInfo("10.0.0.9", ServiceKey.of(GREETER), "web", Map.of()));
    List<Snapshot> seen = watch(registry, GREETER);
    Await.result(provider.whenVisible());
    Await.result(consumer.whenVisible());
    Await.until("a snapshot", () -> !seen.isEmpty());

    Await.untilAsserted(
        () ->
            assertThat(zooKeeper.children("/dubbo/demo.Greeter"))
                .containsExactly("configurators", "consumers", "providers", "routers"));
    String node = onlyNode(PROVIDERS);
    assertThat(node)
        .startsWith(
            "dubbo%3A%2F%2F10.0.0.7%3A20880%2Fdemo.Greeter%3Fapplication%3Dshop%26deprecated%3Dfalse");
    assertThat(DubboUrls.toInstance(DubboUrls.decode(node), GREETER).application())
        .isEqualTo("shop");
    assertThat(zooKeeper.owner(PROVIDERS + "/" + node)).isPositive();
    assertThat(zooKeeper.owner(PROVIDERS)).isZero();
    assertThat(onlyNode("/dubbo/demo.Greeter/consumers"))
        .startsWith("consumer%3A%2F%2F10.0.0.9%2Fdemo.Greeter%3Fapplication%3Dweb%26category");
  }

  @Test
  void twoRegistriesSeeEachOthersProvidersComeAndGo() {
    Registry one = open();
    Registry two = open();
    List<Snapshot> seenByOne = watch(one, GREETER);
    List<Snapshot> seenByTwo = watch(two, GREETER);
    Registry.Publication first = one.publish(instance(GREETER, 1));
    Registry.Publication second = two.publish(instance(GREETER, 2));
    awaitPorts(seenByOne, 1, 2);
    awaitPorts(seenByTwo, 1, 2);

    Await.result(first.withdraw());
    assertThat(zooKeeper.children(PROVIDERS)).hasSize(1);
    awaitPorts(seenByOne, 2);
    awaitPorts(seenByTwo, 2);

    two.close();
    awaitPorts(seenByOne);
    assertThat(second.withdraw()).isNotNull();
  }

  @Test
  void consumerMayStartBeforeAnyProvider() {
    List<Snapshot> seen = watch(open(), GREETER);
    awaitPorts(seen);
    assertThat(zooKeeper.children("/dubbo")).containsExactly(GREETER);
    open().publish(instance(GREETER, 1));
    awaitPorts(seen, 1);
  }

  @Test
  void restartedServerIsConvergedWith() {
    Registry registry = open();
    registry.publish(instance(GREETER, 1));
    List<Snapshot> seen = watch(registry, GREETER);
    awaitPorts(seen, 1);

    zooKeeper.kill();
    Await.until("the loss is noticed", () -> registry.failure() != null);
    Registry.Publication meanwhile = registry.publish(instance(GREETER, 2));
    assertThat(meanwhile.whenVisible()).isNotCompleted();
    assertThat(ports(seen)).containsExactly(1);
    zooKeeper.restart();

    Await.result(meanwhile.whenVisible());
    awaitPorts(seen, 1, 2);
    assertThat(registry.failure()).isNull();
    assertEveryNodeIsOwnedByALivingSession(2);
  }

  @Test
  void wipedEnsembleIsFilledAgain() {
    Registry registry = open();
    registry.publish(instance(GREETER, 1));
    List<Snapshot> seen = watch(registry, GREETER);
    awaitPorts(seen, 1);

    zooKeeper.restartEmpty();
    Await.until("the node is back", () -> zooKeeper.children(PROVIDERS).size() == 1);
    awaitPorts(seen, 1);
    assertEveryNodeIsOwnedByALivingSession(1);
  }

  @Test
  void expiredSessionIsFollowedByOneThatOwnsTheNode() {
    ZooKeeperStore store = store();
    Registry registry = open(store);
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    long before = store.session();

    zooKeeper.expire(before);
    Await.untilAsserted(
        () -> {
          assertThat(zooKeeper.children(PROVIDERS)).hasSize(1);
          long owner = zooKeeper.owner(PROVIDERS + "/" + onlyNode(PROVIDERS));
          assertThat(owner).isNotEqualTo(before).isEqualTo(store.session());
        });
  }

  @Test
  void nodeOfADeadSessionIsReplacedThoughItStillStands() throws Exception {
    ZooKeeperStore store = store();
    Registry registry = open(store);
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    String path = PROVIDERS + "/" + onlyNode(PROVIDERS);
    long before = store.session();

    // The client gives its session up; the server keeps it, and its node, for its whole time.
    store.client().getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();
    Await.untilAsserted(
        () -> {
          assertThat(store.session()).isNotEqualTo(before);
          assertThat(zooKeeper.owner(path)).isEqualTo(store.session());
        });
    assertThat(zooKeeper.children(PROVIDERS)).hasSize(1);

    zooKeeper.sessions().stream().filter(id -> id == before).forEach(zooKeeper::expire);
    assertThat(zooKeeper.owner(path)).isEqualTo(store.session());
  }

  @Test
  void nodeDeletedByHandComesBack() throws Exception {
    ZooKeeperStore store = store();
    Registry registry = open(store);
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    String path = PROVIDERS + "/" + onlyNode(PROVIDERS);
    open(); // somebody else's session
    store.client().delete().forPath(path);
    Await.until("the node is back", () -> zooKeeper.owner(path) == store.session());

    store.client().delete().deletingChildrenIfNeeded().forPath("/dubbo");
    Await.until("the node is back", () -> zooKeeper.owner(path) == store.session());
  }

  @Test
  void twoWhoPublishOneAddressComeToRest() {
    ZooKeeperStore storeOne = store();
    ZooKeeperStore storeTwo = store();
    Registry one = open(storeOne);
    Registry two = open(storeTwo);
    ServiceInstance same = startedAt(instance(GREETER, 1), 1700000000000L);
    Await.result(one.publish(same).whenVisible());
    Await.result(two.publish(same).whenVisible());
    assertThat(zooKeeper.children(PROVIDERS)).hasSize(1);

    one.close();
    Await.until(
        "the other's node stands",
        () ->
            zooKeeper.children(PROVIDERS).size() == 1
                && zooKeeper.owner(PROVIDERS + "/" + onlyNode(PROVIDERS)) == storeTwo.session());
  }

  @Test
  void twoHundredServicesRegisterInParallel() {
    Registry registry = open();
    Await.result(registry.whenReady());
    long start = System.nanoTime();
    List<CompletableFuture<Void>> visible =
        IntStream.range(0, 200)
            .mapToObj(i -> registry.publish(instance("demo.Service" + i, 20880)))
            .map(publication -> publication.whenVisible().toCompletableFuture())
            .toList();
    Await.result(CompletableFuture.allOf(visible.toArray(CompletableFuture<?>[]::new)));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("200 services registered in " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    assertThat(zooKeeper.children("/dubbo")).hasSize(200);
    assertEveryNodeIsOwnedByALivingSession(200);
  }

  @Test
  void notificationsAreConflated() {
    Registry registry = open();
    List<Snapshot> seen = watch(registry, GREETER);
    awaitPorts(seen);
    Registry other = open();
    Await.result(other.whenReady());
    for (int port = 1; port <= 300; port++) {
      other.publish(instance(GREETER, port));
    }
    Await.until("all are seen", () -> ports(seen).size() == 300);
    assertThat(seen).hasSizeLessThan(10);
  }

  @Test
  void registryDownAtOpenIsExplainedAndConvergedWithWhenItComesUp() {
    zooKeeper.kill();
    Registry registry = open();
    Registry.Publication publication = registry.publish(instance(GREETER, 1));
    String server = zooKeeper.connectString();
    Await.untilAsserted(
        () ->
            assertThat(registry.failure())
                .matches("has not answered for \\d+ ms: " + server + " refuses connections"));
    RpcException unreachable = Registries.unreachable(registry);
    assertThat(unreachable.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    assertThat(unreachable.getMessage())
        .startsWith("registry zookeeper://" + server + " has not answered for ")
        .endsWith(" refuses connections; check the address and that the registry runs [RPC-1502]");

    zooKeeper.restart();
    Await.result(publication.whenVisible());
    assertThat(registry.failure()).isNull();
  }

  @Test
  void everythingWorksOnIpv6Alone() {
    Assumptions.assumeTrue(hasIpv6(), "no IPv6 on this machine");
    try (EmbeddedZooKeeper six = EmbeddedZooKeeper.start("::1", 0)) {
      String address = "zookeeper://[::1]:" + six.port();
      Registry registry = open(address);
      assertThat(registry.address()).isEqualTo(address);
      List<Snapshot> seen = watch(registry, GREETER);
      Await.result(
          registry
              .publish(
                  ServiceInstance.of(
                      Endpoint.of("dubbo", "2001:db8::7", 20880), ServiceKey.of(GREETER)))
              .whenVisible());
      awaitPorts(seen, 20880);
      assertThat(seen.get(seen.size() - 1).instances().get(0).endpoint().address())
          .isEqualTo("[2001:db8::7]:20880");
      registry.close();
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("::1", 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void unresolvableHostIsNamed() {
    Registry registry = open("zookeeper://no-such-host.invalid:2181");
    Await.untilAsserted(
        () ->
            assertThat(registry.failure())
                .contains("host name no-such-host.invalid cannot be resolved"));
  }

  @Test
  void closingWhileTheServerIsDownIsQuick() {
    Registry registry = open();
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    zooKeeper.kill();
    Await.until("the loss is noticed", () -> registry.failure() != null);
    long start = System.nanoTime();
    registry.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void chrootGroupAndBackupServersAreUnderstood() {
    Registry registry =
        open("zookeeper://" + zooKeeper.connectString() + "/team/a/?group=/shop/&session=5000");
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    assertThat(zooKeeper.children("/team/a/shop/demo.Greeter/providers")).hasSize(1);
    assertThat(registry.address())
        .isEqualTo("zookeeper://" + zooKeeper.connectString() + "/team/a");

    ZooKeeperStore.Settings settings =
        settings("zookeeper://me:secret@[::1]:2182?backup=zk2,zk3:2183&timeout=1500");
    assertThat(settings.connectString()).isEqualTo("[::1]:2182,zk2:2181,zk3:2183");
    assertThat(settings.root()).isEqualTo("/dubbo");
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.login()).isEqualTo("me:secret");
    assertThat(settings.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> settings("zookeeper://zk1?session=soon"))
        .hasMessage(
            "registry zookeeper://zk1:2181: parameter session is 'soon' (expected: milliseconds, 1 to 999999999) [RPC-1501]");
  }

  @Test
  void nodesOfADigestUserAreForThatUserOnlyAsWithDubbo() throws Exception {
    ZooKeeperStore store =
        new ZooKeeperStore(settings("zookeeper://me:secret@" + zooKeeper.connectString()), clock);
    Registry registry = open(store);
    Await.result(registry.publish(instance(GREETER, 1)).whenVisible());
    awaitPorts(watch(registry, GREETER), 1);
    List<ACL> acl = store.client().getACL().forPath(PROVIDERS + "/" + onlyNode(PROVIDERS));
    assertThat(acl).hasSize(1);
    assertThat(acl.get(0).getId().getScheme()).isEqualTo("digest");
    assertThat(acl.get(0).getId().getId()).startsWith("me:");
  }

  @Test
  void serviceLoaderFindsTheFactory() {
    Registry registry =
        Registries.open(
            RegistryConfig.of("zookeeper://" + zooKeeper.connectString()),
            clock,
            Registries.factories());
    opened.add(registry);
    Await.result(registry.whenReady());
    assertThatThrownBy(
            () ->
                Registries.open(RegistryConfig.of("zookeper://h:1"), clock, Registries.factories()))
        .hasMessage(
            "address 'zookeper://h:1': no registry of scheme 'zookeper' here (known: zookeeper); correct it, or add the"
                + " artifact that brings it, such as dunlin-registry-zookeeper (expected: scheme://host:port, such as"
                + " zookeeper://10.0.0.5:2181 or dubbo://10.0.0.7:20880) [RPC-1501]");
  }

  private Registry open() {
    return open("zookeeper://" + zooKeeper.connectString());
  }

  private Registry open(String address) {
    Registry registry = new ZooKeeperRegistryFactory().open(RegistryConfig.of(address), clock);
    opened.add(registry);
    return registry;
  }

  private ZooKeeperStore store() {
    return new ZooKeeperStore(settings("zookeeper://" + zooKeeper.connectString()), clock);
  }

  private Registry open(ZooKeeperStore store) {
    Registry registry = ReconciledRegistry.open("zookeeper://test", Set.of("dubbo"), store, clock);
    opened.add(registry);
    return registry;
  }

  private static ZooKeeperStore.Settings settings(String address) {
    return ZooKeeperRegistryFactory.settings(
        RegistryAddress.parse(address, 2181), RegistryConfig.of(address));
  }

  private void assertEveryNodeIsOwnedByALivingSession(int nodes) {
    Set<Long> alive = zooKeeper.sessions();
    Map<Long, Set<String>> ephemerals = zooKeeper.ephemerals();
    assertThat(alive).containsAll(ephemerals.keySet());
    assertThat(ephemerals.values().stream().mapToInt(Set::size).sum()).isEqualTo(nodes);
  }

  private String onlyNode(String path) {
    List<String> nodes = zooKeeper.children(path);
    assertThat(nodes).hasSize(1);
    return nodes.get(0);
  }

  private static List<Snapshot> watch(Registry registry, String service) {
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    registry.providers(ServiceKey.parse(service)).subscribe(seen::add);
    return seen;
  }

  private static void awaitPorts(List<Snapshot> seen, Integer... expected) {
    Await.untilAsserted(
        () -> {
          assertThat(seen).isNotEmpty();
          assertThat(ports(seen)).containsExactlyInAnyOrder(expected);
        });
  }

  private static List<Integer> ports(List<Snapshot> seen) {
    return seen.get(seen.size() - 1).instances().stream()
        .map(instance -> instance.endpoint().port())
        .toList();
  }

  private static ServiceInstance instance(String service, int port) {
    return new ServiceInstance(
        Endpoint.of("dubbo", "10.0.0.7", port),
        ServiceKey.parse(service),
        100,
        "shop",
        "",
        0,
        Map.of("methods", "hello"));
  }

  private static ServiceInstance startedAt(ServiceInstance instance, long millis) {
    return new ServiceInstance(
        instance.endpoint(),
        instance.service(),
        instance.weight(),
        instance.application(),
        "0.1",
        millis,
        instance.extras());
  }
}
