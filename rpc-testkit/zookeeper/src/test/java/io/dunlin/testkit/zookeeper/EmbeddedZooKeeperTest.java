package io.dunlin.testkit.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EmbeddedZooKeeperTest {
  private final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();

  @AfterEach
  void close() {
    zooKeeper.close();
  }

  @Test
  void restartKeepsPortSessionsAndNodes() throws Exception {
    try (ZooKeeper client = connect()) {
      create(client, "/a");
      int port = zooKeeper.port();

      zooKeeper.kill();
      assertThat(zooKeeper.isRunning()).isFalse();
      assertThatThrownBy(() -> zooKeeper.children("/"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("ZooKeeper at 127.0.0.1:" + port + " is down");
      zooKeeper.restart();

      assertThat(zooKeeper.port()).isEqualTo(port);
      assertThat(zooKeeper.owner("/a")).isEqualTo(client.getSessionId());
      assertThat(zooKeeper.sessions()).contains(client.getSessionId());
    }
  }

  @Test
  void restartEmptyForgetsEverything() throws Exception {
    try (ZooKeeper client = connect()) {
      create(client, "/a");
      zooKeeper.restartEmpty();
      assertThat(zooKeeper.children("/")).containsExactly("zookeeper");
      assertThat(zooKeeper.owner("/a")).isEqualTo(-1);
    }
  }

  @Test
  void expiredSessionLosesItsNodesAndIsTold() throws Exception {
    CountDownLatch expired = new CountDownLatch(1);
    try (ZooKeeper client =
        new ZooKeeper(
            zooKeeper.connectString(),
            10_000,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.Expired) {
                expired.countDown();
              }
            })) {
      create(client, "/a");
      zooKeeper.expire(client.getSessionId());
      assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(zooKeeper.owner("/a")).isEqualTo(-1);
      assertThatThrownBy(() -> client.exists("/a", false))
          .isInstanceOf(KeeperException.SessionExpiredException.class);
    }
  }

  private ZooKeeper connect() throws Exception {
    return new ZooKeeper(zooKeeper.connectString(), 10_000, event -> {});
  }

  private static void create(ZooKeeper client, String path) throws Exception {
    client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
  }
}
