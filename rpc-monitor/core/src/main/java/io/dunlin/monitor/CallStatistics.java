package io.dunlin.monitor;

import io.dunlin.Filter;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import io.dunlin.ServiceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every call that passes, by method and outcome, with its duration. Stands in the consumer's
 * chain, where a call is counted once however many attempts it took, or in the provider's.
 *
 * <p>The duration is that of the call's record: from entering the framework on this side to passing
 * here again. Only calls that ended are counted. Counting takes no lock; a fault in it is logged
 * once, counted, and never harms the call.
 */
@HotPath
public final class CallStatistics implements Filter {
  /**
   * Stands for all methods beyond the first thousand: names in generic calls come from callers, and
   * must not fill the memory.
   */
  public static final String OTHER_METHODS = "(others)";

  private static final Logger log = LoggerFactory.getLogger(CallStatistics.class);
  private static final int MOST_METHODS = 1000;

  private final Map<ServiceKey, Map<String, MethodStatistics>> services = new ConcurrentHashMap<>();
  private final AtomicInteger methodCount = new AtomicInteger();
  private final LongAdder faults = new LongAdder();

  /** Statistics without any calls yet. */
  public CallStatistics() {}

  @Override
  public CompletionStage<Result> filter(Invocation invocation, Invoker next) {
    return Result.onEnd(
        next.invoke(invocation), (result, failure) -> record(invocation, result, failure));
  }

  private void record(Invocation invocation, @Nullable Result result, @Nullable Throwable failure) {
    try {
      statistics(invocation)
          .latency(Outcome.of(result, failure))
          .record(invocation.record().elapsedNanos());
    } catch (Throwable e) { // whatever it is, the call has its answer
      fault(invocation, e);
    }
  }

  private MethodStatistics statistics(Invocation invocation) {
    // Two look-ups by strings that know their hashes; a joined key would be built for each call.
    Map<String, MethodStatistics> methods = services.get(invocation.service());
    if (methods != null) {
      MethodStatistics known = methods.get(invocation.method().name());
      if (known != null) {
        return known;
      }
    }
    return firstCall(invocation);
  }

  private MethodStatistics firstCall(Invocation invocation) {
    Map<String, MethodStatistics> methods =
        services.computeIfAbsent(invocation.service(), service -> new ConcurrentHashMap<>());
    String name = methodCount.get() < MOST_METHODS ? invocation.method().name() : OTHER_METHODS;
    return methods.computeIfAbsent(
        name,
        key -> {
          methodCount.incrementAndGet();
          return new MethodStatistics();
        });
  }

  private void fault(Invocation invocation, Throwable fault) {
    faults.increment();
    if (faults.sum() == 1) {
      log.warn(
          "statistics of {} failed; calls go on uncounted, and further faults are counted only",
          invocation,
          fault);
    }
  }

  /** What was counted so far. */
  public StatisticsSnapshot snapshot() {
    List<MethodCalls> calls = new ArrayList<>();
    services.forEach(
        (service, methods) ->
            methods.forEach(
                (name, statistics) ->
                    calls.add(new MethodCalls(service, name, statistics.snapshot()))));
    calls.sort(Comparator.comparing(MethodCalls::service).thenComparing(MethodCalls::method));
    return new StatisticsSnapshot(calls, faults.sum());
  }
}
