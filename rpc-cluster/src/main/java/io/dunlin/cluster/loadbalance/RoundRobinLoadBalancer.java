package io.dunlin.cluster.loadbalance;

import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.cluster.LoadBalancer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code roundrobin}: providers in turn, those of more weight in more turns, evenly spread over the
 * round. The round is laid out when membership changes, so that a call only counts on.
 */
public final class RoundRobinLoadBalancer implements LoadBalancer {
  /** A longer round would be more exact than weights are. */
  private static final int MAX_TURNS = 4096;

  /** Stateless; made by the service loader. */
  public RoundRobinLoadBalancer() {}

  @Override
  public String name() {
    return "roundrobin";
  }

  @Override
  public Picker newPicker(List<Candidate> instances, @Nullable Picker previous) {
    // A random start, or all consumers restarted together would begin with the same provider. The
    // turn goes on over changes, or frequent ones would favour the beginning of the round.
    AtomicInteger turn =
        previous instanceof Round before
            ? before.turn
            : new AtomicInteger(ThreadLocalRandom.current().nextInt());
    return new Round(layOut(turns(instances)), turn);
  }

  @HotPath
  private static final class Round implements Picker {
    private final int[] order;
    private final AtomicInteger turn;

    Round(int[] order, AtomicInteger turn) {
      this.order = order;
      this.turn = turn;
    }

    @Override
    public int pick(Invocation invocation) {
      return order[Integer.remainderUnsigned(turn.getAndIncrement(), order.length)];
    }
  }

  /** How many turns of a round each instance gets, at least one. */
  private static int[] turns(List<Candidate> instances) {
    int[] weights = instances.stream().mapToInt(each -> each.instance().weight()).toArray();
    int divisor = Arrays.stream(weights).reduce(0, RoundRobinLoadBalancer::greatestDivisor);
    long sum = Arrays.stream(weights).asLongStream().sum() / divisor;
    double scale = sum <= MAX_TURNS ? 1.0 / divisor : (double) MAX_TURNS / sum / divisor;
    return Arrays.stream(weights)
        .map(weight -> (int) Math.max(1, Math.round(weight * scale)))
        .toArray();
  }

  private static int greatestDivisor(int a, int b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  /** Each instance's turns in the middles of equal parts of the round: smooth, and no two runs. */
  private static int[] layOut(int[] turns) {
    record Turn(int index, double position) {}
    Turn[] round = new Turn[Arrays.stream(turns).sum()];
    int next = 0;
    for (int i = 0; i < turns.length; i++) {
      for (int k = 0; k < turns[i]; k++) {
        round[next++] = new Turn(i, (k + 0.5) / turns[i]);
      }
    }
    Arrays.sort(round, (a, b) -> Double.compare(a.position, b.position)); // stable
    return Arrays.stream(round).mapToInt(Turn::index).toArray();
  }
}
