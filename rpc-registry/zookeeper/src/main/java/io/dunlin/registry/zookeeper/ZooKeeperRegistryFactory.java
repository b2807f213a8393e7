package io.dunlin.registry.zookeeper;

import io.dunlin.Clock;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.registry.ReconciledRegistry;
import io.dunlin.registry.Registry;
import io.dunlin.registry.RegistryAddress;
import io.dunlin.registry.RegistryConfig;
import io.dunlin.registry.RegistryFactory;
import io.dunlin.registry.dubbo.DubboUrls;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens {@code zookeeper://host:port,host:port/chroot?name=value}.
 *
 * <table>
 *   <caption>Parameters, in the address or in the configuration</caption>
 *   <tr><td>{@code backup}</td><td>further servers, {@code host:port,host:port}</td></tr>
 *   <tr><td>{@code group}</td><td>root node; {@code dubbo}</td></tr>
 *   <tr><td>{@code timeout}</td><td>ms for one connection, instead of the configured</td></tr>
 *   <tr><td>{@code session}</td><td>ms the session outlives its connection, likewise</td></tr>
 *   <tr><td>{@code username}, {@code password}</td><td>digest authentication; nodes are then
 *       readable and writable by this user only, as with Dubbo</td></tr>
 *   <tr><td>{@code protocols}</td><td>whose providers are of use, comma separated; {@code dubbo}
 *       </td></tr>
 * </table>
 */
public final class ZooKeeperRegistryFactory implements RegistryFactory {
  private static final int DEFAULT_PORT = 2181;
  private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{0,8}");

  /** For {@link java.util.ServiceLoader}. */
  public ZooKeeperRegistryFactory() {}

  @Override
  public String name() {
    return "zookeeper";
  }

  @Override
  public Registry open(RegistryConfig config, Clock clock) {
    RegistryAddress address = RegistryAddress.parse(config.address(), DEFAULT_PORT);
    return ReconciledRegistry.open(
        address.toString(),
        Set.of(parameter("protocols", "dubbo", address, config).split(",")),
        new ZooKeeperStore(settings(address, config), clock),
        clock);
  }

  static ZooKeeperStore.Settings settings(RegistryAddress address, RegistryConfig config) {
    String user = parameter("username", address.user(), address, config);
    String password = parameter("password", address.password(), address, config);
    return new ZooKeeperStore.Settings(
        address.servers(),
        root(address.path(), parameter("group", "dubbo", address, config)),
        millis("timeout", config.connectTimeout(), address, config),
        millis("session", config.sessionTimeout(), address, config),
        user.isEmpty() ? "" : user + ":" + password);
  }

  /** Prefixed by us, and not by ZooKeeper's chroot, which would have to exist before. */
  private static String root(String chroot, String group) {
    StringBuilder root = new StringBuilder();
    for (String segment : (chroot + "/" + group).split("/")) {
      if (!segment.isEmpty()) {
        root.append('/').append(segment);
      }
    }
    return root.toString();
  }

  private static Duration millis(
      String name, Duration otherwise, RegistryAddress address, RegistryConfig config) {
    String text = parameter(name, "", address, config);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!MILLIS.matcher(text).matches()) {
      throw RpcException.of(
          ErrorCode.INVALID_ADDRESS,
          "registry %s: parameter %s is '%s' (expected: milliseconds, 1 to 999999999)"
              .formatted(address, name, DubboUrls.shown(text)));
    }
    return Duration.ofMillis(Integer.parseInt(text));
  }

  private static String parameter(
      String name, String otherwise, RegistryAddress address, RegistryConfig config) {
    String configured = config.parameters().get(name);
    return address.parameter(
        name, configured == null || configured.isEmpty() ? otherwise : configured);
  }
}
