package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.AttributeKey;
import io.dunlin.Endpoint;
import io.dunlin.Extensions;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.MethodPolicy;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.cluster.FakeNetwork.FakePeer;
import io.dunlin.cluster.strategy.FailoverStrategy;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays thousands of fault schedules, each made from a seed, in virtual time on one thread, and
 * checks what must hold in all of them. Providers know what really happened (how often the method
 * ran), which is compared with what the caller was told.
 *
 * <p>A failure names its seed; {@code -Ddunlin.seed=N} plays that schedule alone.
 */
class FaultSchedulesTest {
  private static final int SCHEDULES = Boolean.getBoolean("dunlin.slow") ? 10_000 : 2_000;

  /** What a provider does with a call. */
  private enum Mood {
    /** Runs the method and answers. */
    HEALTHY,
    /** Runs the method, which throws. */
    THROWING,
    /** Refuses before the method begins. */
    REFUSING,
    /** Takes the request and loses the connection before the method begins. */
    LOSING_REQUESTS,
    /** Runs the method and loses the connection before the answer is sent. */
    LOSING_ANSWERS,
    /** Runs the method and sends an answer that nobody can read. */
    GARBLING,
    /** Neither runs the method nor answers; the caller's transport gives up at the deadline. */
    SILENT,
    /** Not connected, and known to be. */
    DOWN,
    /** Not connected, which has not been noticed: sending fails. */
    DOWN_UNNOTICED
  }

