package io.dunlin.registry.zookeeper;

import io.dunlin.Clock;
import io.dunlin.registry.RegistryAddress;
import io.dunlin.registry.RegistryStore;
import io.dunlin.registry.dubbo.DubboUrls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries as nodes, in Dubbo's layout:
 *
 * <pre>
 *  /dubbo/interface/providers/dubbo%3A%2F%2F10.0.0.7%3A20880%2F…    ephemeral
 *                  /consumers/consumer%3A%2F%2F10.0.0.9%2F…         ephemeral
 *                  /configurators, /routers                         written by operators
 * </pre>
 *
 * <p>Every operation is asynchronous and tried once: Curator's own repeating would hide from the
 * reconciler what happens, and its creating of parents waits on its only background thread, so that
 * 200 services would register one after the other. Answers are handled on ZooKeeper's event thread,
 * where they start the next operation or complete a stage.
 *
 * <p>Changes are heard of through one-shot watches, which every server knows. They are not set
 * again before the list is read again, and that is what keeps a flood away from us: the server has
 * nothing to send meanwhile. One watcher object serves all paths, so that ZooKeeper keeps one watch
 * per path however often it is set.
 *
 * <p>An ephemeral node belongs to a session, not to a client. After our session expired its nodes
 * may stand for a while; they look right, and vanish later. So a node counts as ours only if its
 * owner is the present session; a node of an earlier session of ours is deleted and made again.
 */
final class ZooKeeperStore implements RegistryStore {
  /** While disconnected: the cause is looked for so soon, then so often. */
  private static final Duration FIRST_PROBE = Duration.ofMillis(300);

  private static final Duration PROBE_EVERY = Duration.ofSeconds(2);

  /**
   * How long servers may be there without letting our session in before we begin a new one. Longer
   * than an election takes. A server that has less history than our session has seen, as after its
   * disk was emptied, refuses the session for good, and the client would try until it expires.
   */
  private static final Duration NEW_SESSION_AFTER = Duration.ofSeconds(4);

  /** Steps that somebody else's steps can undo are tried so often; then the reconciler decides. */
  private static final int MAX_ROUNDS = 5;

  private static final Logger log = LoggerFactory.getLogger(ZooKeeperStore.class);

  private final Settings settings;
  private final Clock clock;
  private final Watcher listWatcher = this::listEvent;
  private final Watcher entryWatcher = this::entryEvent;
  private final Map<String, ListName> listsByPath = new ConcurrentHashMap<>();
  private final Map<String, Entry> entriesByPath = new ConcurrentHashMap<>();
  private final Map<String, Set<Long>> takenFrom = new ConcurrentHashMap<>();
  private final Set<Long> ourSessions = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CuratorFramework client;
  private volatile @Nullable Listener listener;
  private volatile boolean connected;
  private volatile boolean closed;

  /** Since when servers answer but no session begins; 0 if they do not, or one has. */
  private volatile long refusedSinceNanos;

