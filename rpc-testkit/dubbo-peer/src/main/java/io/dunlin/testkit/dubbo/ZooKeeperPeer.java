package io.dunlin.testkit.dubbo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A ZooKeeper server in a process of its own, which can be killed and started again. */
public final class ZooKeeperPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PeerProcess process;

  private ZooKeeperPeer(PeerProcess process) {
    this.process = process;
  }

  /** Starts a server on a free port that keeps its data in {@code folder}. */
  public static ZooKeeperPeer start(Path folder) {
    return start(folder, -1);
  }

  /** Starts a server on this port, with what an earlier one left in {@code folder}. */
  public static ZooKeeperPeer start(Path folder, int port) {
    List<String> flags = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    List<String> command =
        List.of(
            "io.dunlin.testkit.dubbo.peer.ZooKeeperMain",
            "--dir",
            folder.toString(),
            "--port",
            Integer.toString(port));
    return new ZooKeeperPeer(
        PeerProcess.start("ZooKeeper", DubboVersion.V3_3_6, flags, command, PATIENCE));
  }

  /** The port it listens on, on every address. */
  public int port() {
    return process.port();
  }

  /** What a registry is configured with: {@code zookeeper://127.0.0.1:port}. */
  public String url() {
    return "zookeeper://127.0.0.1:" + port();
  }

  /** What it logged so far. */
  public String log() {
    return process.log();
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop(PATIENCE);
  }
}
