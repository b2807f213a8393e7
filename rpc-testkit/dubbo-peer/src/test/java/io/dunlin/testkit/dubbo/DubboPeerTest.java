package io.dunlin.testkit.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DubboPeerTest {
  @ParameterizedTest
  @CsvSource({"V3_3_6, V3_3_6", "V2_7_23, V2_7_23", "V3_3_6, V2_7_23", "V2_7_23, V3_3_6"})
  void dubboCallsDubboDirectlyAndFailsOnlyWhereTheTableSaysSo(
      DubboVersion providing, DubboVersion consuming) {
    PeerCapabilities peers = new PeerCapabilities(providing, consuming, true);
    List<String> tried = new ArrayList<>(InteropCase.names());
    if (peers.reasonAgainst(PeerCapabilities.HARMFUL).isPresent()) {
      tried.remove(PeerCapabilities.HARMFUL);
    }
    try (DubboPeer.Provider provider = DubboPeer.provider(providing).start();
        DubboPeer.Consumer consumer = DubboPeer.consumer(consuming).url(provider.url()).start()) {
      for (CaseResult result : consumer.run(tried)) {
        String why = peers.reasonAgainst(result.name()).orElse("nothing against it");
        assertThat(result.passed())
            .as("%s; %s\nconsumer:\n%s\nprovider:\n%s", result, why, consumer.log(), provider.log())
            .isEqualTo(peers.possibleCases().contains(result.name()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V3_3_6, V2_7_23", "V2_7_23, V3_3_6"})
  void dubboFindsDubboThroughZooKeeper(
      DubboVersion providing, DubboVersion consuming, @TempDir Path folder) {
    PeerCapabilities peers = new PeerCapabilities(providing, consuming, false);
    List<String> names =
        peers.possibleCases().stream().filter(DubboPeerTest::isAboutCalls).toList();
    try (ZooKeeperPeer zooKeeper = ZooKeeperPeer.start(folder);
        DubboPeer.Provider provider =
            DubboPeer.provider(providing).registry(zooKeeper.url()).start();
        DubboPeer.Consumer consumer =
            DubboPeer.consumer(consuming).registry(zooKeeper.url()).start()) {
      for (CaseResult result : consumer.run(names)) {
        assertThat(result.passed())
            .as("%s\nconsumer:\n%s\nprovider:\n%s", result, consumer.log(), provider.log())
            .isTrue();
      }
    }
  }

  private static boolean isAboutCalls(String name) {
    return !name.startsWith("types.");
  }

  @Test
  void killedPeerIsGoneAtOnce() {
    DubboPeer.Provider provider = DubboPeer.provider(DubboVersion.V2_7_23).start();
    assertThat(provider.isAlive()).isTrue();
    provider.kill();
    assertThat(provider.isAlive()).isFalse();
    assertThat(ProcessHandle.of(provider.pid())).isEmpty();
  }

  @Test
  void peerThatDoesNotComeUpSaysWhy() {
    try (DubboPeer.Provider first = DubboPeer.provider(DubboVersion.V2_7_23).start()) {
      assertThatThrownBy(() -> DubboPeer.provider(DubboVersion.V2_7_23).port(first.port()).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("provider of Dubbo 2.7.23")
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void killedZooKeeperComesBackAtTheSamePort(@TempDir Path folder) {
    ZooKeeperPeer first = ZooKeeperPeer.start(folder);
    first.kill();
    try (ZooKeeperPeer second = ZooKeeperPeer.start(folder, first.port())) {
      assertThat(second.port()).isEqualTo(first.port());
    }
  }
}