  ZooKeeperStore(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void open(Listener newListener) {
    listener = newListener;
    CuratorFrameworkFactory.Builder builder =
        CuratorFrameworkFactory.builder()
            .connectString(settings.connectString())
            .connectionTimeoutMs((int) settings.connectTimeout.toMillis())
            .sessionTimeoutMs((int) settings.sessionTimeout.toMillis())
            .retryPolicy(new RetryNTimes(0, 0))
            // Or the client would follow the addresses by which servers know one another, which
            // need not be those by which we reach them.
            .ensembleTracker(false)
            .dontUseContainerParents()
            .zookeeperFactory(ZooKeeperStore::newZooKeeper);
    if (!settings.login.isEmpty()) {
      builder
          .authorization("digest", settings.login.getBytes(StandardCharsets.UTF_8))
          .aclProvider(new CreatorOnly());
    }
    CuratorFramework newClient = builder.build();
    newClient.getConnectionStateListenable().addListener((from, state) -> stateChanged(state));
    client = newClient;
    newClient.start();
    probeAfter(FIRST_PROBE);
  }

  @Override
  public CompletionStage<Void> put(Entry entry) {
    String path = path(entry);
    entriesByPath.put(path, entry);
    return put(entry, path, 0);
  }

  private CompletionStage<Void> put(Entry entry, String path, int round) {
    if (round == MAX_ROUNDS) {
      return failed(Code.NODEEXISTS, path);
    }
    return exists(path, entryWatcher)
        .thenCompose(
            answer ->
                switch (code(answer)) {
                  case OK -> putOver(answer.getStat(), entry, path, round);
                  case NONODE -> create(entry, path, round);
                  default -> failed(code(answer), path);
                });
  }

  private CompletionStage<Void> putOver(Stat stat, Entry entry, String path, int round) {
    long owner = stat.getEphemeralOwner();
    if (entry.ephemeral() ? owner == session() : owner == 0) {
      return done();
    }
    if (!mayTakeOver(owner, path)) {
      return done();
    }
    return delete(path, stat.getVersion())
        .thenCompose(
            answer ->
                switch (code(answer)) {
                  case OK, NONODE -> create(entry, path, round);
                  case BADVERSION -> put(entry, path, round + 1);
                  default -> failed(code(answer), path);
                });
  }

  /**
   * A node of a session that is not ours, and has the very text of our entry, is either left behind
   * by a session whose beginning we missed, or published by somebody else under our address. It is
   * replaced once: two who did that again and again would never come to rest.
   */
  private boolean mayTakeOver(long owner, String path) {
    if (ourSessions.contains(owner)) {
      return true;
    }
    boolean first =
        takenFrom.computeIfAbsent(path, key -> ConcurrentHashMap.newKeySet()).add(owner);
    log.warn(
        first
            ? "{} belongs to session 0x{}, which is not ours; it is made again"
            : "{} belongs to session 0x{} again and is left to it; two processes must not publish one address",
        path,
        Long.toHexString(owner));
    return first;
  }

  private CompletionStage<Void> create(Entry entry, String path, int round) {
    CreateMode mode = entry.ephemeral() ? CreateMode.EPHEMERAL : CreateMode.PERSISTENT;
    return create(path, mode)
        .thenCompose(
            answer ->
                switch (code(answer)) {
                  case OK -> done();
                  case NODEEXISTS -> put(entry, path, round + 1);
                  case NONODE ->
                      makeDirectory(parent(path))
                          .thenCompose(nothing -> put(entry, path, round + 1));
                  default -> failed(code(answer), path);
                });
  }

  @Override
  public CompletionStage<Void> remove(Entry entry) {
    String path = path(entry);
    entriesByPath.remove(path);
    takenFrom.remove(path);
    return remove(entry, path, 0);
  }

  private CompletionStage<Void> remove(Entry entry, String path, int round) {
    if (round == MAX_ROUNDS) {
      return failed(Code.BADVERSION, path);
    }
    return exists(path, null)
        .thenCompose(
            found ->
                switch (code(found)) {
                  case NONODE -> done();
                  case OK ->
                      isOurs(found.getStat(), entry)
                          ? delete(path, found.getStat().getVersion())
                              .thenCompose(
                                  answer ->
                                      switch (code(answer)) {
                                        case OK, NONODE -> done();
                                        case BADVERSION -> remove(entry, path, round + 1);
                                        default -> failed(code(answer), path);
                                      })
                          : done();
                  default -> failed(code(found), path);
                });
  }

  private boolean isOurs(Stat stat, Entry entry) {
    long owner = stat.getEphemeralOwner();
    return entry.ephemeral() ? owner == session() || ourSessions.contains(owner) : owner == 0;
  }

  @Override
  public CompletionStage<List<String>> read(ListName list) {
    String path = path(list);
    listsByPath.put(path, list);
    return read(path, 0);
  }

  private CompletionStage<List<String>> read(String path, int round) {
    if (round == MAX_ROUNDS) {
      return failed(Code.NONODE, path);
    }
    return children(path)
        .thenCompose(
            answer ->
                switch (code(answer)) {
                  case OK ->
                      CompletableFuture.completedStage(
                          answer.getChildren().stream().map(ZooKeeperStore::decoded).toList());
                  // Made, as Dubbo makes it, because a watch needs something to watch.
                  case NONODE -> makeDirectory(path).thenCompose(nothing -> read(path, round + 1));
                  default -> failed(code(answer), path);
                });
  }

  @Override
  public void release(ListName list) {
    // Its watch stays until it fires once; ZooKeeper cannot take back a watch on servers before
    // 3.5, and a report about a list that is not known is ignored.
    listsByPath.remove(path(list));
  }

  @Override
  public void close() {
    closed = true;
    CuratorFramework current = client;
    if (current != null) {
      current.close();
    }
  }

  /** The session this client has now. */
  long session() {
    try {
      return client().getZookeeperClient().getZooKeeper().getSessionId();
    } catch (Exception e) {
      return -1; // no session, so nothing belongs to it; the step fails, and is done again
    }
  }

  CuratorFramework client() {
    CuratorFramework current = client;
    if (current == null) {
      throw new IllegalStateException("not open");
    }
    return current;
  }

  /** Makes {@code path} and what is missing above it. */
  private CompletionStage<Void> makeDirectory(String path) {
    return create(path, CreateMode.PERSISTENT)
        .thenCompose(
            answer ->
                switch (code(answer)) {
                  case OK, NODEEXISTS -> done();
                  case NONODE -> {
                    String above = parent(path);
                    yield above.isEmpty()
                        ? failed(Code.NONODE, path)
                        : makeDirectory(above).thenCompose(nothing -> makeDirectory(path));
                  }
                  default -> failed(code(answer), path);
                });
  }

  private CompletionStage<CuratorEvent> exists(String path, @Nullable Watcher watcher) {
    return answer(
        callback -> {
          if (watcher == null) {
            client().checkExists().inBackground(callback).forPath(path);
          } else {
            client().checkExists().usingWatcher(watcher).inBackground(callback).forPath(path);
          }
        });
  }

  /** With the data Dubbo's client gives: Curator's own, the address of this machine. */
  private CompletionStage<CuratorEvent> create(String path, CreateMode mode) {
    return answer(
        callback -> client().create().withMode(mode).inBackground(callback).forPath(path));
  }

  private CompletionStage<CuratorEvent> delete(String path, int version) {
    return answer(
        callback -> client().delete().withVersion(version).inBackground(callback).forPath(path));
  }

  private CompletionStage<CuratorEvent> children(String path) {
    return answer(
        callback ->
            client().getChildren().usingWatcher(listWatcher).inBackground(callback).forPath(path));
  }

  private CompletionStage<CuratorEvent> answer(Operation operation) {
    CompletableFuture<CuratorEvent> answer = new CompletableFuture<>();
    if (!connected) {
      // Curator would wait for a connection, and complain aloud.
      answer.completeExceptionally(KeeperException.create(Code.CONNECTIONLOSS));
      return answer;
    }
    try {
      operation.begin((from, event) -> answer.complete(event));
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private static Code code(CuratorEvent answer) {
    Code code = Code.get(answer.getResultCode());
    return code == null ? Code.SYSTEMERROR : code;
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  private static <T> CompletionStage<T> failed(Code code, String path) {
    return CompletableFuture.failedStage(KeeperException.create(code, DubboUrls.shown(path)));
  }

  private String path(ListName list) {
    return settings.root
        + "/"
        + DubboUrls.encode(list.interfaceName())
        + "/"
        + list.category().text();
  }

  private String path(Entry entry) {
    return path(entry.list()) + "/" + DubboUrls.encode(entry.url());
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String decoded(String name) {
    try {
      return DubboUrls.decode(name);
    } catch (IllegalArgumentException e) {
      return name; // whoever reads it as a URL says what is wrong with it
    }
  }

  private void listEvent(WatchedEvent event) {
    ListName list = event.getPath() == null ? null : listsByPath.get(event.getPath());
    Listener current = listener;
    if (list != null && current != null) {
      current.changed(list);
    }
  }

  private void entryEvent(WatchedEvent event) {
    Entry entry = event.getPath() == null ? null : entriesByPath.get(event.getPath());
    Listener current = listener;
    if (entry != null && current != null) {
      current.touched(entry);
    }
  }

  private void stateChanged(ConnectionState state) {
    Listener current = listener;
    if (closed || current == null) {
      return;
    }
    switch (state) {
      case CONNECTED, RECONNECTED -> {
        connected = true;
        refusedSinceNanos = 0;
        ourSessions.add(session());
        current.connected();
      }
      case SUSPENDED -> {
        connected = false;
        current.disconnected("the connection broke; the session lives on for a while");
        probeAfter(FIRST_PROBE);
      }
      case LOST -> {
        connected = false;
        current.disconnected("the session has ended");
      }
      case READ_ONLY -> connected = false; // not asked for
    }
  }

  private void probeAfter(Duration delay) {
    var unused =
        clock.schedule(
            () -> {
              if (!connected && !closed) {
                // A thread of its own: connecting and resolving take as long as they take.
                Thread thread = new Thread(this::probe, "dunlin-registry-probe");
                thread.setDaemon(true);
                thread.start();
              }
            },
            delay);
  }

  private void probe() {
    List<String> findings = new ArrayList<>();
    boolean there = false;
    for (RegistryAddress.Server server : settings.servers) {
      ServerProbe probe = ServerProbe.look(server, settings.connectTimeout);
      findings.add(probe.finding());
      there |= probe.accepts();
    }
    Listener current = listener;
    if (connected || closed || current == null) {
      return;
    }
    current.disconnected(String.join("; ", findings));
    long now = clock.nanoTime();
    if (!there) {
      refusedSinceNanos = 0;
    } else if (refusedSinceNanos == 0) {
      refusedSinceNanos = now;
    } else if (now - refusedSinceNanos >= NEW_SESSION_AFTER.toNanos()) {
      refusedSinceNanos = 0;
      beginNewSession();
    }
    probeAfter(PROBE_EVERY);
  }

  private void beginNewSession() {
    log.warn(
        "{} accepts connections but not our session for {} s; beginning a new one",
        settings,
        NEW_SESSION_AFTER.toSeconds());
    try {
      client().getZookeeperClient().reset();
    } catch (Exception e) {
      log.warn("{}: a new session cannot be begun: {}", settings, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Without SASL unless the user has configured it: the client would look up the server's name from
   * its address to find a principal, and without reverse DNS that takes seconds.
   */
  private static ZooKeeper newZooKeeper(
      String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
      throws Exception {
    ZKClientConfig config = new ZKClientConfig();
    if (System.getProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY) == null
        && System.getProperty("java.security.auth.login.config") == null) {
      config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    }
    return new ZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, config);
  }

  @FunctionalInterface
  private interface Operation {
    void begin(BackgroundCallback callback) throws Exception;
  }

  /** What Dubbo's client does when it has a user. */
  private static final class CreatorOnly implements ACLProvider {
    @Override
    public List<ACL> getDefaultAcl() {
      return ZooDefs.Ids.CREATOR_ALL_ACL;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
      return ZooDefs.Ids.CREATOR_ALL_ACL;
    }
  }

  /**
   * How ZooKeeper is reached and used.
   *
   * @param root node under which interfaces stand, such as {@code /dubbo}
   * @param login {@code user:password}, or empty
   */
  record Settings(
      List<RegistryAddress.Server> servers,
      String root,
      Duration connectTimeout,
      Duration sessionTimeout,
      String login) {

    String connectString() {
      return String.join(",", servers.stream().map(RegistryAddress.Server::toString).toList());
    }

    /** Without the password. */
    @Override
    public String toString() {
      return connectString() + root;
    }
  }
}
