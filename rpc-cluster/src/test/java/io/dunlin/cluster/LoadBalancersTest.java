package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.cluster.LoadBalancer.Candidate;
import io.dunlin.cluster.LoadBalancer.Picker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadBalancersTest {
  @Nested
  class Random extends LoadBalancerContract {
    @Override
    protected LoadBalancer balancer() {
      return LoadBalancer.installed().get("random");
    }
  }

  @Nested
  class RoundRobin extends LoadBalancerContract {
    @Override
    protected LoadBalancer balancer() {
      return LoadBalancer.installed().get("roundrobin");
    }

    @Test
    void sharesAreExactInEveryRound() {
      int[] counts = picks(balancer().newPicker(candidates(100, 200, 500), null), 3, 80);

      assertThat(counts).containsExactly(10, 20, 50);
    }

    @Test
    void heavyCandidateIsSpreadOverTheRound() {
      Picker picker = balancer().newPicker(candidates(2, 1, 1), null);

      int repeats = 0;
      int last = picker.pick(invocation);
      for (int i = 0; i < 400; i++) {
        int next = picker.pick(invocation);
        repeats += next == last ? 1 : 0;
        last = next;
      }
      assertThat(repeats).as("twice in a row at the end of a round at most").isLessThan(101);
    }

    @Test
    void weightsThatFitNoShortRoundAreApproached() {
      int[] counts =
          picks(balancer().newPicker(candidates(1_000_003, 2_000_003, 17), null), 3, 40_960);

      assertThat(counts[1]).isBetween(2 * counts[0] - 50, 2 * counts[0] + 50);
      assertThat(counts[2]).isPositive();
    }

    @Test
    void consumersDoNotAllBeginWithTheSame() {
      long starts =
          IntStream.range(0, 100)
              .map(i -> balancer().newPicker(candidates(1, 1, 1, 1), null).pick(invocation))
              .distinct()
              .count();

      assertThat(starts).isGreaterThan(1);
    }
  }

  @Nested
  class P2c extends LoadBalancerContract {
    @Override
    protected LoadBalancer balancer() {
      return LoadBalancer.installed().get("p2c");
    }

    @Test
    void newcomerIsTriedAtOnceButNotFlooded() {
      List<Candidate> candidates = new ArrayList<>(candidates(100, 100));
      EndpointLoad newcomer = new EndpointLoad(clock);
      candidates.add(new Candidate(FakeNetwork.instance(3), newcomer));
      Picker picker = balancer().newPicker(candidates, null);

      int begun = 0;
      for (int i = 0; i < 1_000; i++) {
        if (picker.pick(invocation) == 2) {
          newcomer.begin();
          begun++;
        }
      }

      assertThat(begun).as("the others have none in flight").isEqualTo(1);
    }

    @Test
    void freshClientSpreadsItsFirstCalls() {
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        candidates.add(new Candidate(FakeNetwork.instance(i), new EndpointLoad(clock)));
      }
      Picker picker = balancer().newPicker(candidates, null);

      int[] begun = new int[4];
      for (int i = 0; i < 400; i++) {
        int index = picker.pick(invocation);
        ((EndpointLoad) candidates.get(index).load()).begin();
        begun[index]++;
      }

      assertThat(IntStream.of(begun)).allMatch(count -> count >= 95 && count <= 105);
    }

    @Test
    void providerThatWasSlowOnceIsTriedAgainByOneCall() {
      List<Candidate> candidates = candidates(100, 100);
      EndpointLoad slow = (EndpointLoad) candidates.get(0).load();
      slow.begin();
      clock.advance(Duration.ofSeconds(1));
      slow.end(null, 1_000_000_000, clock.nanoTime());
      Picker picker = balancer().newPicker(candidates, null);
      assertThat(picks(picker, 2, 1_000)).as("just slow").containsExactly(0, 1_000);

      clock.advance(Duration.ofSeconds(6));

      assertThat(picks(picker, 2, 10)[0]).as("long ago").isEqualTo(10);
      slow.begin();
      assertThat(picks(picker, 2, 1_000)).as("one is enough").containsExactly(0, 1_000);
    }

    @Test
    void hundredTimesSlowerProviderKeepsASmallShare() {
      Simulation simulation = new Simulation(4, 300_000_000, 3_000_000, 3_000_000, 3_000_000);
      simulation.run(Duration.ofSeconds(5));
      simulation.resetCounts();
      simulation.run(Duration.ofSeconds(20));

      assertThat(simulation.share(0)).isLessThan(0.05);
      assertThat(simulation.share(0)).as("nor is it forgotten").isGreaterThan(0);
    }

    @Test
    void oneFiveTimesSlowerProviderOfTenLeavesCallsInFlightEven() {
      long[] latencies = new long[10];
      Arrays.fill(latencies, 10_000_000);
      latencies[0] = 50_000_000;
      Simulation simulation = new Simulation(100, latencies);
      simulation.run(Duration.ofSeconds(2));
      simulation.resetCounts();
      simulation.run(Duration.ofSeconds(10));

      assertThat(simulation.maxOverMeanInFlight()).isLessThanOrEqualTo(1.3);
      assertThat(simulation.callsPerSecond()).isGreaterThan(8_500);
    }

    @Test
    void oneCallAtATimeStillReachesAllEquals() {
      Simulation simulation = new Simulation(1, 1_000_000, 1_050_000, 1_100_000);
      simulation.run(Duration.ofSeconds(10));

      for (int i = 0; i < 3; i++) {
        assertThat(simulation.share(i)).isBetween(0.2, 0.5);
      }
    }

    /** Callers that each wait for an answer before they call again, in virtual time. */
    private final class Simulation {
      private final long[] latencies;
      private final List<Candidate> candidates = new ArrayList<>();
      private final Picker picker;
      private final PriorityQueue<Call> inFlight =
          new PriorityQueue<>((a, b) -> Long.compare(a.endNanos, b.endNanos));
      private final int[] counts;
      private final double[] inFlightNanos;
      private long measuredNanos;

      private record Call(int provider, long startNanos, long endNanos) {}

      Simulation(int callers, long... latencies) {
        this.latencies = latencies;
        this.counts = new int[latencies.length];
        this.inFlightNanos = new double[latencies.length];
        for (int i = 0; i < latencies.length; i++) {
          candidates.add(new Candidate(FakeNetwork.instance(i + 1), new EndpointLoad(clock)));
        }
        this.picker = balancer().newPicker(candidates, null);
        for (int i = 0; i < callers; i++) {
          begin();
        }
      }

      private EndpointLoad load(int provider) {
        return (EndpointLoad) candidates.get(provider).load();
      }

      private void begin() {
        int provider = picker.pick(invocation);
        counts[provider]++;
        load(provider).begin();
        long now = clock.nanoTime();
        inFlight.add(new Call(provider, now, now + latencies[provider]));
      }

      void run(Duration time) {
        long end = clock.nanoTime() + time.toNanos();
        while (inFlight.peek().endNanos <= end) {
          Call call = inFlight.poll();
          long step = call.endNanos - clock.nanoTime();
          for (int i = 0; i < latencies.length; i++) {
            inFlightNanos[i] += (double) step * load(i).inFlight();
          }
          measuredNanos += step;
          clock.advance(Duration.ofNanos(step));
          load(call.provider).end(null, call.endNanos - call.startNanos, clock.nanoTime());
          begin();
        }
      }

      void resetCounts() {
        Arrays.fill(counts, 0);
        Arrays.fill(inFlightNanos, 0);
        measuredNanos = 0;
      }

      double share(int provider) {
        return (double) counts[provider] / IntStream.of(counts).sum();
      }

      double maxOverMeanInFlight() {
        double max = Arrays.stream(inFlightNanos).max().orElseThrow();
        return max / Arrays.stream(inFlightNanos).average().orElseThrow();
      }

      double callsPerSecond() {
        return IntStream.of(counts).sum() / (measuredNanos / 1e9);
      }
    }
  }
}
