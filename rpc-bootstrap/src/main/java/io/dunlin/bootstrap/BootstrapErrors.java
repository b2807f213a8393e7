package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import java.time.Duration;
import java.util.List;

/** The messages of this module, one factory each. */
final class BootstrapErrors {
  private BootstrapErrors() {}

  /**
   * Nobody can be called when the reference is built.
   *
   * @param outages registries that cannot be reached, each with the reason
   */
  static RpcException noProviderAtStart(
      ServiceKey service, Duration waited, String funnel, List<String> outages) {
    return RpcException.of(
        ErrorCode.NO_PROVIDER,
        "no provider of %s after %d ms: %s%s; start a provider, or build the reference with check(false)"
            .formatted(
                service,
                waited.toMillis(),
                funnel,
                outages.isEmpty() ? "" : "; registry " + String.join(", registry ", outages)));
  }

  static RpcException nothingToAsk(ServiceKey service) {
    return RpcException.of(
        ErrorCode.INVALID_CONFIGURATION,
        "reference of %s has neither a registry nor a direct address; add RpcClient.builder().registry(…) or reference(…).direct(…)"
            .formatted(service));
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
}
