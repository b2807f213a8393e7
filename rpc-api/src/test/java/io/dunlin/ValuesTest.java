package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The small immutable types. */
class ValuesTest {
  @Nested
  class OfAttachments {
    @Test
    void withLeavesTheOriginalAlone() {
      Attachments one = Attachments.of("a", "1");

      Attachments two = one.with("b", "2").with("a", "3");

      assertThat(one.asMap()).containsExactly(Map.entry("a", "1"));
      assertThat(two.asMap()).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
      assertThatThrownBy(() -> two.asMap().put("c", "4"))
          .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void withAllPrefersTheOthers() {
      Attachments both = Attachments.of("a", "1").withAll(Attachments.of("a", "2").with("b", "3"));

      assertThat(both).isEqualTo(Attachments.of("a", "2").with("b", "3"));
      assertThat(Attachments.EMPTY.withAll(both)).isSameAs(both);
      assertThat(both.withAll(Attachments.EMPTY)).isSameAs(both);
    }

    @Test
    void copyKeepsTheOrderAndNotTheMap() {
      Map<String, String> source = new LinkedHashMap<>();
      source.put("z", "1");
      source.put("a", "2");

      Attachments copy = Attachments.copyOf(source);
      source.clear();

      assertThat(copy.asMap().keySet()).containsExactly("z", "a");
      assertThat(Attachments.copyOf(Map.of())).isSameAs(Attachments.EMPTY);
      assertThat(copy.get("absent")).isNull();
      assertThat(copy.getOrDefault("absent", "x")).isEqualTo("x");
      assertThat(copy).hasSameHashCodeAs(Attachments.copyOf(copy.asMap()));
    }
  }

  @Nested
  class OfDeadline {
    private final HandClock clock = new HandClock();

    @Test
    void runsOut() {
      Deadline deadline = Deadline.after(clock, Duration.ofMillis(50));
      clock.advance(Duration.ofMillis(49));
      assertThat(deadline.isExpired()).isFalse();
      assertThat(deadline.remainingNanos()).isEqualTo(1_000_000);

      clock.advance(Duration.ofMillis(1));

      assertThat(deadline.isExpired()).isTrue();
      assertThat(deadline.remainingNanos()).isZero();
      assertThat(deadline.elapsedNanos()).isEqualTo(50_000_000);
      assertThat(deadline.timeout()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void earlierOfTwoIsTheOneWithLessTimeLeft() {
      Deadline outer = Deadline.after(clock, Duration.ofMillis(50));
      clock.advance(Duration.ofMillis(30));
      Deadline inner = Deadline.after(clock, Duration.ofMillis(40));

      assertThat(inner.earlier(outer)).isSameAs(outer);
      assertThat(outer.earlier(inner)).isSameAs(outer);
    }
  }

  @Nested
  class OfEndpoint {
    @Test
    void addressPutsAnIpv6HostInBrackets() {
      assertThat(Endpoint.of("dubbo", "10.0.0.1", 20880)).hasToString("dubbo://10.0.0.1:20880");
      assertThat(Endpoint.of("dubbo", "fe80::1", 20880).address()).isEqualTo("[fe80::1]:20880");
    }

    @Test
    void badPartsAreNamed() {
      assertThatThrownBy(() -> Endpoint.of("dubbo", "h", 70000))
          .hasMessage("port: 70000 (expected: 1 to 65535)");
      assertThatThrownBy(() -> Endpoint.of("dubbo", "h", 0))
          .hasMessage("port: 0 (expected: 1 to 65535)");
      assertThatThrownBy(() -> Endpoint.of("dubbo", "", 1))
          .hasMessage("host: '' (expected: a host name or address)");
    }
  }

  @Nested
  class OfServiceInstance {
    @Test
    void negativeWeightIsRefused() {
      ServiceInstance instance =
          ServiceInstance.of(Endpoint.of("dubbo", "h", 1), ServiceKey.of("demo.Greeter"));

      assertThat(instance.weight()).isEqualTo(100);
      assertThat(instance.withWeight(0).weight()).isZero();
      assertThatThrownBy(() -> instance.withWeight(-1)).hasMessage("weight: -1 (expected: >= 0)");
      assertThat(instance).hasToString("demo.Greeter at dubbo://h:1");
    }
  }

  @Nested
  class OfMethodPolicy {
    @Test
    void rangesAreChecked() {
      assertThatThrownBy(() -> MethodPolicy.DEFAULT.withTimeout(Duration.ZERO))
          .hasMessage("timeout: PT0S (expected: > 0)");
      assertThatThrownBy(() -> MethodPolicy.DEFAULT.withRetries(11))
          .hasMessage("retries: 11 (expected: 0 to 10)");
    }

    @Test
    void callsThatMayHaveRunAreRepeatedOnlyWhereSomebodySaidSo() {
      assertThat(MethodPolicy.DEFAULT.repeatsUnknown()).isFalse();
      assertThat(MethodPolicy.DEFAULT.withIdempotent(true).repeatsUnknown()).isTrue();
      assertThat(MethodPolicy.DEFAULT.withRetries(2).repeatsUnknown()).isTrue();
    }
  }

  @Nested
  class OfInvocation {
    private final Invocation invocation = Calls.hello(new HandClock());

    @Test
    void copiesShareTheRecordAndNothingElseThatChanges() {
      AttributeKey<String> key = AttributeKey.of("note");
      Invocation copy =
          invocation.withAttachment("a", "1").withAttribute(key, "x").withArguments(new Object[1]);

      assertThat(copy.record()).isSameAs(invocation.record());
      assertThat(copy.attachments().get("a")).isEqualTo("1");
      assertThat(copy.attribute(key)).isEqualTo("x");
      assertThat(invocation.attachments().isEmpty()).isTrue();
      assertThat(invocation.attribute(key)).isNull();
      assertThat(invocation.arguments()).containsExactly("Ada");
      assertThat(copy.attribute(AttributeKey.<String>of("note")))
          .as("another key of that name")
          .isNull();
    }
  }

  @Nested
  class OfExtensions {
    private record Flavour(String name) implements Named {}

    private final Extensions<Flavour> flavours =
        Extensions.of("flavour", List.of(new Flavour("vanilla"), new Flavour("cocoa")));

    @Test
    void unknownNameListsTheKnownOnes() {
      assertThatThrownBy(() -> flavours.get("mint"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "unknown flavour 'mint' (known: cocoa, vanilla); correct the name, or add the artifact"
                  + " that brings it [RPC-1507]");
    }

    @Test
    void twoOfOneNameAreRefused() {
      assertThatThrownBy(
              () -> Extensions.of("flavour", List.of(new Flavour("mint"), new Flavour("mint"))))
          .hasMessage(
              "flavour 'mint' exists twice: %1$s and %1$s; remove one from the class path, or pass"
                      .formatted(Flavour.class.getName())
                  + " the one meant to the builder");
    }

    @Test
    void oneGivenByHandReplacesOneOfItsName() {
      Flavour own = new Flavour("cocoa");

      Extensions<Flavour> more = flavours.with(own).with(new Flavour("mint"));

      assertThat(more.get("cocoa")).isSameAs(own);
      assertThat(more.all()).extracting(Flavour::name).containsExactly("cocoa", "mint", "vanilla");
      assertThat(flavours.contains("mint")).isFalse();
    }
  }
}
