package io.dunlin.testkit.zookeeper;

import java.util.concurrent.CountDownLatch;

/**
 * Runs an {@link EmbeddedZooKeeper} until the process is told to end. Prints one line, {@code
 * zookeeper ready at host:port}, when clients may connect.
 */
public final class EmbeddedZooKeeperMain {
  private EmbeddedZooKeeperMain() {}

  /**
   * Entry point.
   *
   * @param args port (default 2181, 0 for a free one) and host (default 127.0.0.1)
   */
  public static void main(String[] args) throws InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 2181;
    String host = args.length > 1 ? args[1] : "127.0.0.1";
    EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(host, port);
    Runtime.getRuntime().addShutdownHook(new Thread(zooKeeper::close, "dunlin-zookeeper-stop"));
    System.out.println("zookeeper ready at " + zooKeeper.connectString());
    new CountDownLatch(1).await(); // until a signal runs the hook
  }
}
