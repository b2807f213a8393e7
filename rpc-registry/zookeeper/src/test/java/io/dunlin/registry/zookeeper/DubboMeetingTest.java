package io.dunlin.registry.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Endpoint;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.Registry;
import io.dunlin.registry.Registry.Snapshot;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.registry.dubbo.DubboUrls;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.dubbo.CaseResult;
import io.dunlin.testkit.dubbo.DubboPeer;
import io.dunlin.testkit.dubbo.DubboVersion;
import io.dunlin.testkit.dubbo.SampleServices;
import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/** Real Dubbo and our registry in one ZooKeeper; Dubbo runs in processes of its own. */
@Timeout(120)
final class DubboMeetingTest {
  private static final Duration PROCESS_START = Duration.ofSeconds(60);

  private final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
  private final SystemClock clock = new SystemClock();
  private final String address = "zookeeper://" + zooKeeper.connectString();
  private final Registry registry =
      new ZooKeeperRegistryFactory().open(RegistryConfig.of(address), clock);

  @AfterEach
  void close() {
    registry.close();
    zooKeeper.close();
    clock.close();
  }

  @ParameterizedTest
  @EnumSource
  void providersOfDubboAreSeen(DubboVersion version) {
    String demo = DemoService.class.getName();
    List<Snapshot> plain = watch(ServiceKey.of(demo));
    List<Snapshot> blue = watch(new ServiceKey(demo, SampleServices.GROUP, SampleServices.VERSION));
    try (DubboPeer.Provider provider =
        DubboPeer.provider(version).registry(address).parameter("weight", "70").start()) {
      Await.until(
          "both are seen",
          PROCESS_START,
          () -> instances(plain).size() == 1 && instances(blue).size() == 1);
      ServiceInstance instance = instances(blue).get(0);
      assertThat(instance.endpoint().port()).isEqualTo(provider.port());
      assertThat(instance.endpoint()).isSameAs(instances(plain).get(0).endpoint());
      assertThat(instance.weight()).isEqualTo(70);
      assertThat(instance.peerVersion()).isEmpty();
      assertThat(instance.startedAtMillis()).isPositive();
      assertThat(instance.extras()).containsEntry("release", version.release());
    }
  }

  /** What we write leads a Dubbo consumer to the provider; the provider itself is a Dubbo too. */
  @ParameterizedTest
  @EnumSource
  void providersWePublishAreCalledByDubbo(DubboVersion version) {
    try (DubboPeer.Provider provider = DubboPeer.provider(DubboVersion.V3_3_6).start()) {
      publish(DemoService.class, "", "", provider.port());
      publish(TypesService.class, "", "", provider.port());
      publish(DemoService.class, SampleServices.GROUP, SampleServices.VERSION, provider.port());
      try (DubboPeer.Consumer consumer = DubboPeer.consumer(version).registry(address).start()) {
        assertThat(consumer.run(List.of("demo.sayHello", "demo.groupAndVersion")))
            .allMatch(CaseResult::passed);
      }
    }
  }

  private void publish(Class<?> type, String group, String version, int port) {
    ServiceContract contract = ServiceContract.of(type);
    Registry.Publication publication =
        registry.publish(
            new ServiceInstance(
                // Consumers of Dubbo turn it into their own address, which is this machine's.
                Endpoint.of("dubbo", "127.0.0.1", port),
                new ServiceKey(type.getName(), group, version),
                100,
                "shop",
                "",
                0,
                DubboUrls.parametersOf(contract)));
    Await.result(publication.whenVisible());
  }

  private List<Snapshot> watch(ServiceKey service) {
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    registry.providers(service).subscribe(seen::add);
    return seen;
  }

  private static List<ServiceInstance> instances(List<Snapshot> seen) {
    return seen.isEmpty() ? List.of() : seen.get(seen.size() - 1).instances();
  }
}
