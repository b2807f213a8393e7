package io.dunlin.benchmarks;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A call of getUser from proxy through filters and cluster to a peer that answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CallPathBenchmark {
  private static final String PEERS = "memory://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3";

  /** Of the proxies. */
  @Param({"javassist", "jdk"})
  public String proxy = "";

  /** Of the picker. */
  @Param({"p2c", "random"})
  public String loadBalancer = "";

  private @Nullable RpcClient client;
  private @Nullable UserService users;

  /** Opens a client with three peers. */
  @Setup
  public void open() {
    RpcClient opened = RpcClient.builder().application("bench").proxy(proxy).build();
    client = opened;
    users =
        opened
            .reference(UserService.class)
            .direct(PEERS)
            .loadBalancer(loadBalancer)
            .timeout(Duration.ofSeconds(5))
            .get();
  }

  /** One blocking call. */
  @Benchmark
  public @Nullable User getUser() {
    UserService reference = users;
    return reference == null ? null : reference.getUser(42);
  }

  /** Closes the client. */
  @TearDown
  public void close() {
    RpcClient opened = client;
    if (opened != null) {
      opened.close();
    }
  }
}
