package io.dunlin.cluster;

import io.dunlin.Clock;
import io.dunlin.Endpoint;
import io.dunlin.Extensions;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import io.dunlin.cluster.LoadBalancer.Candidate;
import io.dunlin.cluster.LoadBalancer.Picker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one reference: connects to them and compiles what calls read.
 *
 * <p>Three things change over time: who provides the service ({@link #update}), the routing rules
 * ({@link #route}), and which providers are connected (told by {@link Connector.Peer#onChange}).
 * Whoever brings a change only leaves it here and asks for a run of the <i>context</i>. A run takes
 * the latest of everything (so changes that come faster than runs are merged), then
 *
 * <ol>
 *   <li>compares the members by endpoint id: who stays keeps connection, filters and statistics;
 *   <li>has the rules divide them into subsets, equal ones shared;
 *   <li>asks the load balancers for a picker of each subset that changed, handing the previous one;
 *   <li>publishes all of it as one {@link Snapshot} by one volatile write;
 *   <li>retires who left. Calls that read the snapshot before may still be about to send, so a
 *       connection is given up one second later, and taken back if its provider returns meanwhile.
 * </ol>
 *
 * <p>Runs never overlap, whatever executor they are given. New members are taken up at most five
 * times a second, since a restart of many providers comes as many changes; a lost connection at
 * once. Providers that are not connected stay members but get no calls. Weight 0 takes no calls
 * either.
 */
public final class Directory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Directory.class);

  private static final long UPDATE_INTERVAL_NANOS = 200_000_000L;
  private static final Duration RETIRE_AFTER = Duration.ofSeconds(1);

  private final ServiceKey service;
  private final Connector connector;
  private final EndpointFilters filters;
  private final LoadTable loads;
  private final Extensions<LoadBalancer> balancers;
  private final Clock clock;
  private final Executor executor;

  // Left here by any thread, taken by the context.
  private final AtomicInteger pending = new AtomicInteger();
  private final List<String> balancerNames;
  private final Queue<Retired> expired = new ConcurrentLinkedQueue<>();
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Membership latest;
  private volatile List<Router> routers = List.of();
  private volatile boolean updateDelayed;
  private volatile boolean closed;

  // Touched by the context only; pending publishes them from one run to the next.
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, Retired> retired = new HashMap<>();
  private @Nullable Membership applied;
  private long appliedAtNanos;

  // Written by the context, read by calls.
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile List<String> unusable = List.of();

  /**
   * A directory without members yet.
   *
   * @param connector connects to providers
   * @param filters makes the filters of each provider
   * @param loads the client's table, shared by all its references
   * @param balancers the load balancers that policies may name
   * @param balancerNames those they do name, the most used first; another one is compiled when a
   *     first call names it, and that call is balanced by the first of these
   * @param executor runs the context; may be shared, need not be serial
   * @throws IllegalArgumentException if a name is unknown
   */
  public Directory(
      ServiceKey service,
      Connector connector,
      EndpointFilters filters,
      LoadTable loads,
      Extensions<LoadBalancer> balancers,
      Collection<String> balancerNames,
      Clock clock,
      Executor executor) {
    if (balancerNames.isEmpty()) {
      throw new IllegalArgumentException("balancerNames: none (expected: at least one)");
    }
    balancerNames.forEach(balancers::get);
    this.service = service;
    this.connector = connector;
    this.filters = filters;
    this.loads = loads;
    this.balancers = balancers;
    this.balancerNames = new CopyOnWriteArrayList<>(balancerNames);
    this.clock = clock;
    this.executor = executor;
  }

  /** The service whose providers these are. */
  public ServiceKey service() {
    return service;
  }

  /** Hands in who provides the service now. Returns at once; only the latest counts. */
  public void update(Membership membership) {
    latest = membership;
    signal();
  }

  /** Hands in the routing rules, in the order they apply. Returns at once; the latest counts. */
  public void route(List<? extends Router> rules) {
    routers = List.copyOf(rules);
    signal();
  }

  /** Whether a call could be sent now. */
  public boolean isReady() {
    return snapshot.subsets().stream().anyMatch(subset -> subset.size() > 0);
  }

  /**
   * Completes when a call can be sent: at once, or when the first provider is connected. If none is
   * within {@code limit} the stage fails with code RPC-1101, and with code RPC-1208 if the
   * directory is closed before.
   */
  public CompletionStage<Void> whenReady(Duration limit) {
    Waiter waiter = new Waiter();
    waiters.add(waiter);
    waiter.timer =
        clock.schedule(
            () -> {
              waiters.remove(waiter);
              waiter.completeExceptionally(ClusterErrors.noProvider(service, funnel()));
            },
            limit);
    signal();
    return waiter.copy();
  }

  /**
   * How many providers are known, how many each step leaves and why, and what to do: the second
   * half of a message that begins "no provider of …:".
   */
  public String funnel() {
    Snapshot now = snapshot;
    List<Node> all = new ArrayList<>();
    for (Snapshot.Subset subset : now.subsets()) {
      subset.routed().stream().filter(node -> !all.contains(node)).forEach(all::add);
    }
    return Funnel.describe(now.membership(), all, List.of(), unusable);
  }

  /**
   * Gives up all connections; calls in flight end first, later ones fail with code RPC-1208.
   * Idempotent; returns at once.
   */
  @Override
  public void close() {
    closed = true;
    signal();
  }

  // What ClusterInvoker reads.

  Snapshot snapshot() {
    Snapshot now = snapshot;
    // The context may not have run yet; whoever calls after close() is told the truth anyway.
    return closed && !now.closed()
        ? new Snapshot(now.membership(), Snapshot.EMPTY.top(), true)
        : now;
  }

  Clock clock() {
    return clock;
  }

  /** Why this call finds nobody in {@code subset}. */
  String funnel(Snapshot.Subset subset) {
    return Funnel.describe(snapshot.membership(), subset.routed(), subset.steps(), unusable);
  }

  /**
   * Has another load balancer's pickers compiled.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  void use(String balancer) {
    balancers.get(balancer);
    if (!balancerNames.contains(balancer)) {
      balancerNames.add(balancer);
      signal();
    }
  }

  // The context: one run at a time, see the class comment.

  private void signal() {
    if (pending.getAndIncrement() != 0) {
      return; // the run under way, or about to begin, looks again
    }
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      run(); // the executor is closed, so we are about to be; what is open must still be closed
    }
  }

  private void run() {
    int seen;
    do {
      seen = pending.get();
      try {
        step();
      } catch (RuntimeException e) {
        log.error("the providers of {} could not be updated; calls use those before", service, e);
      }
    } while (pending.addAndGet(-seen) != 0);
  }

  private void step() {
    if (closed) {
      closeAll();
      return;
    }
    List<Retired> leaving = takeUpMembers();
    try {
      snapshot = new Compilation(snapshot).result();
    } finally {
      leaving.forEach(this::retire); // a rule that throws must not cost their connections
    }
    for (Retired each = expired.poll(); each != null; each = expired.poll()) {
      if (retired.remove(each.member.node.id(), each)) {
        each.member.close();
      }
    }
    if (isReady()) {
      for (Waiter each = waiters.poll(); each != null; each = waiters.poll()) {
        each.ready();
      }
    }
  }

  /** Brings the members in line with the latest membership; returns those that leave. */
  private List<Retired> takeUpMembers() {
    Membership wanted = latest;
    if (wanted == null || wanted.equals(applied)) {
      return List.of();
    }
    long sinceLast = clock.nanoTime() - appliedAtNanos;
    if (applied != null && sinceLast < UPDATE_INTERVAL_NANOS) {
      delayUpdate(UPDATE_INTERVAL_NANOS - sinceLast);
      return List.of();
    }
    applied = wanted;
    appliedAtNanos = clock.nanoTime();

    Map<String, ServiceInstance> byId = new LinkedHashMap<>();
    wanted.instances().forEach(instance -> byId.putIfAbsent(instance.endpoint().id(), instance));
    List<Retired> leaving = new ArrayList<>();
    members
        .values()
        .removeIf(
            member -> {
              ServiceInstance newer = byId.get(member.node.id());
              if (newer != null && sameAddress(newer, member.node.instance())) {
                return false;
              }
              leaving.add(new Retired(member));
              return true;
            });
    List<String> refused = new ArrayList<>();
    byId.forEach((id, instance) -> takeUp(id, instance, refused));
    unusable = List.copyOf(refused);
    return leaving;
  }

  private void delayUpdate(long nanos) {
    if (!updateDelayed) {
      updateDelayed = true;
      clock.schedule(
          () -> {
            updateDelayed = false;
            signal();
          },
          Duration.ofNanos(nanos));
    }
  }

  private void takeUp(String id, ServiceInstance instance, List<String> refused) {
    Member member = members.get(id);
    if (member == null) {
      Retired returning = retired.get(id);
      if (returning != null && sameAddress(instance, returning.member.node.instance())) {
        retired.remove(id);
        member = returning.member;
        members.put(id, member);
      }
    }
    if (member != null) {
      member.node.instance(instance);
      return;
    }
    try {
      members.put(id, connect(id, instance));
    } catch (RuntimeException e) {
      log.warn("{} cannot be used: {}", instance, e.getMessage(), e);
      refused.add(instance.endpoint() + ", " + e.getMessage());
    }
  }

  private Member connect(String id, ServiceInstance instance) {
    Connector.Peer peer = connector.connect(instance);
    EndpointLoad load = loads.acquire(id);
    try {
      Node node = new Node(instance, peer, filters, load, clock);
      return new Member(node, loads, peer.onChange(this::signal));
    } catch (RuntimeException e) {
      loads.release(id);
      peer.close();
      throw e;
    }
  }

  private static boolean sameAddress(ServiceInstance one, ServiceInstance other) {
    Endpoint a = one.endpoint();
    Endpoint b = other.endpoint();
    return a.port() == b.port() && a.host().equals(b.host()) && a.protocol().equals(b.protocol());
  }

  private void retire(Retired leaving) {
    Retired before = retired.put(leaving.member.node.id(), leaving);
    if (before != null) {
      before.member.close();
    }
    clock.schedule(
        () -> {
          expired.add(leaving);
          signal();
        },
        RETIRE_AFTER);
  }

  private void closeAll() {
    snapshot = new Snapshot(snapshot.membership(), Snapshot.EMPTY.top(), true);
    members.values().forEach(Member::close);
    members.clear();
    retired.values().forEach(each -> each.member.close());
    retired.clear();
    for (Waiter each = waiters.poll(); each != null; each = waiters.poll()) {
      each.fail(ClusterErrors.closed(service));
    }
  }

  /** A provider in use, with what must be given back. */
  private record Member(Node node, LoadTable loads, Subscription changes) {
    void close() {
      changes.close();
      node.peer().close();
      loads.release(node.id());
    }
  }

  /** A provider that left. Compared by identity: it may return and leave again. */
  private static final class Retired {
    private final Member member;

    Retired(Member member) {
      this.member = member;
    }
  }

  /** Someone waiting for a first provider. */
  private static final class Waiter extends CompletableFuture<Void> {
    private volatile Clock.@Nullable Timer timer;

    void ready() {
      cancelTimer();
      complete(null);
    }

    void fail(RpcException failure) {
      cancelTimer();
      completeExceptionally(failure);
    }

    private void cancelTimer() {
      Clock.Timer running = timer;
      if (running != null) {
        running.cancel();
      }
    }
  }

  /** One compilation of members and rules into a snapshot. */
  private final class Compilation {
    private final Map<String, Snapshot.Subset> previous = new HashMap<>();
    private final Map<List<Node>, Snapshot.Subset> made = new HashMap<>();
    private final List<Router> rules = routers;
    private final String[] names = balancerNames.toArray(new String[0]);

    Compilation(Snapshot before) {
      before.subsets().forEach(subset -> previous.put(subset.key(), subset));
    }

    Snapshot result() {
      List<Node> all = members.values().stream().map(Member::node).toList();
      return new Snapshot(applied, divide(0, "", all, List.of()), false);
    }

    private Snapshot.Step divide(int rule, String key, List<Node> nodes, List<String> steps) {
      if (rule == rules.size() || nodes.isEmpty()) {
        return subset(key, nodes, steps);
      }
      Router router = rules.get(rule);
      Router.Route route;
      try {
        route = router.route(nodes.stream().map(Node::instance).toList());
      } catch (RuntimeException e) {
        log.error("{} cannot be applied to {} and is left out", router.name(), service, e);
        return divide(rule + 1, key, nodes, steps);
      }
      List<Snapshot.Step> next = new ArrayList<>();
      for (List<ServiceInstance> part : route.subsets()) {
        List<Node> left = nodes.stream().filter(node -> part.contains(node.instance())).toList();
        List<String> soFar = new ArrayList<>(steps);
        if (left.size() < nodes.size()) {
          soFar.add((nodes.size() - left.size()) + " removed by " + router.name());
        }
        next.add(divide(rule + 1, key + "/" + next.size(), left, soFar));
      }
      return new Snapshot.Fork(route, next);
    }

    private Snapshot.Subset subset(String key, List<Node> nodes, List<String> steps) {
      Snapshot.Subset twin = made.get(nodes);
      if (twin == null) {
        twin = newSubset(key, nodes, steps);
        made.put(nodes, twin);
        return twin;
      }
      return twin.steps().equals(steps) ? twin : twin.reachedBy(key, steps);
    }

    private Snapshot.Subset newSubset(String key, List<Node> nodes, List<String> steps) {
      List<Node> pickable = new ArrayList<>();
      List<Candidate> candidates = new ArrayList<>();
      for (Node node : nodes) {
        ServiceInstance instance = node.instance();
        if (instance.weight() > 0 && node.isReady()) {
          pickable.add(node);
          candidates.add(new Candidate(instance, node.load()));
        }
      }
      Snapshot.Subset before = previous.get(key);
      boolean same = before != null && before.candidates().equals(candidates);
      Picker[] pickers = new Picker[pickable.isEmpty() ? 0 : names.length];
      for (int i = 0; i < pickers.length; i++) {
        Picker old = before == null ? null : before.picker(names[i]);
        pickers[i] = same && old != null ? old : newPicker(names[i], candidates, old);
      }
      return new Snapshot.Subset(key, nodes, pickable, candidates, steps, names, pickers);
    }

    private Picker newPicker(String name, List<Candidate> candidates, @Nullable Picker old) {
      try {
        return balancers.get(name).newPicker(List.copyOf(candidates), old);
      } catch (RuntimeException e) {
        log.error("load balancer {} fails for {}; calls are spread at random", name, service, e);
        int size = candidates.size();
        return invocation -> ThreadLocalRandom.current().nextInt(size);
      }
    }
  }
}
