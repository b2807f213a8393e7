package io.dunlin.cluster;

import io.dunlin.Clock;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.RpcException;
import io.dunlin.cluster.ClusterStrategy.Candidates;
import io.dunlin.cluster.LoadBalancer.Picker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one call. Every attempt reads the snapshot anew: after a pause it would
 * otherwise choose among providers that are long gone.
 */
@HotPath
final class Call implements Candidates {
  /** How often the balancer is asked for a provider that was not tried, before any other does. */
  private static final int PICKS = 3;

  private final Directory directory;
  private final RetryBudget budget;
  private final Invocation invocation;
  private Snapshot snapshot;
  private Snapshot.Subset subset;
  private @Nullable Node first;
  private @Nullable List<Node> later; // apart from the first, so that most calls have no list

  Call(Directory directory, RetryBudget budget, Invocation invocation) {
    this.directory = directory;
    this.budget = budget;
    this.invocation = invocation;
    this.snapshot = directory.snapshot();
    this.subset = snapshot.route(invocation);
    invocation.record().candidates(subset.size());
  }

  @Override
  public Invoker next() {
    if (first != null) {
      refresh();
    }
    if (subset.size() == 0) {
      return nobody();
    }
    Node chosen = choose();
    if (first == null) {
      first = chosen;
    } else {
      if (later == null) {
        later = new ArrayList<>(2);
      }
      later.add(chosen);
    }
    return chosen;
  }

  private void refresh() {
    snapshot = directory.snapshot();
    subset = snapshot.route(invocation);
  }

  private Invoker nobody() {
    RpcException failure =
        snapshot.closed()
            ? ClusterErrors.closed(invocation)
            : RpcException.noProvider(invocation, directory.funnel(subset));
    return ignored -> CompletableFuture.failedFuture(failure);
  }

  private Node choose() {
    Picker picker = picker();
    Node node = subset.pickable(picker.pick(invocation));
    if (isFresh(node)) {
      return node;
    }
    for (int i = 1; i < PICKS; i++) {
      Node another = subset.pickable(picker.pick(invocation));
      if (isFresh(another)) {
        return another;
      }
    }
    // Pickers may be loyal to one provider (by hash or by load), so look for ourselves.
    int size = subset.size();
    int start = anywhere(size);
    Node ready = node;
    for (int i = 0; i < size; i++) {
      Node another = subset.pickable((start + i) % size);
      if (isFresh(another)) {
        return another;
      }
      if (another.isReady() && !ready.isReady()) {
        ready = another;
      }
    }
    return ready;
  }

  /** Any index. The time is as good as chance, and repeats under a hand-driven clock. */
  private int anywhere(int size) {
    long mixed = directory.clock().nanoTime() * 0x9E3779B97F4A7C15L;
    return (int) Long.remainderUnsigned(mixed >>> 32, size);
  }

  private Picker picker() {
    String name = invocation.policy().loadBalancer();
    Picker picker = subset.picker(name);
    if (picker != null) {
      return picker;
    }
    try {
      directory.use(name);
    } catch (IllegalArgumentException e) {
      throw ClusterErrors.unknownExtension(invocation, e);
    }
    return subset.anyPicker();
  }

  /** Whether it was not tried yet and, so far as is known, can be sent to. */
  private boolean isFresh(Node node) {
    return node != first && (later == null || !later.contains(node)) && node.isReady();
  }

  @Override
  public int untried() {
    refresh();
    int count = 0;
    for (int i = 0; i < subset.size(); i++) {
      if (isFresh(subset.pickable(i))) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int size() {
    return subset.size();
  }

  @Override
  public List<Invoker> all() {
    return subset.invokers();
  }

  @Override
  public RetryBudget budget() {
    return budget;
  }

  @Override
  public Clock clock() {
    return directory.clock();
  }
}
