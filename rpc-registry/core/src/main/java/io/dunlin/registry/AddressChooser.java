package io.dunlin.registry;

import io.dunlin.Clock;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the address under which a provider is published:
 *
 * <ol>
 *   <li>what the user configured;
 *   <li>environment variable {@code DUNLIN_HOST};
 *   <li>the local address from which this machine reaches the registry, as its routing table says
 *       (asked by connecting a UDP socket, which sends nothing);
 *   <li>the only kind of address left that others may reach.
 * </ol>
 *
 * <p>Loopback is chosen only if the registry itself is on loopback; an address of a container
 * bridge never, of a tunnel only if the registry is reached through it. Names are never looked up
 * from addresses. Stateless.
 *
 * <p>Mind Dubbo's consumers: they replace a loopback address by their own, so servers should listen
 * on all addresses even where loopback is published.
 */
public final class AddressChooser {
  /** The environment variable that names the address to publish. */
  public static final String ENVIRONMENT = "DUNLIN_HOST";

  /** For resolving the registry's name; then the choice is made without it. */
  static final Duration RESOLVE_AT_MOST = Duration.ofSeconds(2);

  private static final Pattern BRIDGE =
      Pattern.compile(
          "(docker|br-|veth|virbr|cni|flannel|cali|lxc|lxdbr|podman|kube|nodelocaldns|vmnet|vboxnet|vnic|bridge).*");
  private static final Pattern TUNNEL = Pattern.compile("(tun|tap|utun|wg|ppp|ipsec|tailscale).*");

  private final Machine machine;

  AddressChooser(Machine machine) {
    this.machine = machine;
  }

  /**
   * Chooses for this machine. Returns at once; the stage completes within about two seconds,
   * exceptionally with {@link RpcException} code RPC-1508 if no address can be used; its message
   * holds the table of candidates.
   *
   * @param configured the address the user gave, or null
   * @param registries where the provider will be published; empty for nowhere
   */
  public static CompletionStage<Choice> choose(
      @Nullable String configured, List<RegistryAddress> registries, Clock clock) {
    return new AddressChooser(Machine.THIS).start(configured, registries, clock);
  }

  CompletionStage<Choice> start(
      @Nullable String configured, List<RegistryAddress> registries, Clock clock) {
    CompletableFuture<List<InetAddress>> resolved = new CompletableFuture<>();
    Clock.Timer timer = () -> {};
    if (registries.isEmpty() || configured != null) {
      resolved.complete(List.of());
    } else {
      // A thread of its own, because a resolver may take as long as it likes.
      Thread thread =
          new Thread(() -> resolved.complete(machine.resolve(registries)), "dunlin-address");
      thread.setDaemon(true);
      thread.start();
      timer = clock.schedule(() -> resolved.complete(List.of()), RESOLVE_AT_MOST);
    }
    Clock.Timer limit = timer;
    return resolved.thenApply(
        addresses -> {
          limit.cancel();
          return decide(configured, registries, addresses);
        });
  }

