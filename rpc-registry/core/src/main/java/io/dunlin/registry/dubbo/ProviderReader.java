package io.dunlin.registry.dubbo;

import io.dunlin.Endpoint;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the provider URLs of one registry so that equal parts are shared: a process with 300
 * services appears as 300 instances of one {@link Endpoint}, and a parameter's name and value exist
 * once. Not safe for several threads.
 */
public final class ProviderReader {
  private final Interner<Endpoint> endpoints = new Interner<>();
  private final Interner<ServiceKey> services = new Interner<>();
  private final Interner<String> strings = new Interner<>();

  /** A reader that has seen nothing. */
  public ProviderReader() {}

  /**
   * The instance a provider URL describes. Every parameter that has no field of its own in {@link
   * ServiceInstance}, or whose text that field would not print again, is among its extras.
   *
   * @param url not percent-encoded
   * @param interfaceName the service under which the registry keeps it; it decides, whatever the
   *     URL says
   * @throws IllegalArgumentException if it is none; the message says why, fit for a log
   */
  public ServiceInstance read(String url, String interfaceName) {
    DubboUrl parsed = DubboUrl.parse(url);
    if (parsed.port() == 0) {
      throw new IllegalArgumentException(
          "url: no port (expected: host:port) in '" + DubboUrl.shown(url) + "'");
    }
    Map<String, String> extras = new LinkedHashMap<>();
    parsed
        .parameters()
        .forEach((name, value) -> extras.put(strings.shared(name), strings.shared(value)));
    // The directory decides. A path of its own is what requests must name, so it is kept.
    extras.remove(DubboUrls.INTERFACE);
    if (!parsed.path().isEmpty() && !parsed.path().equals(interfaceName)) {
      extras.put(DubboUrls.PATH, strings.shared(parsed.path()));
    }
    String group = take(extras, DubboUrls.GROUP, "");
    String version = take(extras, DubboUrls.VERSION, "");
    ServiceKey service = services.shared(new ServiceKey(interfaceName, group, version));
    if (!service.version().equals(version)) {
      extras.put(DubboUrls.VERSION, version); // 0.0.0 and * mean none
    }
    return new ServiceInstance(
        endpoint(parsed, extras),
        service,
        (int)
            number(extras, DubboUrls.WEIGHT, ServiceInstance.DEFAULT_WEIGHT, DubboUrls.MAX_WEIGHT),
        take(extras, DubboUrls.APPLICATION, ""),
        take(extras, DubboUrls.DUNLIN, ""),
        number(extras, DubboUrls.TIMESTAMP, 0, Long.MAX_VALUE),
        extras);
  }

  private Endpoint endpoint(DubboUrl url, Map<String, String> extras) {
    String zone = take(extras, DubboUrls.ZONE, "");
    String tag = extras.get(DubboUrls.TAG); // stays an extra, for Dubbo's consumers read it there
    Endpoint plain =
        Endpoint.of(strings.shared(url.scheme()), strings.shared(url.host()), url.port());
    String id = take(extras, DubboUrls.ENDPOINT_ID, plain.id());
    return endpoints.shared(
        new Endpoint(
            id,
            plain.host(),
            plain.port(),
            plain.protocol(),
            zone,
            tag == null || tag.isEmpty() ? Map.of() : Map.of("tag", tag)));
  }

  private static String take(Map<String, String> extras, String name, String otherwise) {
    String value = extras.get(name);
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    extras.remove(name);
    return value;
  }

  /** A number that is the default, out of range or none stays an extra, so that it prints again. */
  private static long number(
      Map<String, String> extras, String name, long otherwise, long greatest) {
    String text = extras.get(name);
    Long value = text == null ? null : naturalNumber(text);
    if (value == null || value == otherwise || value > greatest) {
      return otherwise;
    }
    extras.remove(name);
    return value;
  }

  private static @Nullable Long naturalNumber(String text) {
    try {
      long value = Long.parseLong(text);
      return value >= 0 && Long.toString(value).equals(text) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
