package io.dunlin;

import java.util.Map;

/**
 * One provider process as the network sees it, shared by all services it exports.
 *
 * @param id stable identity; {@code host:port} unless the provider gave another
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65535
 * @param protocol name of the wire protocol, such as {@code dubbo}
 * @param zone where it runs, empty when unknown
 * @param tags free labels, such as {@code env=gray}
 */
public record Endpoint(
    String id, String host, int port, String protocol, String zone, Map<String, String> tags) {
  public Endpoint {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: '' (expected: a host name or address)");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    tags = Map.copyOf(tags);
  }

  /** An endpoint known by its address alone. */
  public static Endpoint of(String protocol, String host, int port) {
    return new Endpoint(address(host, port), host, port, protocol, "", Map.of());
  }

  /** {@code host:port}, an IPv6 host in brackets. */
  public String address() {
    return address(host, port);
  }

  @Override
  public String toString() {
    return protocol + "://" + address();
  }

  private static String address(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
