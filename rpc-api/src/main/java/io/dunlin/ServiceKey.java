package io.dunlin;

/**
 * Identity of a service: interface name, group and version. Printed and parsed as {@code
 * group/interface:version}; parts that are empty are left out.
 *
 * @param interfaceName the Java interface's binary name, or any name for generic services
 * @param group empty for none
 * @param version empty for none; {@code 0.0.0} and {@code *} mean none, as in Dubbo
 */
public record ServiceKey(String interfaceName, String group, String version)
    implements Comparable<ServiceKey> {
  public ServiceKey {
    if (interfaceName.isBlank()
        || interfaceName.indexOf('/') >= 0
        || interfaceName.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "interfaceName: '" + interfaceName + "' (expected: a name without '/' and ':')");
    }
    if (group.indexOf('/') >= 0) {
      throw new IllegalArgumentException("group: '" + group + "' (expected: no '/')");
    }
    if (version.equals("0.0.0") || version.equals("*")) {
      version = "";
    }
  }

  /** The service of this interface without group and version. */
  public static ServiceKey of(String interfaceName) {
    return new ServiceKey(interfaceName, "", "");
  }

  /** Reads the form that {@link #toString} prints. */
  public static ServiceKey parse(String text) {
    int slash = text.indexOf('/');
    int colon = text.indexOf(':', slash + 1);
    return new ServiceKey(
        text.substring(slash + 1, colon < 0 ? text.length() : colon),
        slash < 0 ? "" : text.substring(0, slash),
        colon < 0 ? "" : text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return (group.isEmpty() ? "" : group + "/")
        + interfaceName
        + (version.isEmpty() ? "" : ":" + version);
  }

  @Override
  public int compareTo(ServiceKey other) {
    return toString().compareTo(other.toString());
  }
}
