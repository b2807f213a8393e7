package io.dunlin.cluster.loadbalance;

import io.dunlin.cluster.LoadBalancer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** {@code random}: every call to a provider drawn in proportion to the weights. */
public final class RandomLoadBalancer implements LoadBalancer {
  /** Stateless; made by the service loader. */
  public RandomLoadBalancer() {}

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Picker newPicker(List<Candidate> instances, @Nullable Picker previous) {
    Draw draw = new Draw(instances);
    return invocation -> draw.one(ThreadLocalRandom.current());
  }
}
