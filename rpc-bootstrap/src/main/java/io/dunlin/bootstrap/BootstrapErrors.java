package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import java.time.Duration;
import java.util.Collection;

/** The messages of this module, one factory each. */
final class BootstrapErrors {
  private BootstrapErrors() {}

  static RpcException noProviderAtStart(ServiceKey service, Duration waited, String funnel) {
    return RpcException.of(
        ErrorCode.NO_PROVIDER,
        "no provider of %s after %d ms: %s; start a provider, or build the reference with check(false)"
            .formatted(service, waited.toMillis(), funnel));
  }

  static RpcException nothingToAsk(ServiceKey service) {
    return RpcException.of(
        ErrorCode.INVALID_CONFIGURATION,
        "reference of %s has neither a registry nor a direct address; add RpcClient.builder().registry(…) or reference(…).direct(…)"
            .formatted(service));
  }

  static RpcException unknownRegistry(String address, Collection<String> known) {
    return RpcException.of(
        ErrorCode.INVALID_ADDRESS,
        "registry '%s': unknown scheme (known: %s, and N/A for none); correct it, or add the artifact that brings it (dunlin-registry-zookeeper for zookeeper)"
            .formatted(address, String.join(", ", known)));
  }

  static RpcException notAnImplementation(Class<?> type, Object target) {
    return RpcException.of(
        ErrorCode.INVALID_INTERFACE,
        "%s does not implement %s; pass an implementation of the interface"
            .formatted(target.getClass().getName(), type.getName()));
  }

  static RpcException closed(String what) {
    return RpcException.of(
        ErrorCode.CLIENT_CLOSED, what + " is closed; close it after its last user");
  }

  static RpcException conflict(ServiceKey service, String setting, Object one, Object other) {
    return RpcException.of(
        ErrorCode.INVALID_CONFIGURATION,
        "%s: %s is %s here and %s there; remove one of them"
            .formatted(service, setting, one, other));
  }
}
