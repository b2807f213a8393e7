package io.dunlin.cluster;

import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.Invocation;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import org.jspecify.annotations.Nullable;

/** What this package reports, one method per message. */
final class ClusterErrors {
  private ClusterErrors() {}

  /** Something below a provider's invoker ended a call as no invoker may. */
  static RpcException lawBroken(
      Invocation invocation, Endpoint endpoint, @Nullable Throwable cause) {
    return RpcException.ofCall(
        ErrorCode.INTERNAL,
        FailureClass.UNKNOWN,
        invocation,
        endpoint,
        "failed at %s: an endpoint filter or the connection ended the call with %s instead of an answer or an RpcException; correct the filter, or report a defect"
            .formatted(endpoint.address(), cause == null ? "nothing" : cause),
        cause);
  }

  /** Routing, picking or a strategy threw. */
  static RpcException clusterFailed(Invocation invocation, Throwable cause) {
    return RpcException.ofCall(
        ErrorCode.INTERNAL,
        FailureClass.UNKNOWN,
        invocation,
        null,
        "failed: choosing a provider threw "
            + cause
            + "; correct the router, load balancer or"
            + " strategy in the stack trace, or report a defect",
        cause);
  }

  /** The call's policy names what does not exist. */
  static RpcException unknownExtension(Invocation invocation, IllegalArgumentException cause) {
    return RpcException.ofCall(
        ErrorCode.UNKNOWN_EXTENSION,
        FailureClass.NOT_SENT,
        invocation,
        null,
        "not sent: " + without(ErrorCode.UNKNOWN_EXTENSION, cause.getMessage()),
        null);
  }

  /** Nobody can take calls; outside a call. */
  static RpcException noProvider(ServiceKey service, String funnel) {
    return RpcException.of(ErrorCode.NO_PROVIDER, "no provider of " + service + ": " + funnel);
  }

  /** A call after closing. */
  static RpcException closed(Invocation invocation) {
    return RpcException.ofCall(
        ErrorCode.CLIENT_CLOSED,
        FailureClass.NOT_SENT,
        invocation,
        null,
        "not sent: the reference is closed; close it after its last user",
        null);
  }

  /** Someone waited for a provider. */
  static RpcException closed(ServiceKey service) {
    return RpcException.of(
        ErrorCode.CLIENT_CLOSED,
        "the reference to " + service + " was closed while it waited for a provider");
  }

  /** The text without the code at its end, which is added again. */
  private static String without(ErrorCode code, @Nullable String message) {
    return message == null ? "" : message.replace(" [" + code.id() + "]", "");
  }
}
