package io.dunlin.registry.dubbo;

import io.dunlin.DunlinVersion;
import io.dunlin.Endpoint;
import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.ConsumerInfo;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Between our types and Dubbo's URLs, which appear here as text only. Stateless.
 *
 * <p>A provider that Dubbo wrote, read and printed again, is the same text: parameters without a
 * field of their own are kept, and Dubbo prints them sorted by name, as we do.
 */
public final class DubboUrls {
  /**
   * The {@code release} we publish. Consumers ask it only whether a provider is at least 2.6.3 or
   * 2.7.0 (2.7.23 does, 3.3.6 no longer asks at all), and show it to operators. This is the newest
   * line whose consumers the interoperability tests run against our providers: its answer to "at
   * least …" is yes, and an older one makes 3.x tools warn of outdated providers. It never says
   * what we can do beyond Dubbo; parameter {@code dunlin} does.
   */
  public static final String RELEASE = "3.3.6";

  /** Parameter {@code dubbo}: version of the wire protocol, 2.0.2 for everything since 2.6. */
  public static final String WIRE_VERSION = "2.0.2";

  static final String INTERFACE = "interface";
  static final String PATH = "path";
  static final String GROUP = "group";
  static final String VERSION = "version";
  static final String REVISION = "revision";
  static final String WEIGHT = "weight";
  static final String TIMESTAMP = "timestamp";
  static final String APPLICATION = "application";
  static final String DUNLIN = "dunlin";
  static final String ZONE = "zone";
  static final String TAG = "dubbo.tag";
  static final String ENDPOINT_ID = "dunlin.endpoint";
  static final String METHODS = "methods";

  /** Weights beyond are taken for a mistake, or for an attack on sums of weights. */
  static final int MAX_WEIGHT = 1_000_000;

  private static final String CONSUMER = "consumer";

  private DubboUrls() {}

  /**
   * The instance a provider URL describes; see {@link ProviderReader#read}, which shares equal
   * parts between many.
   *
   * @throws IllegalArgumentException if it describes none; the message says why
   */
  public static ServiceInstance toInstance(String url, String interfaceName) {
    return new ProviderReader().read(url, interfaceName);
  }

  /**
   * The URL of {@code instance}, parameters sorted by name.
   *
   * @throws IllegalArgumentException if a parameter has characters that would change the meaning of
   *     the URL
   */
  public static String toUrl(ServiceInstance instance) {
    Map<String, String> parameters = new TreeMap<>(instance.extras());
    String path = parameters.remove(PATH);
    ServiceKey service = instance.service();
    Endpoint endpoint = instance.endpoint();
    parameters.put(INTERFACE, service.interfaceName());
    putUnlessEmpty(parameters, GROUP, service.group());
    putUnlessEmpty(parameters, VERSION, service.version());
    putUnlessEmpty(parameters, APPLICATION, instance.application());
    putUnlessEmpty(parameters, DUNLIN, instance.peerVersion());
    putUnlessEmpty(parameters, ZONE, endpoint.zone());
    if (instance.weight() != ServiceInstance.DEFAULT_WEIGHT) {
      parameters.put(WEIGHT, Integer.toString(instance.weight()));
    }
    if (instance.startedAtMillis() != 0) {
      parameters.put(TIMESTAMP, Long.toString(instance.startedAtMillis()));
    }
    if (!endpoint.id().equals(endpoint.address())) {
      parameters.put(ENDPOINT_ID, endpoint.id());
    }
    String tag = endpoint.tags().get("tag");
    if (tag != null) {
      parameters.put(TAG, tag);
    }
    return print(
        endpoint.protocol(),
        endpoint.host(),
        endpoint.port(),
        path == null ? service.interfaceName() : path,
        parameters);
  }

  /**
   * The URL under which a provider of ours is published: {@link #toUrl} and, where the instance
   * does not say otherwise, what Dubbo's providers say of themselves.
   *
   * @param nowMillis wall clock, for instances that do not know when they started
   */
  public static String toPublishedUrl(ServiceInstance instance, long nowMillis) {
    Map<String, String> extras = new LinkedHashMap<>(instance.extras());
    extras.putIfAbsent("deprecated", "false");
    extras.putIfAbsent("dubbo", WIRE_VERSION);
    extras.putIfAbsent("dynamic", "true");
    extras.putIfAbsent("generic", "false");
    // Only ids that every Dubbo reads: 3.3 does not answer a request in one it does not know.
    extras.putIfAbsent("prefer.serialization", "hessian2");
    extras.putIfAbsent("release", RELEASE);
    extras.putIfAbsent("side", "provider");
    if (!instance.service().version().isEmpty()) {
      extras.putIfAbsent(REVISION, instance.service().version());
    }
    return toUrl(
        new ServiceInstance(
            instance.endpoint(),
            instance.service(),
            instance.weight(),
            instance.application(),
            instance.peerVersion().isEmpty() ? DunlinVersion.CURRENT : instance.peerVersion(),
            instance.startedAtMillis() == 0 ? nowMillis : instance.startedAtMillis(),
            extras));
  }

