package io.dunlin.benchmarks;

import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** Bodies of requests and answers, written and read by Dunlin's hessian2 and by Dubbo's. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {
  /** An {@link Operation}. */
  @Param({"EXIST_USER", "CREATE_USER", "GET_USER", "LIST_USER"})
  public String operation = "";

  /** A {@link Codec.Kind}. */
  @Param({"DUNLIN", "HESSIAN_LITE"})
  public String codec = "";

  private @Nullable Codec subject;

  /** Prepares the messages. */
  @Setup
  public void prepare() throws IOException {
    subject = Codec.of(Codec.Kind.valueOf(codec), Operation.valueOf(operation));
  }

  /** Consumer to bytes. */
  @Benchmark
  public int encodeRequest() throws IOException {
    return subject().encodeRequest();
  }

  /** Bytes to provider. */
  @Benchmark
  public @Nullable Object decodeRequest() throws IOException {
    return subject().decodeRequest();
  }

  /** Provider to bytes. */
  @Benchmark
  public int encodeAnswer() throws IOException {
    return subject().encodeAnswer();
  }

  /** Bytes to consumer. */
  @Benchmark
  public @Nullable Object decodeAnswer() throws IOException {
    return subject().decodeAnswer();
  }

  private Codec subject() {
    Codec prepared = subject;
    if (prepared == null) {
      throw new IllegalStateException("not prepared");
    }
    return prepared;
  }
}
