package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.util.Version;
import org.junit.jupiter.api.Test;

class NettyLineTest {
  @Test
  void testsRunOnTheLineThatTheBuildAsksFor() {
    String wanted = System.getProperty("dunlin.netty", "4.2");
    assertThat(Version.identify().values())
        .isNotEmpty()
        .allSatisfy(version -> assertThat(version.artifactVersion()).startsWith(wanted));
  }

  @Test
  void epollIsUsedWhereItIsAvailable() {
    assumeTrue(Epoll.isAvailable());
    assertThat(NettyLine.detect(true).epoll()).isTrue();
    assertThat(NettyLine.detect(false).epoll()).isFalse();
  }

  @Test
  void callsWorkOnTheSelectorOfTheJdk() throws Exception {
    try (Rig rig = new Rig(ResourceConfig.DEFAULT.withNativeTransport(false))) {
      int port = rig.server(TransportConfig.DEFAULT).address().getPort();
      Remote remote = Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), port));
      assertThat(rig.value(remote, "hello", "Ada")).isEqualTo("Hello Ada");
      assertThat(rig.value(remote, "big", 300_000)).isEqualTo("x".repeat(300_000));
    }
  }

  @Test
  void threadsAreDaemonsAndSayWhoseTheyAre() throws Exception {
    try (Rig rig = new Rig()) {
      int port = rig.server(TransportConfig.DEFAULT).address().getPort();
      Rig.ready(rig.connect(rig.transport(TransportConfig.DEFAULT), port));
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("dunlin-"))
          .extracting(Thread::getName)
          .anyMatch(name -> name.matches("dunlin-io-\\d+"))
          .anyMatch(name -> name.matches("dunlin-timer-\\d+"));
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("dunlin-"))
          .allMatch(Thread::isDaemon);
    }
  }
}
