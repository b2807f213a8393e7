package io.dunlin.cluster;

import io.dunlin.Clock;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls in flight to one provider process and smooths its latency.
 *
 * <p>The average moves to a new sample by {@code dt / (dt + 0.2 s)}, where {@code dt} is the time
 * since the last sample, and by at least 1/64: many samples are averaged, while a sample after a
 * pause replaces what has become old. Two samples at one moment may overwrite each other; an
 * average survives that, and no call waits for another.
 */
@HotPath
final class EndpointLoad implements InstanceLoad {
  private static final long MEMORY_NANOS = 200_000_000L;
  private static final long MIN_PENALTY_NANOS = 1_000_000L;
  private static final long MAX_LATENCY_NANOS = 60_000_000_000L;

  private static final VarHandle IN_FLIGHT;
  private static final VarHandle LATENCY;
  private static final VarHandle LAST_ANSWER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IN_FLIGHT = lookup.findVarHandle(EndpointLoad.class, "inFlight", int.class);
      LATENCY = lookup.findVarHandle(EndpointLoad.class, "latencyNanos", long.class);
      LAST_ANSWER = lookup.findVarHandle(EndpointLoad.class, "lastAnswerNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Clock clock;

  @SuppressWarnings("unused") // through IN_FLIGHT
  private volatile int inFlight;

  @SuppressWarnings("unused") // through LATENCY
  private long latencyNanos;

  @SuppressWarnings("unused") // through LAST_ANSWER
  private long lastAnswerNanos;

  EndpointLoad(Clock clock) {
    this.clock = clock;
    LAST_ANSWER.setOpaque(this, clock.nanoTime());
  }

  @Override
  public int inFlight() {
    return inFlight;
  }

  @Override
  public long latencyNanos() {
    return (long) LATENCY.getOpaque(this);
  }

  @Override
  public long quietNanos() {
    return clock.nanoTime() - (long) LAST_ANSWER.getOpaque(this);
  }

  void begin() {
    IN_FLIGHT.getAndAdd(this, 1);
  }

  /** Ends a call whose duration says nothing, such as a oneway one. */
  void end() {
    IN_FLIGHT.getAndAdd(this, -1);
  }

  /**
   * Ends a call.
   *
   * @param failure null if the provider answered
   * @param nowNanos the clock's time now
   */
  void end(@Nullable FailureClass failure, long elapsedNanos, long nowNanos) {
    end();
    if (failure == FailureClass.NOT_SENT) {
      return; // says nothing about the provider's speed
    }
    long average = latencyNanos();
    long sample = Math.max(1, elapsedNanos);
    if (failure == FailureClass.REJECTED) {
      // An overloaded provider refuses quickly; taken as speed, that would draw all traffic to it.
      sample = Math.max(sample, Math.max(2 * average, MIN_PENALTY_NANOS));
    } else if (failure == FailureClass.UNKNOWN) {
      sample = Math.max(sample, average);
    }
    sample = Math.min(sample, MAX_LATENCY_NANOS);
    long sinceLast = Math.max(0, nowNanos - (long) LAST_ANSWER.getOpaque(this));
    LAST_ANSWER.setOpaque(this, nowNanos);
    LATENCY.setOpaque(this, average == 0 ? sample : smoothed(average, sample, sinceLast));
  }

  private static long smoothed(long average, long sample, long sinceLastNanos) {
    double share = Math.max(1.0 / 64, (double) sinceLastNanos / (sinceLastNanos + MEMORY_NANOS));
    return Math.max(1, average + (long) ((sample - average) * share));
  }
}
