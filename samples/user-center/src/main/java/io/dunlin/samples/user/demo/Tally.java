package io.dunlin.samples.user.demo;

import io.dunlin.CallRecord;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.RpcException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer saw: durations, failures, and which provider answered. Calls are counted by any
 * thread; intervals are taken by one.
 */
final class Tally {
  private static final int DIGITS = 3;

  /** Failures of one kind. */
  record Failures(long count, String firstMessage) {
    String line() {
      return count + " " + firstMessage.replace('\n', ' ');
    }
  }

  private final Recorder recorder = new Recorder(DIGITS);
  private final Histogram allDurations = new Histogram(DIGITS);
  private final LongAdder failed = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final ConcurrentMap<String, LongAdder> byProvider = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Failures> failures = new ConcurrentHashMap<>();
  private Sample reported = Sample.NONE;

  /** A consumer's filter: notes which provider answered, and whether that took several attempts. */
  CompletionStage<Result> countProvider(Invocation invocation, Invoker next) {
    return Result.onEnd(
        next.invoke(invocation),
        (result, failure) -> {
          if (result != null) {
            countAnswer(result.attachments().get(NamedUserService.SERVED_BY), invocation.record());
          }
        });
  }

  private void countAnswer(@Nullable String provider, CallRecord call) {
    byProvider
        .computeIfAbsent(provider == null ? "unknown" : provider, name -> new LongAdder())
        .increment();
    if (call.attempts().stream().anyMatch(attempt -> attempt.failureClass() != null)) {
      repeated.increment();
    }
  }

  /** Counts a call that returned the right answer. */
  void succeeded(long nanos) {
    recorder.recordValue(nanos);
  }

  /** Counts a call that did not. */
  void failed(long nanos, Throwable failure) {
    recorder.recordValue(nanos);
    failed.increment();
    String kind =
        failure instanceof RpcException e ? e.code().id() : failure.getClass().getSimpleName();
    failures.merge(
        kind,
        new Failures(1, String.valueOf(failure.getMessage())),
        (earlier, one) -> new Failures(earlier.count() + 1, earlier.firstMessage()));
  }

  /** Calls since this was last asked for. */
  Sample takeInterval() {
    Histogram durations = recorder.getIntervalHistogram();
    allDurations.add(durations);
    Sample now = sample(allDurations);
    Sample interval = sample(durations).withCountsSince(now, reported);
    reported = now;
    return interval;
  }

  /** All calls up to the last interval taken. */
  Sample total() {
    return reported;
  }

  /** Failures by code, or by the exception's name if they have none. */
  Map<String, Failures> failures() {
    return new TreeMap<>(failures);
  }

  private Sample sample(Histogram durations) {
    Map<String, Long> counts = new TreeMap<>();
    byProvider.forEach((name, count) -> counts.put(name, count.sum()));
    return new Sample(
        durations.getTotalCount(),
        failed.sum(),
        repeated.sum(),
        durations.getValueAtPercentile(50),
        durations.getValueAtPercentile(99),
        durations.getMaxValue(),
        counts);
  }

  /**
   * Calls of some time.
   *
   * @param repeated calls answered after an attempt had failed
   * @param byProvider answers by the name of the process that gave them
   */
  record Sample(
      long calls,
      long failed,
      long repeated,
      long p50Nanos,
      long p99Nanos,
      long maxNanos,
      Map<String, Long> byProvider) {
    static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0, Map.of());

    /** One line, which {@link #parse} reads. */
    String line() {
      StringBuilder line = new StringBuilder();
      line.append(calls).append(' ').append(failed).append(' ').append(repeated);
      line.append(' ').append(p50Nanos).append(' ').append(p99Nanos).append(' ').append(maxNanos);
      byProvider.forEach((name, count) -> line.append(' ').append(name).append('=').append(count));
      return line.toString();
    }

    static Sample parse(String line) {
      String[] parts = line.split(" ");
      Map<String, Long> byProvider = new LinkedHashMap<>();
      for (int i = 6; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        byProvider.put(
            parts[i].substring(0, equals), Long.parseLong(parts[i].substring(equals + 1)));
      }
      return new Sample(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]),
          byProvider);
    }

    /** These durations, with the counts by which {@code now} exceeds {@code earlier}. */
    private Sample withCountsSince(Sample now, Sample earlier) {
      Map<String, Long> counts = new LinkedHashMap<>();
      now.byProvider.forEach(
          (name, count) -> counts.put(name, count - earlier.byProvider.getOrDefault(name, 0L)));
      return new Sample(
          calls,
          now.failed - earlier.failed,
          now.repeated - earlier.repeated,
          p50Nanos,
          p99Nanos,
          maxNanos,
          counts);
    }
  }
}
