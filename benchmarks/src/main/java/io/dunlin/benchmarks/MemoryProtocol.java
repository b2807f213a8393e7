package io.dunlin.benchmarks;

import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.ServiceInstance;
import io.dunlin.Subscription;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.provider.SampleUsers;
import io.dunlin.serialization.ServiceCodecs;
import io.dunlin.transport.Callbacks;
import io.dunlin.transport.Dispatcher;
import io.dunlin.transport.Protocol;
import io.dunlin.transport.Remote;
import io.dunlin.transport.RpcResources;
import io.dunlin.transport.Transport;
import io.dunlin.transport.TransportConfig;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code memory}: every provider is connected at once and answers every call at once with a user,
 * so that what a call costs before and after the wire can be measured alone.
 */
public final class MemoryProtocol implements Protocol {
  /** For {@link java.util.ServiceLoader}; keeps no state. */
  public MemoryProtocol() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public int defaultPort() {
    return 1;
  }

  @Override
  public Transport newTransport(
      TransportConfig config, RpcResources resources, Callbacks callbacks) {
    return new MemoryTransport();
  }

  private static final class MemoryTransport implements Transport {
    @Override
    public Remote connect(ServiceInstance instance, ServiceCodecs codecs) {
      return new AnsweringRemote();
    }

    @Override
    public Listener listen(InetSocketAddress address, Dispatcher dispatcher) {
      throw new UnsupportedOperationException("nobody calls from outside");
    }

    @Override
    public void close() {}
  }

  private static final class AnsweringRemote implements Remote {
    private static final User USER = SampleUsers.user(42);

    @Override
    public Invoker invoker() {
      return invocation -> CompletableFuture.completedFuture(Result.of(USER));
    }

    @Override
    public State state() {
      return State.READY;
    }

    @Override
    public @Nullable Throwable failure() {
      return null;
    }

    @Override
    public Subscription onChange(Runnable listener) {
      return () -> {};
    }

    @Override
    public void close() {}
  }
}
