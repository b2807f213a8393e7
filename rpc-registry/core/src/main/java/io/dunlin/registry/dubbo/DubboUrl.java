package io.dunlin.registry.dubbo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as Dubbo writes it into registries:
 *
 * <pre>
 *  scheme://host:port/path?name=value&amp;name=value
 * </pre>
 *
 * <p>Unlike a URI's, its values are not percent-encoded; the whole text is, where it becomes a name
 * ({@link DubboUrls#encode}). The text comes from strangers, so whatever two readers could
 * understand differently is refused: host and port are what {@link URI} reads, or there is no URL.
 *
 * @param scheme protocol, {@code consumer}, {@code override}, …
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65535, or 0 for none
 * @param path without the leading slash; usually the interface; may be empty
 * @param parameters in order; of two with one name the last counts
 */
record DubboUrl(String scheme, String host, int port, String path, Map<String, String> parameters) {
  /** Longer ones are refused; 300 long method names make about 10 000. */
  static final int MAX_CHARS = 200_000;

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,63}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /**
   * An IPv6 address with all eight groups, then the port, without brackets: how Dubbo prints what
   * {@link java.net.Inet6Address} prints. {@link URI} sees no host in it, so the two cannot
   * disagree, and nine groups can be read in one way only.
   */
  private static final Pattern BARE_IPV6 =
      Pattern.compile("((?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}):([1-9][0-9]{0,4})");

  DubboUrl {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads the form that {@link #toString} prints, not percent-encoded.
   *
   * @throws IllegalArgumentException if it is not one; the message says what is wrong, in printable
   *     characters
   */
  static DubboUrl parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw refused(text, text.length() + " characters (expected: at most " + MAX_CHARS + ")");
    }
    checkCharacters(text);
    int schemeEnd = text.indexOf("://");
    if (schemeEnd < 0 || !SCHEME.matcher(text.substring(0, schemeEnd)).matches()) {
      throw refused(text, "no scheme (expected: scheme://host:port/path)");
    }
    String scheme = text.substring(0, schemeEnd);
    int query = text.indexOf('?', schemeEnd + 3);
    String front = text.substring(schemeEnd + 3, query < 0 ? text.length() : query);
    int slash = front.indexOf('/');
    String authority = slash < 0 ? front : front.substring(0, slash);
    String path = slash < 0 ? "" : front.substring(slash + 1);
    if (front.indexOf('\\') >= 0 || front.indexOf(' ') >= 0) {
      throw refused(text, "a backslash or space before the parameters");
    }
    var bare = BARE_IPV6.matcher(authority);
    boolean isBare = bare.matches();
    String host = isBare ? bare.group(1) : host(text, scheme, authority);
    int port = port(text, isBare ? bare.group(2) : portText(authority));
    return new DubboUrl(
        scheme, host, port, path, query < 0 ? Map.of() : parameters(text.substring(query + 1)));
  }

  /** The parameter, or null if it is absent or empty. */
  @Nullable String parameter(String name) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** {@code host:port}, an IPv6 host in brackets; without the port if there is none. */
  String address() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(128 + 24 * parameters.size());
    out.append(scheme).append("://").append(address());
    if (!path.isEmpty()) {
      out.append('/').append(path);
    }
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      out.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
      separator = '&';
    }
    return out.toString();
  }

  /** {@code text} fit to stand in a message: printable, and not longer than a line or two. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(120)
        .forEach(
            c -> {
              boolean printable =
                  !Character.isISOControl(c)
                      && Character.getType(c) != Character.FORMAT
                      && Character.getType(c) != Character.LINE_SEPARATOR
                      && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
              out.appendCodePoint(printable ? c : '.');
            });
    return out.length() < text.length() ? out + "…" : out.toString();
  }

  private static String host(String text, String scheme, String authority) {
    URI uri;
    try {
      uri = new URI(scheme + "://" + authority + "/");
    } catch (URISyntaxException e) {
      throw refused(text, "host or port cannot be read (expected: host:port)");
    }
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw refused(text, "host or port cannot be read (expected: host:port)");
    }
    String portText = portText(authority);
    if (uri.getPort() != (portText == null ? -1 : port(text, portText))) {
      throw refused(text, "host or port cannot be read (expected: host:port)");
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static @Nullable String portText(String authority) {
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    return colon < 0 ? null : authority.substring(colon + 1);
  }

  private static int port(String text, @Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    if (!PORT.matcher(digits).matches() || Integer.parseInt(digits) > 65535) {
      throw refused(text, "port '" + shown(digits) + "' (expected: 1 to 65535)");
    }
    return Integer.parseInt(digits);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int start = 0;
    while (start < query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', start);
      if (equals > start && equals < end) {
        parameters.put(query.substring(start, equals), query.substring(equals + 1, end));
      } else if (equals != start && end > start) {
        // Dubbo reads a name alone as its own value.
        parameters.put(query.substring(start, end), query.substring(start, end));
      }
      start = end + 1;
    }
    return parameters;
  }

  /** Control characters would forge log lines; Dubbo's readers cut the text at a hash mark. */
  private static void checkCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '#') {
        throw refused(text, "character 0x" + Integer.toHexString(c) + " at " + i);
      }
    }
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("url: " + why + " in '" + shown(text) + "'");
  }
}
