package io.dunlin.testkit.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.jspecify.annotations.Nullable;

/**
 * One real ZooKeeper server in this JVM, keeping its data in a temporary directory that {@link
 * #close} deletes. It can be killed and started again on its port, with or without its sessions,
 * and looked into without a client.
 *
 * <pre>{@code
 * try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
 *   RpcServer.builder().registry("zookeeper://" + zooKeeper.connectString()) …
 * }
 * }</pre>
 *
 * <p>Safe for any thread. Everything that starts or stops the server blocks until it is done.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
  /** Sessions are counted in ticks: the shortest a client may ask for is two, thus one second. */
  private static final int TICK_MILLIS = 500;

  private static final int LONGEST_SESSION_MILLIS = 120_000;

  private final String host;
  private final Path directory;
  private int port;
  private @Nullable ZooKeeperServer server;
  private @Nullable ServerCnxnFactory connections;
  private boolean closed;

  private EmbeddedZooKeeper(String host, int port, Path directory) {
    this.host = host;
    this.port = port;
    this.directory = directory;
  }

  /** A running server on {@code 127.0.0.1} and a free port. */
  public static EmbeddedZooKeeper start() {
    return start(0);
  }

  /**
   * A running server on {@code 127.0.0.1}.
   *
   * @param port 0 for a free one
   */
  public static EmbeddedZooKeeper start(int port) {
    return start("127.0.0.1", port);
  }

  /**
   * A running server.
   *
   * @param host the local address to listen on, such as {@code ::1}
   * @param port 0 for a free one
   * @throws UncheckedIOException if the port cannot be opened
   */
  public static EmbeddedZooKeeper start(String host, int port) {
    quieten();
    EmbeddedZooKeeper zooKeeper;
    try {
      zooKeeper = new EmbeddedZooKeeper(host, port, Files.createTempDirectory("dunlin-zookeeper"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory for ZooKeeper's data", e);
    }
    try {
      zooKeeper.up();
    } catch (RuntimeException e) {
      zooKeeper.close();
      throw e;
    }
    return zooKeeper;
  }

  /** What clients connect to: {@code host:port}, an IPv6 host in brackets. */
  public synchronized String connectString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** The port, also while the server is down. */
  public synchronized int port() {
    return port;
  }

  /** Whether the server is up. */
  public synchronized boolean isRunning() {
    return server != null;
  }

  /**
   * Takes the server down as a crash would: connections break, nobody is told, sessions and nodes
   * stay on disk. Does nothing if it is down.
   */
  public synchronized void kill() {
    ServerCnxnFactory oldConnections = connections;
    ZooKeeperServer oldServer = server;
    connections = null;
    server = null;
    if (oldConnections != null) {
      oldConnections.closeAll(ServerCnxn.DisconnectReason.SERVER_SHUTDOWN);
      oldConnections.shutdown();
    }
    if (oldServer != null) {
      oldServer.shutdown(false);
      try {
        oldServer.getTxnLogFactory().close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close ZooKeeper's log in " + directory, e);
      }
    }
  }

  /**
   * Starts it again on its port, with the sessions and nodes it had; first kills it if it is up.
   */
  public synchronized void restart() {
    kill();
    up();
  }

  /** Starts it again on its port as an empty new ensemble: no sessions, no nodes. */
  public synchronized void restartEmpty() {
    kill();
    deleteData();
    up();
  }

  /**
   * Ends a session as if its time had run out: its ephemeral nodes go at once, and its client is
   * told when it next connects.
   */
  public synchronized void expire(long sessionId) {
    running().closeSession(sessionId);
  }

  /** Ends all sessions; see {@link #expire(long)}. */
  public synchronized void expireAllSessions() {
    for (long session : sessions()) {
      expire(session);
    }
  }

  /** Ids of the sessions the server knows now. */
  public synchronized Set<Long> sessions() {
    Set<Long> all = new TreeSet<>();
    for (Set<Long> expiringTogether : running().getSessionExpiryMap().values()) {
      all.addAll(expiringTogether);
    }
    return all;
  }

  /** Breaks every connection; clients may connect again at once and keep their sessions. */
  public synchronized void disconnectAll() {
    if (connections != null) {
      connections.closeAll(ServerCnxn.DisconnectReason.CONNECTION_CLOSE_FORCED);
    }
  }

  /** Names of the nodes below {@code path}, sorted; empty if it does not exist. */
  public synchronized List<String> children(String path) {
    try {
      List<String> children =
          new ArrayList<>(running().getZKDatabase().getChildren(path, null, null));
      children.sort(null);
      return children;
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  /**
   * Session that owns the node at {@code path}: 0 for a persistent node, -1 if there is no node.
   */
  public synchronized long owner(String path) {
    try {
      Stat stat = running().getZKDatabase().statNode(path, null);
      return stat.getEphemeralOwner();
    } catch (KeeperException.NoNodeException e) {
      return -1;
    }
  }

  /** Paths of all ephemeral nodes, sorted, by the session that owns them. */
  public synchronized Map<Long, Set<String>> ephemerals() {
    return running().getEphemerals();
  }

  /** Takes it down and deletes its data. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      kill();
      deleteData();
    }
  }

  private void up() {
    if (closed) {
      throw new IllegalStateException("ZooKeeper at " + connectString() + " is closed");
    }
    try {
      Files.createDirectories(directory);
      ZooKeeperServer newServer =
          new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS);
      newServer.setMaxSessionTimeout(LONGEST_SESSION_MILLIS);
      NIOServerCnxnFactory newConnections = new NIOServerCnxnFactory();
      newConnections.configure(new InetSocketAddress(host, port), 0, -1, false);
      newConnections.startup(newServer);
      port = newConnections.getLocalPort();
      server = newServer;
      connections = newConnections;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start ZooKeeper at " + connectString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ZooKeeper started", e);
    }
  }

  private ZooKeeperServer running() {
    ZooKeeperServer current = server;
    if (current == null) {
      throw new IllegalStateException("ZooKeeper at " + connectString() + " is down");
    }
    return current;
  }

  private void deleteData() {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      return; // already gone
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete ZooKeeper's data in " + directory, e);
    }
  }

  /**
   * Hints that must be given before ZooKeeper's classes are loaded, each only where the user gave
   * none: a log of errors alone under slf4j-simple, and no disk flush per write, since this data is
   * not to survive the machine.
   */
  static void quieten() {
    setIfAbsent("org.slf4j.simpleLogger.log.org.apache.zookeeper", "error");
    setIfAbsent("org.slf4j.simpleLogger.log.org.apache.curator", "error");
    setIfAbsent("zookeeper.forceSync", "no");
    setIfAbsent("zookeeper.preAllocSize", "64");
    setIfAbsent("zookeeper.admin.enableServer", "false");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
