package io.dunlin.transport;

import io.dunlin.AttributeKey;
import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a server offers: exported services by key. Every request passes here before any of its
 * arguments is decoded. Safe for any thread.
 */
public final class Dispatcher {
  /** {@code host:port} of the caller, on invocations that came over a connection. */
  public static final AttributeKey<String> REMOTE_ADDRESS = AttributeKey.of("remoteAddress");

  private final AtomicReference<ExportIndex> index = new AtomicReference<>(ExportIndex.EMPTY);

  /** A dispatcher that offers nothing yet. */
  public Dispatcher() {}

  /**
   * Offers {@code service} until the returned subscription is closed.
   *
   * @throws RpcException code RPC-1503 if its key is exported already; RPC-1405 if the interface of
   *     a callback parameter cannot be carried
   */
  public Subscription export(ExportedService service) {
    Exported exported = new Exported(service);
    ExportIndex before;
    ExportIndex after;
    do {
      before = index.get();
      after = before.with(exported);
      if (after == null) {
        throw RpcException.of(
            ErrorCode.DUPLICATE_EXPORT,
            "%s is exported already; give one of the two another group or version"
                .formatted(service.key()));
      }
    } while (!index.compareAndSet(before, after));
    return () -> index.updateAndGet(current -> current.without(exported));
  }

  /** The keys of all exported services, in order. */
  public List<ServiceKey> exported() {
    return index.get().keys();
  }

  /** What is offered now; the same object until something changes. */
  ExportIndex index() {
    return index.get();
  }
}
