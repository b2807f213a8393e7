package io.dunlin.registry;

import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Source;
import io.dunlin.Subscription;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An open registry. What is published and watched is desired state: it is kept through outages and
 * brought about again afterwards, until it is closed. Nothing here blocks; safe for any thread.
 */
public interface Registry extends AutoCloseable {
  /** The address it was opened with, without secrets; for messages. */
  String address();

  /** Publishes a provider until the returned publication is closed. */
  Publication publish(ServiceInstance instance);

  /** Announces a consumer, for operators to see, until the returned publication is closed. */
  Publication announce(ConsumerInfo consumer);

  /**
   * The providers of {@code service}, group and version matched as Dubbo does ({@code *} in the key
   * matches any). The first snapshot comes when the registry has answered, or the snapshot file
   * has; an empty list is a snapshot too.
   */
  Source<Snapshot> providers(ServiceKey service);

  /** Completes when the registry was reached for the first time. */
  CompletionStage<Void> whenReady();

  /**
   * Why the registry cannot be used now, as the rest of a sentence that begins with its address:
   * {@code has not answered for 3000 ms: 10.0.0.5:2181 refuses connections}. Null while it can. See
   * {@link Registries#unreachable}.
   */
  @Nullable String failure();

  /** Withdraws all that was published, then closes; bounded in time. Idempotent. */
  @Override
  void close();

  /** Something published. */
  interface Publication extends Subscription {
    /** Completes when it is visible in the registry for the first time. */
    CompletionStage<Void> whenVisible();

    /** Withdraws it, completing when it is gone or the registry cannot be reached. */
    CompletionStage<Void> withdraw();
  }

  /**
   * What the registry knows of one service.
   *
   * @param known how many entries there were for the interface
   * @param instances those of the right group and version that are enabled
   * @param rejected entries left out, each with the reason; for the funnel in error messages
   */
  record Snapshot(int known, List<ServiceInstance> instances, List<String> rejected) {
    public Snapshot {
      instances = List.copyOf(instances);
      rejected = List.copyOf(rejected);
    }
  }
}
