package io.dunlin.testkit.dubbo.peer;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/**
 * A ZooKeeper server of one node: {@code --port N --dir FOLDER}. Says READY PORT; ends like a peer.
 */
public final class ZooKeeperMain {
  private ZooKeeperMain() {}

  /** Runs the server; returns when the input ends. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(List.of(arguments));
    try (TestingServer server = new TestingServer(spec(options), true)) {
      System.out.println("READY\t" + server.getPort());
      waitForEndOfInput();
    }
    System.exit(0);
  }

  private static InstanceSpec spec(Options options) {
    int tickMillis = 500;
    File folder = new File(options.get("dir", ""));
    return new InstanceSpec(folder, options.number("port", -1), -1, -1, false, -1, tickMillis, -1);
  }

  private static void waitForEndOfInput() throws IOException {
    int next = System.in.read();
    while (next >= 0) {
      next = System.in.read();
    }
  }
}
