package io.dunlin.cluster;

import static io.dunlin.cluster.FakeNetwork.instance;
import static io.dunlin.cluster.FakeNetwork.members;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Filter;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.cluster.FakeNetwork.FakePeer;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final Duration PAST_INTERVAL = Duration.ofMillis(200);

  // Members

  @Test
  void callsAreSpreadOverAllMembers() {
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.calls(300);

      assertThat(reference.callsAt(1)).isGreaterThan(50);
      assertThat(reference.callsAt(2)).isGreaterThan(50);
      assertThat(reference.callsAt(3)).isGreaterThan(50);
    }
  }

  @Test
  void memberWhoseWeightChangesKeepsConnectionFiltersAndStatistics() {
    AtomicInteger filtersMade = new AtomicInteger();
    EndpointFilters filters =
        instance -> {
          filtersMade.incrementAndGet();
          return List.<Filter>of((invocation, next) -> next.invoke(invocation));
        };
    try (Reference reference = new Reference(filters, LoadBalancer.installed())) {
      reference.directory.update(members(1));
      reference.network.peer(1).answer = slow(reference, 7);
      reference.calls(1);
      InstanceLoad load = reference.loads.load("10.0.0.1:20880");
      assertThat(load.latencyNanos()).isEqualTo(7_000_000);
      reference.clock.advance(PAST_INTERVAL);

      reference.directory.update(Membership.of(List.of(instance(1, 50), instance(2))));

      assertThat(reference.network.peers).hasSize(2);
      assertThat(filtersMade).hasValue(2);
      assertThat(reference.loads.load("10.0.0.1:20880")).isSameAs(load);
      assertThat(load.latencyNanos()).isEqualTo(7_000_000);
      assertThat(reference.network.peer(1).closed).isFalse();
    }
  }

  @Test
  void memberThatLeavesGetsNoCallsAndIsGivenUpASecondLater() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.clock.advance(PAST_INTERVAL);

      reference.directory.update(members(2));
      reference.calls(50);

      FakePeer gone = reference.network.peer(1);
      assertThat(gone.calls).isEmpty();
      assertThat(gone.closed).as("a call may be about to send").isFalse();
      reference.clock.advance(Duration.ofSeconds(1));
      assertThat(gone.closed).isTrue();
      assertThat(gone.listeners()).isZero();
      assertThat(reference.loads.load("10.0.0.1:20880")).isNull();
    }
  }

  @Test
  void memberThatReturnsWithinASecondKeepsItsConnection() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.clock.advance(PAST_INTERVAL);
      reference.directory.update(members(2));
      reference.clock.advance(PAST_INTERVAL);
      reference.directory.update(members(1, 2));
      reference.clock.advance(Duration.ofSeconds(5));

      reference.calls(100);

      assertThat(reference.network.peers).hasSize(2);
      assertThat(reference.network.peer(1).closed).isFalse();
      assertThat(reference.callsAt(1)).isPositive();
    }
  }

  @Test
  void memberThatLeavesTwiceIsGivenUpASecondAfterTheSecondTime() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.clock.advance(PAST_INTERVAL);
      reference.directory.update(members(2));
      reference.clock.advance(Duration.ofMillis(300));
      reference.directory.update(members(1, 2));
      reference.clock.advance(Duration.ofMillis(300));
      reference.directory.update(members(2));

      reference.clock.advance(Duration.ofMillis(900));
      assertThat(reference.network.peer(1).closed).isFalse();
      reference.clock.advance(Duration.ofMillis(100));
      assertThat(reference.network.peer(1).closed).isTrue();
    }
  }

  @Test
  void memberThatMovesToAnotherAddressIsConnectedAnewAndKeepsItsStatistics() {
    try (Reference reference = new Reference()) {
      Endpoint here = new Endpoint("node-a", "10.0.0.1", 20880, "dubbo", "", Map.of());
      Endpoint there = new Endpoint("node-a", "10.0.0.9", 20880, "dubbo", "", Map.of());
      reference.directory.update(
          Membership.of(List.of(ServiceInstance.of(here, Invocations.GREETER))));
      reference.calls(1);
      InstanceLoad load = reference.loads.load("node-a");
      reference.clock.advance(PAST_INTERVAL);

      reference.directory.update(
          Membership.of(List.of(ServiceInstance.of(there, Invocations.GREETER))));
      reference.calls(1);
      reference.clock.advance(Duration.ofSeconds(1));

      assertThat(reference.network.peers)
          .extracting(peer -> peer.instance.endpoint().host(), peer -> peer.closed)
          .containsExactly(tuple("10.0.0.1", true), tuple("10.0.0.9", false));
      assertThat(reference.loads.load("node-a")).isSameAs(load);
    }
  }

  @Test
  void changesWithinAFifthOfASecondAreTakenUpTogether() {
    try (Reference reference = Reference.to(1)) {
      for (int i = 2; i <= 50; i++) {
        reference.directory.update(members(1, i));
      }

      assertThat(reference.network.peers).hasSize(1);
      reference.clock.advance(PAST_INTERVAL);
      assertThat(reference.network.peers)
          .extracting(peer -> peer.instance)
          .containsExactly(instance(1), instance(50));
    }
  }

  @Test
  void providerListedTwiceIsOneMember() {
    try (Reference reference = new Reference()) {
      reference.directory.update(Membership.of(List.of(instance(1), instance(1, 50))));

      assertThat(reference.network.peers).hasSize(1);
      assertThat(reference.answer()).isEqualTo(Result.of("ok"));
    }
  }

  @Test
  void loadIsSharedByTheServicesOfOneProviderAndForgottenWithTheLast() {
    ManualClock clock = new ManualClock();
    LoadTable table = new LoadTable(clock);
    try (Reference one = Reference.to(1)) {
      EndpointLoad first = table.acquire("a");
      assertThat(table.acquire("a")).isSameAs(first);
      table.release("a");
      assertThat(table.load("a")).isSameAs(first);
      table.release("a");
      assertThat(table.load("a")).isNull();
      assertThat(one.loads.load("10.0.0.1:20880")).isNotNull();
    }
  }

  // Readiness

  @Test
  void unconnectedMemberGetsNoCallsUntilItIsConnected() {
    try (Reference reference = Reference.to(1)) {
      reference.network.connectedAtOnce = false;
      reference.clock.advance(PAST_INTERVAL);
      reference.directory.update(members(1, 2));
      reference.calls(50);
      assertThat(reference.callsAt(2)).isZero();

      reference.network.peer(2).connected();
      reference.calls(50);

      assertThat(reference.callsAt(2)).isPositive();
    }
  }

  @Test
  void lostConnectionTakesEffectAtOnceAndTheMemberIsKept() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.network.peer(1).lost("connection reset");
      reference.calls(50);
      assertThat(reference.callsAt(1)).isZero();
      assertThat(reference.callsAt(2)).isEqualTo(50);

      reference.network.peer(1).connected();
      reference.calls(50);

      assertThat(reference.callsAt(1)).isPositive();
      assertThat(reference.network.peers).hasSize(2);
    }
  }

  @Test
  void providerWhoseLossHasNotBeenToldIsStillPassedOver() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.network.peer(1).lostSilently();
      reference.policy = reference.policy.withStrategy("failfast");

      reference.calls(50);

      assertThat(reference.callsAt(2)).isEqualTo(50);
    }
  }

  @Test
  void weightZeroTakesNoCalls() {
    try (Reference reference = new Reference()) {
      reference.directory.update(Membership.of(List.of(instance(1, 0), instance(2))));

      reference.calls(50);

      assertThat(reference.callsAt(1)).isZero();
      assertThat(reference.callsAt(2)).isEqualTo(50);
    }
  }

  @Test
  void whenReadyCompletesWithTheFirstConnection() {
    try (Reference reference = new Reference()) {
      reference.network.connectedAtOnce = false;
      CompletionStage<Void> ready = reference.directory.whenReady(Duration.ofSeconds(3));
      reference.directory.update(members(1, 2));
      assertThat(ready.toCompletableFuture()).isNotDone();
      assertThat(reference.directory.isReady()).isFalse();

      reference.network.peer(2).connected();

      assertThat(ready.toCompletableFuture()).isCompleted();
      assertThat(reference.directory.isReady()).isTrue();
      assertThat(reference.directory.whenReady(Duration.ofSeconds(3)).toCompletableFuture())
          .isCompleted();
      assertThat(reference.clock.timers()).as("no timer is left behind").isZero();
    }
  }

  @Test
  void whenReadyFailsAtItsLimitWithTheFunnel() {
    try (Reference reference = new Reference()) {
      reference.network.connectedAtOnce = false;
      CompletionStage<Void> ready = reference.directory.whenReady(Duration.ofSeconds(3));
      reference.directory.update(members(1));
      reference.network.peer(1).lost("connection refused 2 s ago");

      reference.clock.advance(Duration.ofSeconds(3));

      assertThat(Await.failure(ready))
          .isInstanceOf(RpcException.class)
          .hasMessage(
              "no provider of demo.Greeter:1.0.0: 1 known, 1 not connected (10.0.0.1:20880,"
                  + " connection refused 2 s ago); check that the provider runs and can be reached"
                  + " [RPC-1101]");
    }
  }

  @Test
  void whenReadyFailsWhenTheDirectoryIsClosed() {
    Reference reference = new Reference();
    CompletionStage<Void> ready = reference.directory.whenReady(Duration.ofSeconds(3));

    reference.close();

    assertThat(Await.failure(ready))
        .hasMessage(
            "the reference to demo.Greeter:1.0.0 was closed while it waited for a provider"
                + " [RPC-1208]");
    assertThat(reference.clock.timers()).isZero();
  }

  // Why there is nobody

  @Test
  void nobodyBecauseNoListHasArrived() {
    try (Reference reference = new Reference()) {
      assertThat(reference.failure())
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: no list of providers has arrived yet;"
                  + " check that the registry can be reached [RPC-1101]");
    }
  }

  @Test
  void nobodyBecauseNoneIsKnown() {
    try (Reference reference = Reference.to()) {
      RpcException failure = reference.failure();

      assertThat(failure)
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: 0 known; start a provider, or check the"
                  + " interface name and the registry's address [RPC-1101]");
      assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_SENT);
      assertThat(failure.code()).isEqualTo(ErrorCode.NO_PROVIDER);
      assertThat(failure.getStackTrace()).as("load makes many of these").isEmpty();
    }
  }

  @Test
  void nobodyBecauseOfGroupOrVersion() {
    try (Reference reference = new Reference()) {
      reference.directory.update(
          new Membership(
              2,
              List.of(),
              List.of("10.0.0.1:20880 has version 2.0.0", "10.0.0.2:20880 has group gray")));

      assertThat(reference.failure())
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: 2 known, 0 left after group/version"
                  + " (10.0.0.1:20880 has version 2.0.0; 10.0.0.2:20880 has group gray);"
                  + " compare group and version on both sides [RPC-1101]");
    }
  }

  @Test
  void nobodyForSeveralReasonsNamesEveryStep() {
    try (Reference reference = new Reference()) {
      reference.network.connectedAtOnce = false;
      reference.directory.update(
          new Membership(
              3,
              List.of(instance(8, 0), instance(9)),
              List.of("10.0.0.7:20880 has version 2.0.0")));
      reference.network.peer(9).lost("connection refused 2 s ago");

      assertThat(reference.failure())
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: 3 known, 2 left after group/version"
                  + " (10.0.0.7:20880 has version 2.0.0), 1 removed because weight 0"
                  + " (10.0.0.8:20880), 1 not connected (10.0.0.9:20880, connection refused 2 s"
                  + " ago); check that the provider runs and can be reached [RPC-1101]");
    }
  }

  @Test
  void longListsAreCutShort() {
    try (Reference reference = new Reference()) {
      reference.network.connectedAtOnce = false;
      reference.directory.update(members(1, 2, 3, 4, 5));

      assertThat(reference.failure().getMessage())
          .contains(
              "5 not connected (10.0.0.1:20880, still connecting; 10.0.0.2:20880, still connecting;"
                  + " 10.0.0.3:20880, still connecting; and 2 more)");
    }
  }

  @Test
  void nobodyBecauseOfWeight() {
    try (Reference reference = new Reference()) {
      reference.directory.update(Membership.of(List.of(instance(1, 0))));

      assertThat(reference.failure())
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: 1 known, 1 removed because weight 0"
                  + " (10.0.0.1:20880); raise a weight above 0 [RPC-1101]");
    }
  }

  @Test
  void nobodyBecauseOfARule() {
    try (Reference reference = Reference.to(1, 2)) {
      reference.directory.route(List.of(rule("rule tag=gray", List.of(List.of()))));

      assertThat(reference.failure())
          .hasMessage(
              "no provider of demo.Greeter:1.0.0 for hello: 2 known, 2 removed by rule tag=gray;"
                  + " change the rule, or start a provider that it admits [RPC-1101]");
    }
  }

  @Test
  void memberThatCannotBeConnectedToIsLeftOutByName() {
    ManualClock clock = new ManualClock();
    Connector connector =
        instance -> {
          throw new IllegalArgumentException("unknown protocol 'tri'");
        };
    try (Directory directory =
        new Directory(
            Invocations.GREETER,
            connector,
            EndpointFilters.NONE,
            new LoadTable(clock),
            LoadBalancer.installed(),
            List.of("p2c"),
            clock,
            Runnable::run)) {
      directory.update(members(1));

      assertThat(directory.funnel())
          .isEqualTo(
              "1 known, 1 unusable (dubbo://10.0.0.1:20880, unknown protocol 'tri'); correct the"
                  + " provider's published address");
    }
  }

  // Routes

  @Test
  void callsGoToTheSubsetTheirRouteSelects() {
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.directory.route(
          List.of(
              rule(
                  "by tag",
                  List.of(FakeNetwork.instances(1), FakeNetwork.instances(2, 3)),
                  invocation -> "gray".equals(invocation.attachments().get("tag")) ? 0 : 1)));

      for (int i = 0; i < 50; i++) {
        Await.result(reference.invoker.invoke(reference.hello().withAttachment("tag", "gray")));
        Await.result(reference.call());
      }

      assertThat(reference.callsAt(1)).isEqualTo(50);
      assertThat(reference.callsAt(2) + reference.callsAt(3)).isEqualTo(50);
    }
  }

  @Test
  void rulesApplyOneAfterTheOther() {
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.directory.route(
          List.of(
              rule("first", List.of(FakeNetwork.instances(1, 2))),
              rule("second", List.of(FakeNetwork.instances(2, 3)))));

      reference.calls(20);

      assertThat(reference.callsAt(2)).isEqualTo(20);
    }
  }

  @Test
  void rulesAreCompiledAgainForNewMembers() {
    try (Reference reference = Reference.to(1)) {
      List<Integer> sizes = new ArrayList<>();
      reference.directory.route(
          List.of(
              new Router() {
                @Override
                public String name() {
                  return "counting";
                }

                @Override
                public Route route(List<ServiceInstance> instances) {
                  sizes.add(instances.size());
                  return fixed(List.of(instances), invocation -> 0);
                }
              }));
      reference.clock.advance(PAST_INTERVAL);
      reference.directory.update(members(1, 2));

      assertThat(sizes).containsExactly(1, 2);
      assertThat(reference.answer()).isEqualTo(Result.of("ok"));
    }
  }

  @Test
  void ruleThatThrowsIsLeftOut() {
    try (Reference reference = Reference.to(1)) {
      reference.directory.route(
          List.of(
              new Router() {
                @Override
                public String name() {
                  return "broken";
                }

                @Override
                public Route route(List<ServiceInstance> instances) {
                  throw new IllegalStateException("planted");
                }
              }));

      assertThat(reference.answer()).isEqualTo(Result.of("ok"));
    }
  }

  // Pickers

  @Test
  void equalSubsetsShareOnePickerAndTheNextOneGetsThePrevious() {
    RecordingBalancer balancer = new RecordingBalancer();
    try (Reference reference =
        new Reference(EndpointFilters.NONE, LoadBalancer.installed().with(balancer))) {
      reference.directory.update(members(1, 2));
      assertThat(balancer.made).isEqualTo(1);

      reference.directory.route(
          List.of(
              rule(
                  "both ways lead to the same",
                  List.of(FakeNetwork.instances(1, 2), FakeNetwork.instances(1, 2)))));
      assertThat(balancer.made).isEqualTo(2);

      reference.clock.advance(PAST_INTERVAL);
      reference.directory.route(List.of());
      int before = balancer.made;
      reference.directory.update(members(1, 2, 3));
      assertThat(balancer.made).isEqualTo(before + 1);
      assertThat(balancer.lastPrevious).isNotNull();
    }
  }

  @Test
  void pickerIsKeptWhereNothingChanged() {
    RecordingBalancer balancer = new RecordingBalancer();
    try (Reference reference =
        new Reference(EndpointFilters.NONE, LoadBalancer.installed().with(balancer))) {
      reference.directory.update(members(1, 2));
      reference.network.peer(1).connected(); // was so already

      assertThat(balancer.made).isEqualTo(1);
    }
  }

  @Test
  void balancerThatThrowsIsReplacedByChance() {
    LoadBalancer broken =
        new LoadBalancer() {
          @Override
          public String name() {
            return "p2c";
          }

          @Override
          public Picker newPicker(List<Candidate> instances, Picker previous) {
            throw new IllegalStateException("planted");
          }
        };
    try (Reference reference =
        new Reference(EndpointFilters.NONE, LoadBalancer.installed().with(broken))) {
      reference.directory.update(members(1, 2));

      reference.calls(50);

      assertThat(reference.callsAt(1) + reference.callsAt(2)).isEqualTo(50);
    }
  }

  @Test
  void balancerNamedByAPolicyLaterIsCompiledThen() {
    try (Reference reference = Reference.to(1, 2, 3)) {
      reference.policy = reference.policy.withLoadBalancer("roundrobin");
      reference.calls(1);
      int[] before = {reference.callsAt(1), reference.callsAt(2), reference.callsAt(3)};

      reference.calls(30);

      for (int i = 0; i < 3; i++) {
        assertThat(reference.callsAt(i + 1) - before[i]).isEqualTo(10);
      }
    }
  }

  @Test
  void unknownBalancerIsRefusedWhenTheDirectoryIsMade() {
    ManualClock clock = new ManualClock();
    assertThatThrownBy(
            () ->
                new Directory(
                    Invocations.GREETER,
                    new FakeNetwork(),
                    EndpointFilters.NONE,
                    new LoadTable(clock),
                    LoadBalancer.installed(),
                    List.of("best"),
                    clock,
                    Runnable::run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown load balancer 'best' (known: p2c, random, roundrobin)");
  }

  // Life

  @Test
  void closeGivesUpAllConnectionsAndRefusesLaterCalls() {
    Reference reference = Reference.to(1, 2);
    reference.clock.advance(PAST_INTERVAL);
    reference.directory.update(members(1)); // 2 is on its way out

    reference.close();
    reference.close();

    assertThat(reference.network.peers).allMatch(peer -> peer.closed);
    assertThat(reference.network.peers).allMatch(peer -> peer.listeners() == 0);
    assertThat(reference.loads.load("10.0.0.1:20880")).isNull();
    assertThat(reference.failure())
        .hasMessage(
            "demo.Greeter:1.0.0.hello not sent: the reference is closed; close it after its last"
                + " user [RPC-1208]");
    reference.directory.update(members(3));
    assertThat(reference.network.peers).hasSize(2);
  }

  @Test
  void closeWorksAfterItsExecutorHasStopped() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    ManualClock clock = new ManualClock();
    FakeNetwork network = new FakeNetwork();
    Directory directory =
        new Directory(
            Invocations.GREETER,
            network,
            EndpointFilters.NONE,
            new LoadTable(clock),
            LoadBalancer.installed(),
            List.of("p2c"),
            clock,
            executor);
    directory.update(members(1));
    Await.result(directory.whenReady(Duration.ofSeconds(5)));
    executor.shutdownNow();

    directory.close();

    // A run that was under way when the executor stopped may be what closes.
    Await.until("closed", () -> network.peer(1).closed);
  }

  @Test
  void runsNeverOverlapWhateverThreadsBringTheChanges() throws InterruptedException {
    ManualClock clock = new ManualClock();
    AtomicBoolean inside = new AtomicBoolean();
    AtomicInteger overlaps = new AtomicInteger();
    FakeNetwork network = new FakeNetwork();
    Connector watched =
        instance -> {
          if (!inside.compareAndSet(false, true)) {
            overlaps.incrementAndGet();
          }
          Thread.yield();
          FakePeer peer = network.connect(instance);
          inside.set(false);
          return peer;
        };
    ExecutorService executor = Executors.newFixedThreadPool(4);
    ExecutorService changers = Executors.newFixedThreadPool(4);
    Directory directory =
        new Directory(
            Invocations.GREETER,
            watched,
            EndpointFilters.NONE,
            new LoadTable(clock),
            LoadBalancer.installed(),
            List.of("p2c"),
            clock,
            executor);
    for (int i = 0; i < 400; i++) {
      int number = i;
      changers.execute(
          () -> {
            synchronized (clock) {
              clock.advance(PAST_INTERVAL);
            }
            directory.update(members(number % 200, (number * 7) % 200));
          });
    }
    changers.shutdown();
    assertThat(changers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    directory.update(members(1, 2, 201));
    Await.until(
        "the last membership is taken up",
        () -> {
          synchronized (clock) {
            clock.advance(PAST_INTERVAL);
          }
          return network.peers.stream()
              .anyMatch(peer -> peer.instance.equals(instance(201)) && !peer.closed);
        });
    clock.advance(Duration.ofSeconds(2));

    Await.until(
        "only the last members are open",
        () -> network.peers.stream().filter(peer -> !peer.closed).count() == 3);
    assertThat(overlaps).hasValue(0);
    directory.close();
    Await.until("all are closed", () -> network.peers.stream().allMatch(peer -> peer.closed));
    executor.shutdownNow();
  }

  @Test
  void callsGoOnWhileMembersComeAndGo() throws Exception {
    try (Reference reference = Reference.to(1, 2, 3)) {
      // Virtual time runs so fast here that a caller may see its whole time-out pass in one step.
      MethodPolicy policy = MethodPolicy.DEFAULT.withTimeout(Duration.ofDays(1));
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger failures = new AtomicInteger();
      ExecutorService callers = Executors.newFixedThreadPool(2);
      for (int i = 0; i < 2; i++) {
        callers.execute(
            () -> {
              while (!stop.get()) {
                reference
                    .invoker
                    .invoke(Invocations.hello(reference.clock, policy))
                    .whenComplete(
                        (result, failure) -> {
                          if (failure != null) {
                            failures.incrementAndGet();
                          }
                        });
              }
            });
      }
      for (int i = 0; i < 300; i++) {
        reference.directory.update(i % 2 == 0 ? members(1, 2) : members(2, 3, 4 + i % 5));
        reference.clock.advance(PAST_INTERVAL);
      }
      stop.set(true);
      callers.shutdown();
      assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

      assertThat(failures).hasValue(0);
    }
  }

  private static Invoker slow(Reference reference, int millis) {
    return invocation -> {
      reference.clock.advance(Duration.ofMillis(millis));
      return CompletableFuture.completedFuture(Result.of("ok"));
    };
  }

  private static Router rule(String name, List<List<ServiceInstance>> subsets) {
    return rule(name, subsets, invocation -> 0);
  }

  private static Router rule(
      String name, List<List<ServiceInstance>> subsets, ToIntFunction<Invocation> select) {
    return new Router() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Route route(List<ServiceInstance> instances) {
        return fixed(subsets, select);
      }
    };
  }

  private static Router.Route fixed(
      List<List<ServiceInstance>> subsets, ToIntFunction<Invocation> select) {
    return new Router.Route() {
      @Override
      public List<List<ServiceInstance>> subsets() {
        return subsets;
      }

      @Override
      public int select(Invocation invocation) {
        return select.applyAsInt(invocation);
      }
    };
  }

  private static final class RecordingBalancer implements LoadBalancer {
    int made;
    Picker lastPrevious;

    @Override
    public String name() {
      return "p2c";
    }

    @Override
    public Picker newPicker(List<Candidate> instances, Picker previous) {
      made++;
      lastPrevious = previous;
      return invocation -> 0;
    }
  }
}
