package io.dunlin.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import io.dunlin.testkit.dubbo.CaseResult;
import io.dunlin.testkit.dubbo.DubboPeer;
import io.dunlin.testkit.dubbo.DubboVersion;
import io.dunlin.testkit.dubbo.InteropCase;
import io.dunlin.testkit.dubbo.PeerCapabilities;
import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dunlin in place of Dubbo, on either side, in every case that the peer can carry. */
class DubboInteropTest {
  private static final String NO_REGISTRY = "N/A";

  /**
   * Dubbo hides an exception that the consumer may lack in the text of a RuntimeException; Dunlin
   * hands out a RemoteException that tells its class, which this case would not have.
   */
  private static final String TOLD_BETTER = "fail.foreignClass";

  @Test
  void dunlinCallsDunlin() {
    try (RpcServer server = DunlinProvider.start(NO_REGISTRY);
        RpcClient client = client(NO_REGISTRY)) {
      DunlinInteropClient interop =
          new DunlinInteropClient(client, "dubbo://127.0.0.1:" + server.port());
      assertAllPass(
          new PeerCapabilities(null, null, true), name -> InteropCase.named(name).run(interop));
    }
  }

  @ParameterizedTest
  @EnumSource(DubboVersion.class)
  void dunlinCallsDubboDirectly(DubboVersion version) {
    try (DubboPeer.Provider provider = DubboPeer.provider(version).start();
        RpcClient client = client(NO_REGISTRY)) {
      DunlinInteropClient interop = new DunlinInteropClient(client, provider.url());
      assertAllPass(
          new PeerCapabilities(version, null, true), name -> InteropCase.named(name).run(interop));
    }
  }

  @ParameterizedTest
  @EnumSource(DubboVersion.class)
  void dubboCallsDunlinDirectly(DubboVersion version) {
    try (RpcServer server = DunlinProvider.start(NO_REGISTRY);
        DubboPeer.Consumer consumer =
            DubboPeer.consumer(version).url("dubbo://127.0.0.1:" + server.port()).start()) {
      assertAllPass(new PeerCapabilities(null, version, true), consumer::run);
    }
  }

  @ParameterizedTest
  @EnumSource(DubboVersion.class)
  void dunlinFindsDubboInZooKeeper(DubboVersion version) {
    try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
        DubboPeer.Provider provider = DubboPeer.provider(version).registry(url(zooKeeper)).start();
        RpcClient client = client(url(zooKeeper))) {
      assertThat(provider.isAlive()).isTrue();
      DunlinInteropClient interop = new DunlinInteropClient(client);
      assertAllPass(
          new PeerCapabilities(version, null, false), name -> InteropCase.named(name).run(interop));
    }
  }

  @ParameterizedTest
  @EnumSource(DubboVersion.class)
  void dubboFindsDunlinInZooKeeper(DubboVersion version) {
    try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
        RpcServer server = DunlinProvider.start(url(zooKeeper));
        DubboPeer.Consumer consumer =
            DubboPeer.consumer(version).registry(url(zooKeeper)).start()) {
      assertThat(server.services()).hasSize(3);
      assertAllPass(new PeerCapabilities(null, version, false), consumer::run);
    }
  }

  private static String url(EmbeddedZooKeeper zooKeeper) {
    return "zookeeper://" + zooKeeper.connectString();
  }

  private static RpcClient client(String registry) {
    return RpcClient.builder()
        .application("dunlin-consumer")
        .registry(registry)
        .timeout(Duration.ofSeconds(10))
        .admit(AdmittedTypes.ALL)
        .limits(AdmittedTypes.DEEP)
        .build();
  }

  private static void assertAllPass(PeerCapabilities peers, Function<String, CaseResult> run) {
    List<String> failures = new ArrayList<>();
    List<String> names = new ArrayList<>(peers.possibleCases());
    if (peers.provider() == null && peers.consumer() == null) {
      names.remove(TOLD_BETTER);
    }
    for (String name : names) {
      CaseResult result = run.apply(name);
      if (!result.passed()) {
        failures.add(result.toString());
      }
    }
    assertThat(failures).isEmpty();
  }
}