  private Choice decide(
      @Nullable String configured, List<RegistryAddress> registries, List<InetAddress> targets) {
    List<Candidate> candidates = candidates();
    if (configured != null && !configured.isBlank()) {
      return new Choice(withoutBrackets(configured), "configured", candidates);
    }
    String fromEnvironment = machine.environment().get(ENVIRONMENT);
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return new Choice(
          withoutBrackets(fromEnvironment), "environment variable " + ENVIRONMENT, candidates);
    }
    for (InetAddress target : targets) {
      InetAddress local = machine.routeTo(target);
      Choice choice = local == null ? null : byRoute(local, target, candidates);
      if (choice != null) {
        return choice;
      }
    }
    return byElimination(registries, targets, candidates);
  }

  private static @Nullable Choice byRoute(
      InetAddress local, InetAddress registry, List<Candidate> candidates) {
    String host = text(local);
    if (local.isAnyLocalAddress() || (local.isLoopbackAddress() && !isHere(registry, candidates))) {
      return null;
    }
    if (registry.isLoopbackAddress()) {
      return new Choice(host, "the registry is on loopback too", candidates);
    }
    for (Candidate candidate : candidates) {
      if (candidate.address.equals(host) && candidate.usable != Usable.NEVER) {
        return new Choice(
            host,
            "this machine reaches the registry at "
                + text(registry)
                + " from it, over "
                + candidate.networkInterface,
            candidates);
      }
    }
    // The registry runs on this machine under one of its own addresses: routes say loopback or
    // that address, and the others reach it there as well.
    return isHere(registry, candidates) ? byOwnAddress(registry, candidates) : null;
  }

  private static @Nullable Choice byOwnAddress(InetAddress registry, List<Candidate> candidates) {
    String host = text(registry);
    for (Candidate candidate : candidates) {
      if (candidate.address.equals(host) && candidate.usable != Usable.NEVER) {
        return new Choice(host, "the registry is on this machine at it", candidates);
      }
    }
    return null;
  }

  private static boolean isHere(InetAddress address, List<Candidate> candidates) {
    String host = text(address);
    return address.isLoopbackAddress()
        || candidates.stream().anyMatch(candidate -> candidate.address.equals(host));
  }

  private static Choice byElimination(
      List<RegistryAddress> registries, List<InetAddress> targets, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.usable == Usable.YES) {
        String reason =
            registries.isEmpty()
                ? "the first that others may reach; no registry to find a route to"
                : targets.isEmpty()
                    ? "the first that others may reach; the registry's name cannot be resolved yet"
                    : "the first that others may reach; no route to the registry leads from one";
        return new Choice(candidate.address, reason, candidates);
      }
    }
    if (registries.isEmpty()) {
      return new Choice("127.0.0.1", "no registry, and no address that others reach", candidates);
    }
    throw RpcException.of(
        ErrorCode.NO_USABLE_ADDRESS,
        "no address of this machine can be published in "
            + registries.get(0)
            + "; set host, or environment variable "
            + ENVIRONMENT
            + ", to one that consumers reach. Candidates:\n"
            + table(candidates));
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (LocalAddress local : machine.addresses()) {
      candidates.add(judge(local));
    }
    // Stable: otherwise in the system's order of interfaces.
    boolean sixFirst = machine.prefersIpv6();
    candidates.sort(
        Comparator.comparing((Candidate c) -> c.usable)
            .thenComparing(c -> (c.address.indexOf(':') >= 0) != sixFirst));
    return candidates;
  }

  private static Candidate judge(LocalAddress local) {
    InetAddress address = local.address;
    String name = local.networkInterface.toLowerCase(Locale.ROOT);
    if (address.isLoopbackAddress()) {
      return local.candidate("loopback, reached from this machine only", Usable.NEVER);
    }
    if (address.isLinkLocalAddress()) {
      return local.candidate("link-local, means another machine elsewhere", Usable.NEVER);
    }
    if (address.isMulticastAddress() || address.isAnyLocalAddress()) {
      return local.candidate("not the address of one machine", Usable.NEVER);
    }
    if (BRIDGE.matcher(name).matches()) {
      return local.candidate("bridge of containers or virtual machines", Usable.NEVER);
    }
    if (TUNNEL.matcher(name).matches()) {
      return local.candidate("tunnel; used if the registry is behind it", Usable.IF_ROUTED);
    }
    return local.candidate("usable", Usable.YES);
  }

  private static String withoutBrackets(String host) {
    String stripped = host.strip();
    return stripped.startsWith("[") && stripped.endsWith("]")
        ? stripped.substring(1, stripped.length() - 1)
        : stripped;
  }

  /** Without the scope that Java adds: it means something on this machine only. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static String table(List<Candidate> candidates) {
    StringBuilder out = new StringBuilder();
    for (Candidate candidate : candidates) {
      out.append(
          "  %-12s %-40s %s%n"
              .formatted(candidate.networkInterface, candidate.address, candidate.verdict));
    }
    return candidates.isEmpty()
        ? "  (this machine has no address)"
        : out.toString().stripTrailing();
  }

  /**
   * An address to publish.
   *
   * @param host name or address; IPv6 without brackets
   * @param reason why this one; for the log
   * @param candidates all addresses of this machine, best first
   */
  public record Choice(String host, String reason, List<Candidate> candidates) {
    public Choice {
      candidates = List.copyOf(candidates);
    }

    /** The candidates and what was thought of each, one per line. */
    public String table() {
      return AddressChooser.table(candidates);
    }

    @Override
    public String toString() {
      return host + " (" + reason + ")";
    }
  }

  /** An address of this machine. */
  public static final class Candidate {
    private final String networkInterface;
    private final String address;
    private final String verdict;
    private final Usable usable;

    private Candidate(String networkInterface, String address, String verdict, Usable usable) {
      this.networkInterface = networkInterface;
      this.address = address;
      this.verdict = verdict;
      this.usable = usable;
    }

    /** Name of the interface, such as {@code eth0}. */
    public String networkInterface() {
      return networkInterface;
    }

    /** The address; IPv6 without brackets and scope. */
    public String address() {
      return address;
    }

    /** What is to be said for or against it. */
    public String verdict() {
      return verdict;
    }
  }

  /** In order of preference. */
  private enum Usable {
    YES,
    IF_ROUTED,
    NEVER
  }

  /** An address and the interface it belongs to. */
  record LocalAddress(String networkInterface, InetAddress address) {
    private Candidate candidate(String verdict, Usable usable) {
      return new Candidate(networkInterface, text(address), verdict, usable);
    }
  }

  /** What is asked of the machine; a test describes another. */
  interface Machine {
    /** The one we run on. */
    Machine THIS = new ThisMachine();

    /** Of interfaces that are up. */
    List<LocalAddress> addresses();

    /** The local address that packets to {@code target} would carry, or null without a route. */
    @Nullable InetAddress routeTo(InetAddress target);

    /** The addresses of the registries' servers; blocks; empty if none resolves. */
    List<InetAddress> resolve(List<RegistryAddress> registries);

    /** Environment variables. */
    Map<String, String> environment();

    /** Whether IPv6 comes first where both would do. */
    boolean prefersIpv6();
  }

  private static final class ThisMachine implements Machine {
    @Override
    public List<LocalAddress> addresses() {
      List<LocalAddress> addresses = new ArrayList<>();
      try {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
          if (each.isUp()) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
              addresses.add(new LocalAddress(each.getName(), address));
            }
          }
        }
      } catch (SocketException e) {
        return addresses; // a machine without network; the table shows what there was
      }
      return addresses;
    }

    @Override
    public @Nullable InetAddress routeTo(InetAddress target) {
      try (DatagramChannel channel = DatagramChannel.open()) {
        channel.connect(new InetSocketAddress(target, 9));
        return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
      } catch (IOException | UnsupportedOperationException e) {
        return null; // no route, or no such family here
      }
    }

    @Override
    public List<InetAddress> resolve(List<RegistryAddress> registries) {
      List<InetAddress> resolved = new ArrayList<>();
      for (RegistryAddress registry : registries) {
        for (RegistryAddress.Server server : registry.servers()) {
          resolved.addAll(resolve(server.host()));
        }
      }
      return resolved;
    }

    private static List<InetAddress> resolve(String host) {
      try {
        return List.of(InetAddress.getAllByName(host));
      } catch (UnknownHostException e) {
        return List.of(); // another server may resolve
      }
    }

    @Override
    public Map<String, String> environment() {
      return System.getenv();
    }

    @Override
    public boolean prefersIpv6() {
      return Boolean.getBoolean("java.net.preferIPv6Addresses");
    }
  }
}
