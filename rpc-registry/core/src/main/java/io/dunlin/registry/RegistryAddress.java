package io.dunlin.registry;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.registry.dubbo.DubboUrls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a registry is:
 *
 * <pre>
 *  scheme://user:password@host:port,host:port/path?name=value&amp;backup=host:port,host:port
 * </pre>
 *
 * <p>User and password, path and parameters may be missing, and ports where the scheme has a usual
 * one. Dubbo's parameter {@code backup} names further servers. {@link #toString} leaves the
 * password out.
 *
 * @param scheme name of the {@link RegistryFactory}, lower case
 * @param servers at least one
 * @param path without leading and trailing slash; may be empty
 * @param user empty for none
 * @param password empty for none
 * @param parameters in order
 */
public record RegistryAddress(
    String scheme,
    List<Server> servers,
    String path,
    String user,
    String password,
    Map<String, String> parameters) {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[0-9A-Za-z_.-]+)?)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{1,5}))?");
  private static final String NONE = "N/A";

  public RegistryAddress {
    servers = List.copyOf(servers);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Whether {@code address} says that there is no registry: {@code N/A}. */
  public static boolean isNone(String address) {
    return address.strip().equalsIgnoreCase(NONE);
  }

  /**
   * The scheme of {@code address}, lower case.
   *
   * @throws RpcException code RPC-1501 if it has none
   */
  public static String schemeOf(String address) {
    int end = address.indexOf("://");
    if (end < 0 || !SCHEME.matcher(address.substring(0, end)).matches()) {
      throw notUnderstood(address, "no scheme");
    }
    return address.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /**
   * Reads an address.
   *
   * @param defaultPort for servers that name none; 0 if each must
   * @throws RpcException code RPC-1501 if it cannot be understood; the message says why
   */
  public static RegistryAddress parse(String address, int defaultPort) {
    String text = address.strip();
    String scheme = schemeOf(text);
    int query = text.indexOf('?');
    Map<String, String> parameters =
        query < 0 ? new LinkedHashMap<>() : parameters(text.substring(query + 1));
    String front = text.substring(scheme.length() + 3, query < 0 ? text.length() : query);
    int slash = front.indexOf('/');
    String authority = slash < 0 ? front : front.substring(0, slash);
    String path = slash < 0 ? "" : front.substring(slash + 1).replaceAll("/+$", "");
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    String hosts = authority.substring(at + 1);
    String backup = parameters.remove("backup");
    if (backup != null && !backup.isEmpty()) {
      hosts = hosts + "," + backup;
    }
    List<Server> servers = new ArrayList<>();
    for (String host : hosts.split("[,;]", -1)) {
      servers.add(server(address, host.strip(), defaultPort));
    }
    return new RegistryAddress(
        scheme,
        servers,
        path,
        colon < 0 ? login : login.substring(0, colon),
        colon < 0 ? "" : login.substring(colon + 1),
        parameters);
  }

  /** The parameter, or {@code otherwise} if it is absent or empty. */
  public String parameter(String name, String otherwise) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** {@code host:port,host:port}. */
  public String hosts() {
    return servers.stream().map(Server::toString).collect(Collectors.joining(","));
  }

  /** Without user, password and parameters; for messages. */
  @Override
  public String toString() {
    return scheme + "://" + hosts() + (path.isEmpty() ? "" : "/" + path);
  }

  /** An error about {@code address}, whose password it does not show. */
  static RpcException notUnderstood(String address, String why) {
    String shown = DubboUrls.shown(address).replaceFirst("//[^/@]*@", "//…@");
    return RpcException.of(
        ErrorCode.INVALID_ADDRESS,
        "address '"
            + shown
            + "': "
            + why
            + " (expected: scheme://host:port, such as zookeeper://10.0.0.5:2181 or"
            + " dubbo://10.0.0.7:20880)");
  }

  private static Server server(String address, String text, int defaultPort) {
    Matcher matcher = SERVER.matcher(text);
    if (!matcher.matches()) {
      throw notUnderstood(
          address,
          text.isEmpty() ? "no host" : "host '" + DubboUrls.shown(text) + "' cannot be read");
    }
    String six = matcher.group("six");
    String digits = matcher.group("port");
    int port = digits == null ? defaultPort : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw notUnderstood(
          address,
          digits == null
              ? "host '" + DubboUrls.shown(text) + "' has no port"
              : "port " + digits + " is not 1 to 65535");
    }
    return new Server(six == null ? matcher.group("name") : six, port);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parameters;
  }

  /**
   * One server of a registry.
   *
   * @param host name or address; IPv6 without brackets
   * @param port 1 to 65535
   */
  public record Server(String host, int port) {
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
