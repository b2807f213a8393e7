package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveSourceTest {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void subscriberBeforeTheFirstValueSeesItAndEveryLaterOne() {
    LiveSource<String> source = new LiveSource<>();
    source.subscribe(seen::add);
    assertThat(seen).isEmpty();
    assertThat(source.current()).isNull();

    source.set("a");
    source.set("b");

    assertThat(seen).containsExactly("a", "b");
    assertThat(source.current()).isEqualTo("b");
  }

  @Test
  void lateSubscriberSeesTheCurrentValueOnly() {
    LiveSource<String> source = new LiveSource<>("a");
    source.set("b");

    source.subscribe(seen::add);

    assertThat(seen).containsExactly("b");
  }

  @Test
  void lateSubscriberDoesNotMakeOthersSeeAValueTwice() {
    LiveSource<String> source = new LiveSource<>("a");
    source.subscribe(seen::add);

    source.subscribe(value -> {});

    assertThat(seen).containsExactly("a");
  }

  @Test
  void closedSubscriptionSeesNothingMore() {
    LiveSource<String> source = new LiveSource<>("a");
    Subscription subscription = source.subscribe(seen::add);

    subscription.close();
    subscription.close();
    source.set("b");

    assertThat(seen).containsExactly("a");
  }

  @Test
  void throwingListenerStaysSubscribedAndHarmsNobody() {
    LiveSource<String> source = new LiveSource<>();
    source.subscribe(
        value -> {
          seen.add("first " + value);
          throw new IllegalStateException("planted");
        });
    source.subscribe(value -> seen.add("second " + value));

    source.set("a");
    source.set("b");

    assertThat(seen).containsExactly("first a", "second a", "first b", "second b");
  }

  @Test
  void valueSetByAListenerIsDeliveredAfterThisOneHasReachedAll() {
    LiveSource<String> source = new LiveSource<>();
    source.subscribe(
        value -> {
          seen.add("first " + value);
          if (value.equals("a")) {
            source.set("b");
          }
        });
    source.subscribe(value -> seen.add("second " + value));

    source.set("a");

    assertThat(seen).containsExactly("first a", "second a", "first b", "second b");
  }

  @Test
  void slowListenerMissesWhatWasReplacedMeanwhileAndNobodyWaitsForIt() throws Exception {
    LiveSource<String> source = new LiveSource<>();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    source.subscribe(
        value -> {
          seen.add(value);
          entered.countDown();
          await(go);
        });
    Thread deliverer = new Thread(() -> source.set("a"));
    deliverer.start();
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    source.set("b"); // returns although the listener is busy
    source.set("c");
    go.countDown();
    deliverer.join();

    assertThat(seen).containsExactly("a", "c");
  }

  @Test
  void deliveriesToOneListenerNeverOverlapAndEndWithTheLast() throws Exception {
    LiveSource<Integer> source = new LiveSource<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    AtomicReference<Integer> last = new AtomicReference<>();
    source.subscribe(
        value -> {
          if (inside.incrementAndGet() != 1) {
            overlaps.incrementAndGet();
          }
          last.set(value);
          inside.decrementAndGet();
        });
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 5_000;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 1; i <= 5_000; i++) {
                  source.set(from + i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(overlaps).hasValue(0);
    assertThat(last.get()).isEqualTo(source.current());
  }

  @Test
  void nullIsNoValue() {
    assertThatThrownBy(() -> new LiveSource<String>().set(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("value");
  }

  @Test
  void fixedSourceDeliversOnce() {
    Source.fixed("a").subscribe(seen::add).close();

    assertThat(seen).containsExactly("a");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("not released");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
