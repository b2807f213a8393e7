package io.dunlin.cluster.loadbalance;

import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.cluster.InstanceLoad;
import io.dunlin.cluster.LoadBalancer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code p2c}, the power of two choices: draws two providers and takes the one that would answer
 * sooner. Reacts to load within a few calls, and unlike "the least loaded of all" does not send all
 * consumers to the same one.
 *
 * <p>Providers are drawn in proportion to their weights, so equally loaded ones get exactly their
 * share. The expected wait at one is {@code (in flight / relative weight + 1) x latency}. Waits
 * within a quarter of each other count as equal: else noise would decide, and a caller with one
 * call at a time would send everything to one of several equals.
 *
 * <p>Two special cases keep a provider from being judged by what is not, or no longer, true:
 *
 * <ul>
 *   <li>One that never answered gets the call if it has none in flight, and is otherwise compared
 *       by calls in flight alone: it is tried at once, but not flooded before it has answered.
 *   <li>One that lost the comparison while idle counts as twice as fast for every 50 ms it has been
 *       quiet, so that a provider that was slow once is tried again, by one call.
 * </ul>
 */
public final class P2cLoadBalancer implements LoadBalancer {
  /** Stateless; made by the service loader. */
  public P2cLoadBalancer() {}

  @Override
  public String name() {
    return "p2c";
  }

  @Override
  public Picker newPicker(List<Candidate> instances, @Nullable Picker previous) {
    return new TwoChoices(instances);
  }

  @HotPath
  private static final class TwoChoices implements Picker {
    private static final double EQUAL = 1.25;
    private static final long HALVING_NANOS = 50_000_000L;

    private final InstanceLoad[] loads;

    /** Mean weight / own weight: calls in flight weigh less on a bigger provider. */
    private final double[] burden;

    private final Draw draw;

    TwoChoices(List<Candidate> candidates) {
      int size = candidates.size();
      this.loads = new InstanceLoad[size];
      this.burden = new double[size];
      this.draw = new Draw(candidates);
      double sum = 0;
      for (Candidate candidate : candidates) {
        sum += candidate.instance().weight();
      }
      for (int i = 0; i < size; i++) {
        Candidate candidate = candidates.get(i);
        loads[i] = candidate.load();
        burden[i] = sum / size / candidate.instance().weight();
      }
    }

    @Override
    public int pick(Invocation invocation) {
      if (loads.length == 1) {
        return 0;
      }
      ThreadLocalRandom random = ThreadLocalRandom.current();
      int first = draw.one(random);
      return better(first, draw.another(random, first));
    }

    private int better(int first, int second) {
      long firstLatency = loads[first].latencyNanos();
      long secondLatency = loads[second].latencyNanos();
      double firstCalls = loads[first].inFlight() * burden[first];
      double secondCalls = loads[second].inFlight() * burden[second];
      if (firstLatency == 0 || secondLatency == 0) {
        if (firstLatency == 0 && firstCalls == 0) {
          return first;
        }
        if (secondLatency == 0 && secondCalls == 0) {
          return second;
        }
        return firstCalls <= secondCalls ? first : second;
      }
      double firstWait = (firstCalls + 1) * firstLatency;
      double secondWait = (secondCalls + 1) * secondLatency;
      if (firstWait > secondWait * EQUAL) {
        return firstCalls == 0 && faded(first, firstWait) < secondWait ? first : second;
      }
      if (secondWait > firstWait * EQUAL) {
        return secondCalls == 0 && faded(second, secondWait) < firstWait ? second : first;
      }
      return first;
    }

    /** What is left of an idle provider's bad name. */
    private double faded(int index, double wait) {
      long halvings = Math.min(62, loads[index].quietNanos() / HALVING_NANOS);
      return wait / (1L << Math.max(0, halvings));
    }
  }
}
