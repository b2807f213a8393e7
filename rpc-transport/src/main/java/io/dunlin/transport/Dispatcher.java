package io.dunlin.transport;

import io.dunlin.AttributeKey;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a server offers: exported services by key. Every request passes here before any of its
 * arguments is decoded. Safe for any thread.
 */
public final class Dispatcher {
  /** {@code host:port} of the caller, on invocations that came over a connection. */
  public static final AttributeKey<String> REMOTE_ADDRESS = AttributeKey.of("remoteAddress");

  private final Map<ServiceKey, ExportedService> services = new ConcurrentSkipListMap<>();

  /** A dispatcher that offers nothing yet. */
  public Dispatcher() {}

  /**
   * Offers {@code service} until the returned subscription is closed.
   *
   * @throws RpcException code RPC-1503 if its key is exported already
   */
  public Subscription export(ExportedService service) {
    if (services.putIfAbsent(service.key(), service) != null) {
      throw RpcException.of(
          ErrorCode.DUPLICATE_EXPORT,
          "%s is exported already; give one of the two another group or version"
              .formatted(service.key()));
    }
    return () -> services.remove(service.key(), service);
  }

  /** The keys of all exported services, in order. */
  public List<ServiceKey> exported() {
    return List.copyOf(services.keySet());
  }
}