  @ParameterizedTest
  @ValueSource(strings = {"failover", "failfast"})
  void methodThatIsNotIdempotentNeverRunsTwice(String strategy) {
    forAllSeeds(
        seed -> {
          World world = new World(seed, 2 + (int) (seed % 4));
          world.moods = Mood.values();
          MethodPolicy policy =
              MethodPolicy.DEFAULT.withStrategy(strategy).withTimeout(Duration.ofMillis(300));
          List<Call> calls = world.play(policy, 20);

          for (Call call : calls) {
            call.assertEnded();
            assertThat(call.runs).as("runs of %s", call).isLessThanOrEqualTo(1);
            call.assertToldTheTruth();
          }
          world.assertNothingIsLeft();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"failover", "failfast"})
  void everyCallEndsInTimeAndIsToldTheTruthWhateverItsPolicy(String strategy) {
    forAllSeeds(
        seed -> {
          World world = new World(seed, 1 + (int) (seed % 5));
          world.moods = Mood.values();
          world.membershipChanges = true;
          Random random = new Random(seed);
          MethodPolicy policy =
              MethodPolicy.DEFAULT
                  .withStrategy(strategy)
                  .withIdempotent(random.nextBoolean())
                  .withTimeout(Duration.ofMillis(1 + random.nextInt(500)));
          if (random.nextBoolean()) {
            policy = policy.withRetries(random.nextInt(11));
          }
          for (Call call : world.play(policy, 20)) {
            call.assertEnded();
            call.assertToldTheTruth();
            if (strategy.equals("failfast")) {
              assertThat(call.arrivals).isLessThanOrEqualTo(1);
            }
          }
          world.assertNothingIsLeft();
        });
  }

  @Test
  void idempotentCallSucceedsWhileOneProviderIsHealthy() {
    forAllSeeds(
        seed -> {
          int providers = 2 + (int) (seed % 4);
          World world = new World(seed, providers);
          world.moods =
              new Mood[] {
                Mood.HEALTHY,
                Mood.REFUSING,
                Mood.LOSING_REQUESTS,
                Mood.LOSING_ANSWERS,
                Mood.DOWN,
                Mood.DOWN_UNNOTICED
              };
          world.alwaysHealthy = 1 + new Random(seed).nextInt(providers);
          MethodPolicy policy =
              MethodPolicy.DEFAULT
                  .withIdempotent(true)
                  .withRetries(providers - 1)
                  .withTimeout(Duration.ofSeconds(5));
          for (Call call : world.play(policy, 20)) {
            assertThat(call.failure).as("%s", call).isNull();
            assertThat(call.runs).isPositive();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"failover", "failfast"})
  void whenAllFailExtraLoadIsAFifthAndTheFloor(String strategy) {
    forAllSeeds(
        seed -> {
          World world = new World(seed, 2 + (int) (seed % 4));
          world.moods = new Mood[] {Mood.REFUSING, Mood.LOSING_REQUESTS, Mood.LOSING_ANSWERS};
          MethodPolicy policy =
              MethodPolicy.DEFAULT.withStrategy(strategy).withIdempotent(true).withRetries(10);
          List<Call> calls = world.play(policy, 200);

          int arrivals = calls.stream().mapToInt(call -> call.arrivals).sum();
          double floor = 10 * (10 + world.seconds());
          assertThat((double) arrivals).isLessThanOrEqualTo(calls.size() * 1.2 + floor);
          assertThat(calls).allMatch(call -> call.failure != null);
        },
        SCHEDULES / 20);
  }

  private static void forAllSeeds(LongConsumer schedule) {
    forAllSeeds(schedule, SCHEDULES);
  }

  private static void forAllSeeds(LongConsumer schedule, int count) {
    Long only = Long.getLong("dunlin.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? count : only;
    for (long seed = first; seed <= last; seed++) {
      try {
        schedule.accept(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + " (play it alone with -Ddunlin.seed)", e);
      }
    }
  }

  /** Providers, their moods over time, and the calls made meanwhile. */
  private static final class World {
    private final Random random;
    private final int providers;
    private final ManualClock clock = new ManualClock();
    private final FakeNetwork network = new FakeNetwork();
    private final LoadTable loads = new LoadTable(clock);
    private final Map<String, Mood> moodOf = new HashMap<>();
    private final long startNanos = clock.nanoTime();
    private Mood[] moods = {Mood.HEALTHY};
    private int alwaysHealthy;
    private boolean membershipChanges;

    World(long seed, int providers) {
      this.random = new Random(seed);
      this.providers = providers;
    }

    double seconds() {
      return (clock.nanoTime() - startNanos) / 1e9;
    }

    List<Call> play(MethodPolicy policy, int count) {
      int[] everyone = new int[providers];
      for (int i = 0; i < providers; i++) {
        everyone[i] = i + 1;
      }
      Connector connector =
          instance -> {
            FakePeer peer = network.connect(instance);
            peer.answer = invocation -> arrive(invocation, instance.endpoint());
            return peer;
          };
      List<Call> calls = new ArrayList<>();
      try (Directory directory =
          new Directory(
              Invocations.GREETER,
              connector,
              EndpointFilters.NONE,
              loads,
              Extensions.of("load balancer", List.of(new SeededBalancer(random))),
              List.of("p2c"),
              clock,
              Runnable::run)) {
        directory.update(FakeNetwork.members(everyone));
        ClusterInvoker invoker =
            new ClusterInvoker(
                directory,
                ClusterStrategy.installed().with(new FailoverStrategy(() -> random)),
                RetryBudget.standard(clock));
        for (int i = 0; i < count; i++) {
          if (i == 0 || random.nextInt(3) == 0) {
            changeMoods();
          }
          if (membershipChanges && random.nextInt(5) == 0) {
            directory.update(FakeNetwork.members(some(everyone)));
          }
          Call call = new Call(i, Invocations.hello(clock, policy), clock);
          calls.add(call);
          call.begin(invoker);
          clock.advance(Duration.ofMillis(random.nextInt(20)));
        }
        clock.advance(policy.timeout().plusMillis(200)); // and the interval between memberships
        clock.advance(Duration.ofSeconds(2)); // those who left are given up
      }
      return calls;
    }

    private int[] some(int[] numbers) {
      return Arrays.stream(numbers).filter(number -> random.nextInt(3) > 0).toArray();
    }

    private void changeMoods() {
      for (FakePeer peer : network.peers) {
        Endpoint endpoint = peer.instance.endpoint();
        boolean healthy = endpoint.host().equals("10.0.0." + alwaysHealthy);
        Mood mood = healthy ? Mood.HEALTHY : moods[random.nextInt(moods.length)];
        moodOf.put(endpoint.id(), mood);
        switch (mood) {
          case DOWN -> peer.lost("planted");
          case DOWN_UNNOTICED -> {
            peer.connected();
            peer.refuseToSend = true;
          }
          default -> {
            peer.refuseToSend = false;
            if (!peer.isReady()) {
              peer.connected();
            }
          }
        }
      }
    }

    /** A request has reached a provider; its answer, if any, takes up to 50 ms. */
    private CompletionStage<Result> arrive(Invocation invocation, Endpoint endpoint) {
      Call call = Call.of(invocation);
      call.arrivals++;
      Mood mood = moodOf.getOrDefault(endpoint.id(), Mood.HEALTHY);
      CompletableFuture<Result> answer = new CompletableFuture<>();
      // What any transport does: nobody waits longer than the deadline.
      clock.schedule(
          () ->
              answer.completeExceptionally(
                  FakeNetwork.failure(invocation, endpoint, FailureClass.UNKNOWN)),
          Duration.ofNanos(invocation.deadline().remainingNanos()));
      Runnable end =
          switch (mood) {
            case HEALTHY ->
                () -> {
                  call.runs++;
                  answer.complete(Result.of("ok"));
                };
            case THROWING ->
                () -> {
                  call.runs++;
                  answer.complete(Result.failure(new IllegalStateException("own")));
                };
            case REFUSING -> () -> fail(answer, invocation, endpoint, FailureClass.REJECTED);
            case LOSING_REQUESTS -> () -> fail(answer, invocation, endpoint, FailureClass.UNKNOWN);
            case LOSING_ANSWERS ->
                () -> {
                  call.runs++;
                  fail(answer, invocation, endpoint, FailureClass.UNKNOWN);
                };
            case GARBLING ->
                () -> {
                  call.runs++;
                  fail(answer, invocation, endpoint, FailureClass.EXECUTED);
                };
            default -> () -> {};
          };
      int delay = random.nextInt(4) == 0 ? 0 : random.nextInt(50);
      if (delay == 0) {
        end.run();
      } else {
        clock.schedule(end, Duration.ofMillis(delay));
      }
      return answer;
    }

    private static void fail(
        CompletableFuture<Result> answer,
        Invocation invocation,
        Endpoint endpoint,
        FailureClass kind) {
      answer.completeExceptionally(FakeNetwork.failure(invocation, endpoint, kind));
    }

    void assertNothingIsLeft() {
      assertThat(network.peers).allMatch(peer -> peer.closed && peer.listeners() == 0);
      for (FakePeer peer : network.peers) {
        assertThat(loads.load(peer.instance.endpoint().id())).isNull();
      }
    }
  }

  /** One call: what its caller saw, and what really happened. */
  private static final class Call {
    private static final AttributeKey<Call> KEY = AttributeKey.of("call");

    private final int number;
    private final Invocation invocation;
    private final ManualClock clock;
    private int arrivals;
    private int runs;
    private int ends;
    private Result result;
    private RpcException failure;
    private Throwable lawless;
    private long endedAfterNanos;

    Call(int number, Invocation invocation, ManualClock clock) {
      this.number = number;
      this.invocation = invocation.withAttribute(KEY, this);
      this.clock = clock;
    }

    static Call of(Invocation invocation) {
      return invocation.attribute(KEY);
    }

    void begin(ClusterInvoker invoker) {
      Result.onEnd(
              invoker.invoke(invocation),
              (value, thrown) -> {
                ends++;
                result = value;
                endedAfterNanos = invocation.deadline().elapsedNanos();
                if (thrown instanceof RpcException rpc) {
                  failure = rpc;
                } else {
                  lawless = thrown;
                }
              })
          .exceptionally(thrown -> null);
    }

    void assertEnded() {
      assertThat(ends).as("ends of %s", this).isEqualTo(1);
      assertThat(lawless).as("%s", this).isNull();
      assertThat(endedAfterNanos)
          .as("time of %s", this)
          .isLessThanOrEqualTo(invocation.policy().timeout().toNanos());
    }

    /** What the caller was told fits what the providers did, so that it may rely on it. */
    void assertToldTheTruth() {
      if (result != null) {
        assertThat(runs).as("runs of %s, which was answered", this).isPositive();
      } else if (failure.failureClass() == FailureClass.NOT_SENT) {
        assertThat(arrivals).as("arrivals of %s", this).isZero();
      } else if (failure.failureClass() == FailureClass.REJECTED) {
        assertThat(runs).as("runs of %s", this).isZero();
      } else if (failure.failureClass() == FailureClass.EXECUTED) {
        assertThat(runs).as("runs of %s", this).isPositive();
      }
    }

    @Override
    public String toString() {
      return "call %d (%d ms on the clock): arrived %d times, ran %d times, %s"
          .formatted(
              number,
              clock.nanoTime() / 1_000_000,
              arrivals,
              runs,
              failure == null ? "result " + result : failure.toString());
    }
  }

  /** Picks at random from the schedule's own seed. */
  private record SeededBalancer(Random random) implements LoadBalancer {
    @Override
    public String name() {
      return "p2c";
    }

    @Override
    public Picker newPicker(List<Candidate> instances, Picker previous) {
      return invocation -> random.nextInt(instances.size());
    }
  }
}
