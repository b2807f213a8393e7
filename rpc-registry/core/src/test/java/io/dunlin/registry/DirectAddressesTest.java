package io.dunlin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import io.dunlin.registry.Registry.Snapshot;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectAddressesTest {
  private static final ServiceKey GREETER = ServiceKey.parse("blue/demo.Greeter:1.0");

  private final ManualClock clock = new ManualClock();

  @Test
  void addressesAreInstancesOfWhateverServiceIsAskedFor() {
    Snapshot snapshot =
        only(DirectAddresses.parse("dubbo://10.0.0.7:20880,[::1]:20881,10.0.0.7:20880"));
    assertThat(snapshot.instances())
        .extracting(ServiceInstance::toString)
        .containsExactly(
            "blue/demo.Greeter:1.0 at dubbo://10.0.0.7:20880",
            "blue/demo.Greeter:1.0 at dubbo://[::1]:20881");
  }

  @Test
  void eachAddressMayHaveParametersOfItsOwn() {
    Snapshot snapshot =
        only(
            DirectAddresses.parse(
                "dubbo://10.0.0.7:1/demo.Greeter?weight=7;dubbo://10.0.0.7:2/x?version=2.0"));
    assertThat(snapshot.known()).isEqualTo(2);
    assertThat(snapshot.instances()).hasSize(1);
    assertThat(snapshot.instances().get(0).weight()).isEqualTo(7);
    assertThat(snapshot.rejected()).containsExactly("10.0.0.7:2: version is '2.0', wanted '1.0'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7:20880",
        "dubbo://10.0.0.7",
        "dubbo://10.0.0.7:0",
        "dubbo://u@h:1",
        "dubbo://h:1?a=\u001bx",
        ""
      })
  void whatCannotBeUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> DirectAddresses.parse(text))
        .hasMessageStartingWith("address '")
        .hasMessageEndingWith("[RPC-1501]");
  }

  @Test
  void namesAreResolvedAgainAndKeepTheirLastAddressesWhenTheyCannotBe() throws Exception {
    AtomicReference<InetAddress[]> answer =
        new AtomicReference<>(addresses("10.0.0.8", "10.0.0.7", "::1"));
    DirectAddresses direct =
        DirectAddresses.parse(
            "dubbo://users.internal:20880",
            host -> {
              assertThat(host).isEqualTo("users.internal");
              InetAddress[] addresses = answer.get();
              if (addresses.length == 0) {
                throw new UnknownHostException(host);
              }
              return addresses;
            });
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    Subscription subscription = direct.instances(GREETER, clock).subscribe(seen::add);
    awaitHosts(seen, "10.0.0.7", "10.0.0.8"); // one family, or one process would look like two

    answer.set(addresses("10.0.0.9"));
    advance(DirectAddresses.RESOLVE_EVERY);
    awaitHosts(seen, "10.0.0.9");

    answer.set(addresses());
    advance(DirectAddresses.RESOLVE_EVERY);
    answer.set(addresses("10.0.0.10"));
    advance(DirectAddresses.RESOLVE_AGAIN);
    awaitHosts(seen, "10.0.0.10");
    assertThat(seen).hasSize(3);

    subscription.close();
    Await.until("no timer is left", () -> clock.timers() == 0);
  }

  @Test
  void resolverThatThrowsWhatItShouldNotIsAskedAgain() throws Exception {
    InetAddress[] found = addresses("10.0.0.7");
    AtomicReference<RuntimeException> trouble = new AtomicReference<>(new SecurityException("no"));
    DirectAddresses direct =
        DirectAddresses.parse(
            "dubbo://users.internal:20880",
            host -> {
              RuntimeException thrown = trouble.getAndSet(null);
              if (thrown != null) {
                throw thrown;
              }
              return found;
            });
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    try (Subscription subscription = direct.instances(GREETER, clock).subscribe(seen::add)) {
      advance(DirectAddresses.RESOLVE_AGAIN);
      awaitHosts(seen, "10.0.0.7");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void nameThatNeverResolvedIsInTheFunnel() {
    DirectAddresses direct =
        DirectAddresses.parse(
            "dubbo://10.0.0.7:1,gone.internal:1",
            host -> {
              throw new UnknownHostException(host);
            });
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    Subscription subscription = direct.instances(GREETER, clock).subscribe(seen::add);
    Await.until("a snapshot", () -> !seen.isEmpty());
    subscription.close();
    assertThat(seen.get(0).instances()).hasSize(1);
    assertThat(seen.get(0).rejected())
        .containsExactly("gone.internal:1: host name cannot be resolved");
  }

  private void advance(java.time.Duration by) {
    Await.until("the next round is scheduled", () -> clock.timers() == 1);
    clock.advance(by);
  }

  private Snapshot only(DirectAddresses direct) {
    List<Snapshot> seen = new ArrayList<>();
    direct.instances(GREETER, clock).subscribe(seen::add);
    assertThat(seen).hasSize(1);
    return seen.get(0);
  }

  private static void awaitHosts(List<Snapshot> seen, String... hosts) {
    Await.untilAsserted(
        () -> {
          assertThat(seen).isNotEmpty();
          assertThat(seen.get(seen.size() - 1).instances())
              .extracting(instance -> instance.endpoint().host())
              .containsExactlyInAnyOrder(hosts);
        });
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }
}