  /**
   * The URL under which a consumer of ours shows itself to operators.
   *
   * @param nowMillis wall clock
   */
  public static String toConsumerUrl(ConsumerInfo consumer, long nowMillis) {
    Map<String, String> parameters = new TreeMap<>(consumer.extras());
    ServiceKey service = consumer.service();
    parameters.put(INTERFACE, service.interfaceName());
    parameters.put("category", "consumers");
    parameters.put("side", CONSUMER);
    parameters.putIfAbsent("check", "false");
    parameters.putIfAbsent("dubbo", WIRE_VERSION);
    parameters.putIfAbsent(DUNLIN, DunlinVersion.CURRENT);
    parameters.putIfAbsent("pid", Long.toString(ProcessHandle.current().pid()));
    parameters.putIfAbsent("release", RELEASE);
    parameters.putIfAbsent("sticky", "false");
    parameters.putIfAbsent(TIMESTAMP, Long.toString(nowMillis));
    putUnlessEmpty(parameters, APPLICATION, consumer.application());
    putUnlessEmpty(parameters, GROUP, service.group());
    putUnlessEmpty(parameters, VERSION, service.version());
    if (!service.version().isEmpty()) {
      parameters.putIfAbsent(REVISION, service.version());
    }
    return print(CONSUMER, consumer.host(), 0, service.interfaceName(), parameters);
  }

  /**
   * The consumer a URL describes. Its extras hold every parameter but interface, group, version and
   * application.
   *
   * @throws IllegalArgumentException if it describes none; the message says why
   */
  public static ConsumerInfo toConsumer(String url, String interfaceName) {
    DubboUrl parsed = DubboUrl.parse(url);
    Map<String, String> extras = new LinkedHashMap<>(parsed.parameters());
    extras.remove(INTERFACE);
    String group = extras.remove(GROUP);
    String version = extras.remove(VERSION);
    String application = extras.remove(APPLICATION);
    return new ConsumerInfo(
        parsed.host(),
        new ServiceKey(interfaceName, group == null ? "" : group, version == null ? "" : version),
        application == null ? "" : application,
        extras);
  }

  /**
   * What a provider says of a service's interface: its methods, and which of their arguments are
   * callbacks. For the extras of the instance published, and of the consumer announced.
   */
  public static Map<String, String> parametersOf(ServiceContract contract) {
    Map<String, String> parameters = new LinkedHashMap<>();
    TreeSet<String> names = new TreeSet<>();
    for (MethodDescriptor method : contract.methods()) {
      names.add(method.name());
      for (int index : method.callbackParameters()) {
        parameters.put(method.name() + "." + index + ".callback", "true");
      }
    }
    parameters.put(METHODS, String.join(",", names));
    return parameters;
  }

  /** Whether a provider goes away with the process that published it. */
  public static boolean isDynamic(ServiceInstance instance) {
    return !"false".equals(instance.extras().get("dynamic"));
  }

  /**
   * What kind of entry a URL is that stands among providers but is none, such as {@code override};
   * null for a provider. Dubbo keeps rules as URLs, and marks an empty list by {@code empty}.
   */
  public static @Nullable String sentinel(String url) {
    int end = url.indexOf("://");
    String scheme = end < 0 ? "" : url.substring(0, end);
    return switch (scheme) {
      case "empty", "override", "absent", "route", "condition", "script", CONSUMER, "admin" ->
          scheme;
      default -> null;
    };
  }

  /** Whether a consumer of {@code wanted} may call {@code instance}; see {@link #mismatch}. */
  public static boolean matches(ServiceKey wanted, ServiceInstance instance) {
    return mismatch(wanted, instance) == null;
  }

  /**
   * Why a consumer of {@code wanted} may not call {@code instance}, or null if it may. As in Dubbo
   * a wanted group may be {@code *} or a list separated by commas, a wanted version {@code *}.
   */
  public static @Nullable String mismatch(ServiceKey wanted, ServiceInstance instance) {
    ServiceKey offered = instance.service();
    if (!offered.interfaceName().equals(wanted.interfaceName())) {
      return "offers " + offered.interfaceName();
    }
    if (!wanted.group().equals("*")
        && !wanted.group().equals(offered.group())
        && !List.of(wanted.group().split(",")).contains(offered.group())) {
      return "group is " + quoted(offered.group()) + ", wanted " + quoted(wanted.group());
    }
    if (!wanted.version().equals("*") && !wanted.version().equals(offered.version())) {
      return "version is " + quoted(offered.version()) + ", wanted " + quoted(wanted.version());
    }
    Map<String, String> extras = instance.extras();
    if ("false".equals(extras.get("enabled")) || "true".equals(extras.get("disabled"))) {
      return "is disabled by its operator";
    }
    String category = extras.get("category");
    if (category != null && !category.isEmpty() && !category.equals("providers")) {
      return "is of category " + quoted(category);
    }
    return null;
  }

  /** {@code url} as one name in a registry: percent-encoded by the rules of HTML forms. */
  public static String encode(String url) {
    return URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  /**
   * Undoes {@link #encode}.
   *
   * @throws IllegalArgumentException if {@code name} is not so encoded
   */
  public static String decode(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "url: not percent-encoded text: '" + DubboUrl.shown(name) + "'", e);
    }
  }

  /** Text from a registry fit to stand in a message: printable and short. */
  public static String shown(String text) {
    return DubboUrl.shown(text);
  }

  private static String print(
      String scheme, String host, int port, String path, Map<String, String> parameters) {
    parameters.forEach(DubboUrls::check);
    String text = new DubboUrl(scheme, host, port, path, parameters).toString();
    DubboUrl.parse(text); // what we write, we and Dubbo can read
    return text;
  }

  private static void check(String name, String value) {
    if (name.isEmpty() || name.indexOf('&') >= 0 || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "parameter name: '" + DubboUrl.shown(name) + "' (expected: not empty, no '&' and '=')");
    }
    if (value.indexOf('&') >= 0) {
      throw new IllegalArgumentException(
          "parameter %s: '%s' (expected: no '&'; percent-encode the value)"
              .formatted(name, DubboUrl.shown(value)));
    }
  }

  private static void putUnlessEmpty(Map<String, String> parameters, String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "none" : "'" + DubboUrl.shown(value) + "'";
  }
}
