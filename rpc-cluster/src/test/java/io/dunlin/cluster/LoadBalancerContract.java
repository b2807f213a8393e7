package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dunlin.Invocation;
import io.dunlin.ServiceInstance;
import io.dunlin.cluster.LoadBalancer.Candidate;
import io.dunlin.cluster.LoadBalancer.Picker;
import io.dunlin.testkit.Invocations;
import io.dunlin.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every load balancer: indexes in range, nobody starved, weights respected. */
public abstract class LoadBalancerContract {
  protected final ManualClock clock = new ManualClock();
  protected final Invocation invocation = Invocations.hello(clock);

  protected abstract LoadBalancer balancer();

  /** Candidates of these weights, equally loaded. */
  protected List<Candidate> candidates(int... weights) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      ServiceInstance instance = FakeNetwork.instance(i + 1, weights[i]);
      EndpointLoad load = new EndpointLoad(clock);
      load.begin();
      load.end(null, 1_000_000, clock.nanoTime());
      all.add(new Candidate(instance, load));
    }
    return all;
  }

  protected int[] picks(Picker picker, int candidates, int calls) {
    int[] counts = new int[candidates];
    for (int i = 0; i < calls; i++) {
      counts[picker.pick(invocation)]++;
    }
    return counts;
  }

  @Test
  void onlyCandidateIsPicked() {
    assertThat(picks(balancer().newPicker(candidates(7), null), 1, 100)).containsExactly(100);
  }

  @Test
  void equalCandidatesGetEqualShares() {
    int[] counts = picks(balancer().newPicker(candidates(100, 100, 100, 100), null), 4, 40_000);

    for (int count : counts) {
      assertThat(count).isCloseTo(10_000, within(600));
    }
  }

  @Test
  void sharesFollowWeights() {
    int[] counts = picks(balancer().newPicker(candidates(100, 200, 500), null), 3, 40_000);

    assertThat(counts[0]).isCloseTo(5_000, within(1_700));
    assertThat(counts[1]).isCloseTo(10_000, within(2_000));
    assertThat(counts[2]).isCloseTo(25_000, within(3_500));
  }

  @Test
  void hugeWeightsDoNotOverflow() {
    int[] counts =
        picks(
            balancer()
                .newPicker(
                    candidates(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), null),
            3,
            3_000);

    assertThat(IntStream.of(counts)).allMatch(count -> count > 700);
  }

  @Test
  void tinyWeightIsNotStarved() {
    int[] counts = picks(balancer().newPicker(candidates(1, 100), null), 2, 40_000);

    assertThat(counts[0]).isBetween(100, 1_200);
  }

  @Test
  void changesOfMembershipKeepSharesEven() {
    int[] counts = new int[5];
    Picker picker = null;
    for (int change = 0; change < 2_000; change++) {
      picker = balancer().newPicker(candidates(100, 100, 100, 100, 100), picker);
      counts[picker.pick(invocation)]++;
    }

    for (int count : counts) {
      assertThat(count).isCloseTo(400, within(120));
    }
  }

  @Test
  void previousPickerOfAnotherSizeDoesNoHarm() {
    Picker picker = balancer().newPicker(candidates(100, 100, 100, 100, 100), null);
    picks(picker, 5, 17);
    picker = balancer().newPicker(candidates(100, 100), picker);

    assertThat(IntStream.of(picks(picker, 2, 100))).allMatch(count -> count > 10);
    Picker foreign = call -> 0;
    assertThat(IntStream.of(picks(balancer().newPicker(candidates(100, 100), foreign), 2, 100)))
        .allMatch(count -> count > 10);
  }

  @Test
  void pickersAreSafeForManyThreads() throws InterruptedException {
    Picker picker = balancer().newPicker(candidates(1, 50, 100), null);
    AtomicInteger outOfRange = new AtomicInteger();
    ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch done = new CountDownLatch(4);
    for (int t = 0; t < 4; t++) {
      threads.execute(
          () -> {
            try {
              for (int i = 0; i < 20_000; i++) {
                int index = picker.pick(invocation);
                if (index < 0 || index > 2) {
                  outOfRange.incrementAndGet();
                }
              }
            } catch (RuntimeException e) {
              thrown.add(e);
            } finally {
              done.countDown();
            }
          });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();

    assertThat(outOfRange).hasValue(0);
    assertThat(thrown).isEmpty();
  }
}
