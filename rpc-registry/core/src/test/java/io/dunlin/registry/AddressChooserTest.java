package io.dunlin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.registry.AddressChooser.Choice;
import io.dunlin.registry.AddressChooser.LocalAddress;
import io.dunlin.testkit.Await;
import io.dunlin.testkit.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class AddressChooserTest {
  private final ManualClock clock = new ManualClock();
  private final FakeMachine machine = new FakeMachine();
  private final List<RegistryAddress> registries =
      List.of(RegistryAddress.parse("zookeeper://registry", 2181));

  AddressChooserTest() {
    machine.has("lo", "127.0.0.1").has("lo", "::1");
  }

  @Test
  void configuredAddressWinsWhateverItIs() {
    machine.has("eth0", "10.0.0.7").environment.put("DUNLIN_HOST", "192.0.2.1");
    assertThat(choice("127.0.0.1")).hasToString("127.0.0.1 (configured)");
    assertThat(choice("[2001:db8::1]").host()).isEqualTo("2001:db8::1");
    assertThat(choice("users.example").host()).isEqualTo("users.example");
  }

  @Test
  void environmentComesNext() {
    machine.has("eth0", "10.0.0.7").environment.put("DUNLIN_HOST", "192.0.2.1");
    assertThat(choice(null)).hasToString("192.0.2.1 (environment variable DUNLIN_HOST)");
  }

  @Test
  void ofTwoInterfacesTheOneTowardsTheRegistryIsChosen() {
    machine.has("eth0", "10.0.0.7").has("eth1", "10.1.0.7").registryAt("10.1.0.1", "10.1.0.7");
    assertThat(choice(null))
        .hasToString("10.1.0.7 (this machine reaches the registry at 10.1.0.1 from it, over eth1)");
  }

  @Test
  void ipv6RouteGivesAnIpv6AddressWithoutScope() {
    machine.has("eth0", "10.0.0.7").has("eth0", "2001:db8::7");
    machine.registryAt("2001:db8::1", "2001:db8::7");
    assertThat(choice(null).host()).isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void loopbackIsChosenOnlyIfTheRegistryIsOnLoopback() {
    machine.has("eth0", "10.0.0.7").registryAt("127.0.0.1", "127.0.0.1");
    assertThat(choice(null)).hasToString("127.0.0.1 (the registry is on loopback too)");
    machine.registryAt("10.0.0.7", "10.0.0.7");
    assertThat(choice(null).host()).isEqualTo("10.0.0.7");
    machine.registryAt("10.0.0.7", "127.0.0.1");
    assertThat(choice(null)).hasToString("10.0.0.7 (the registry is on this machine at it)");
  }

  @Test
  void bridgeOfContainersIsNotPublishedThoughTheRegistryIsBehindIt() {
    machine.has("docker0", "172.17.0.1").has("eth0", "10.0.0.7");
    machine.registryAt("172.17.0.2", "172.17.0.1");
    assertThat(choice(null))
        .hasToString(
            "10.0.0.7 (the first that others may reach; no route to the registry leads from one)");
  }

  @Test
  void tunnelIsPublishedIfTheRegistryIsBehindItOnly() {
    machine.has("tun0", "10.8.0.2").has("eth0", "10.0.0.7");
    machine.registryAt("10.0.0.1", "10.0.0.7");
    assertThat(choice(null).host()).isEqualTo("10.0.0.7");
    machine.registryAt("10.8.0.1", "10.8.0.2");
    assertThat(choice(null).host()).isEqualTo("10.8.0.2");
  }

  @Test
  void withoutARouteTheFirstUsableAddressIsTaken() {
    machine.has("veth1", "172.18.0.3").has("eth0", "2001:db8::7").has("eth0", "10.0.0.7");
    assertThat(choice(null))
        .hasToString(
            "10.0.0.7 (the first that others may reach; the registry's name cannot be resolved yet)");
  }

  @Test
  void noUsableAddressIsAnErrorWithTheTableOfCandidates() {
    machine.has("docker0", "172.17.0.1").has("eth0", "fe80::7").has("tun0", "10.8.0.2");
    Throwable failure = Await.failure(start(null, registries));
    assertThat(failure)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "no address of this machine can be published in zookeeper://registry:2181; set host, or environment variable DUNLIN_HOST, to one that consumers reach. Candidates:",
                "  tun0         10.8.0.2                                 tunnel; used if the registry is behind it",
                "  lo           127.0.0.1                                loopback, reached from this machine only",
                "  docker0      172.17.0.1                               bridge of containers or virtual machines",
                "  lo           0:0:0:0:0:0:0:1                          loopback, reached from this machine only",
                "  eth0         fe80:0:0:0:0:0:0:7                       link-local, means another machine elsewhere [RPC-1508]"));
  }

  @Test
  void slowResolverDoesNotHoldUpTheStart() {
    machine.has("eth0", "10.0.0.7");
    machine.resolverHangs = new CountDownLatch(1);
    CompletionStage<Choice> choice = start(null, registries);
    assertThat(choice).isNotCompleted();
    clock.advance(AddressChooser.RESOLVE_AT_MOST);
    assertThat(Await.result(choice).host()).isEqualTo("10.0.0.7");
    machine.resolverHangs.countDown();
  }

  @Test
  void withoutRegistryLoopbackWillDoIfThereIsNothingElse() {
    assertThat(Await.result(start(null, List.of())).host()).isEqualTo("127.0.0.1");
    machine.has("eth0", "10.0.0.7");
    assertThat(Await.result(start(null, List.of())).host()).isEqualTo("10.0.0.7");
  }

  @Test
  void thisMachineHasAChoiceForALoopbackRegistry() {
    Choice choice =
        Await.result(
            AddressChooser.choose(
                null, List.of(RegistryAddress.parse("zookeeper://127.0.0.1", 2181)), clock));
    assertThat(choice).hasToString("127.0.0.1 (the registry is on loopback too)");
    assertThat(choice.table()).contains("127.0.0.1");
    assertThat(clock.timers()).isZero();
  }

  private Choice choice(String configured) {
    return Await.result(start(configured, registries));
  }

  private CompletionStage<Choice> start(String configured, List<RegistryAddress> where) {
    return new AddressChooser(machine).start(configured, where, clock);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static final class FakeMachine implements AddressChooser.Machine {
    final List<LocalAddress> addresses = new ArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final Map<InetAddress, InetAddress> routes = new HashMap<>();
    List<InetAddress> registry = List.of();
    volatile CountDownLatch resolverHangs = new CountDownLatch(0);

    FakeMachine has(String networkInterface, String literal) {
      addresses.add(new LocalAddress(networkInterface, address(literal)));
      return this;
    }

    void registryAt(String literal, String from) {
      registry = List.of(address(literal));
      routes.put(address(literal), address(from));
    }

    @Override
    public List<LocalAddress> addresses() {
      return addresses;
    }

    @Override
    public InetAddress routeTo(InetAddress target) {
      return routes.get(target);
    }

    @Override
    public List<InetAddress> resolve(List<RegistryAddress> registries) {
      try {
        resolverHangs.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return registry;
    }

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public boolean prefersIpv6() {
      return false;
    }
  }
}
