package io.dunlin.benchmarks;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import io.dunlin.samples.user.UserService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Dunlin as its users have it who change nothing. */
final class DunlinContestant implements Contestant {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Override
  public int serve(UserService users, boolean async) {
    RpcServer.Builder server =
        RpcServer.builder()
            .application("bench")
            .registry("N/A")
            .port(0)
            .queue(Contestant.QUEUE)
            .export(UserService.class, users);
    if (async) {
      server.export(AsyncUserService.class, new ImmediateUserService(users));
    }
    return server.start().port();
  }

  @Override
  public Calls connect(int port, boolean async) {
    return new DunlinCalls("dubbo://127.0.0.1:" + port, async);
  }

  private static final class DunlinCalls implements Calls {
    private final RpcClient client = RpcClient.builder().application("bench-client").build();
    private final UserService users;
    private final @Nullable AsyncUserService asyncUsers;

    DunlinCalls(String address, boolean async) {
      users = reference(UserService.class, address);
      asyncUsers = async ? reference(AsyncUserService.class, address) : null;
    }

    private <T> T reference(Class<T> type, String address) {
      return client.reference(type).direct(address).timeout(TIMEOUT).get();
    }

    @Override
    public void call(Operation operation) {
      operation.call(users);
    }

    @Override
    public CompletableFuture<?> callAsync(Operation operation) {
      if (asyncUsers == null) {
        throw new IllegalStateException("connected without async");
      }
      return operation.callAsync(asyncUsers);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
