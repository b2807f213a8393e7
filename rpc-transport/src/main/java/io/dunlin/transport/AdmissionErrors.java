package io.dunlin.transport;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server answers to requests it does not begin; all of class REJECTED. */
final class AdmissionErrors {
  private static final int LISTED = 20;

  private AdmissionErrors() {}

  static RpcException unknownSerialization(int wireId, Collection<String> spoken) {
    return RpcException.refusal(
        ErrorCode.BAD_REQUEST,
        "serialization %d is not spoken here (expected: %s); set serialization=hessian2"
            .formatted(wireId, spoken.isEmpty() ? "none, nothing is exported" : spoken));
  }

  static RpcException serviceNotFound(
      @Nullable String path, String group, String version, List<ServiceKey> exported) {
    String asked =
        (group.isEmpty() ? "" : group + "/") + path + (version.isEmpty() ? "" : ":" + version);
    return RpcException.refusal(
        ErrorCode.SERVICE_NOT_FOUND,
        "service %s is not exported here, %s; compare interface, group and version"
            .formatted(asked, list("exported are: ", exported, "nothing is")));
  }

  static RpcException methodNotFound(
      String service, @Nullable String method, @Nullable String descriptor, List<?> overloads) {
    return RpcException.refusal(
        ErrorCode.METHOD_NOT_FOUND,
        "service %s has no method %s with parameters '%s' (%s); deploy the same interface on both sides"
            .formatted(
                service, method, descriptor, list("there are: ", overloads, "none of that name")));
  }

  static RpcException contradictingPath(String head, String attachment) {
    return RpcException.refusal(
        ErrorCode.BAD_REQUEST,
        "the request names service %s in its head and %s in its attachments"
            .formatted(head, attachment));
  }

  static RpcException badHead(Throwable cause) {
    return RpcException.refusal(
        ErrorCode.BAD_REQUEST,
        "Fail to decode request due to: its head cannot be read: " + TransportErrors.reason(cause));
  }

  static RpcException badBody(Object method, Throwable cause) {
    ErrorCode code = cause instanceof RpcException known ? known.code() : ErrorCode.DECODE_FAILED;
    return RpcException.refusal(
        code,
        "Fail to decode request due to: arguments or attachments of %s cannot be read: %s"
            .formatted(method, TransportErrors.reason(cause)));
  }

  static RpcException badEvent(int bodyBytes) {
    return RpcException.refusal(
        ErrorCode.BAD_REQUEST,
        "event of %d bytes (expected: 1 to %d)".formatted(bodyBytes, DubboFrames.MAX_EVENT_BYTES));
  }

  static RpcException requestTooLarge(int bodyBytes, int limit) {
    return RpcException.refusal(
        ErrorCode.REQUEST_TOO_LARGE,
        "request body has %d bytes (limit: %d); send less per call or raise maxBodyBytes on both sides"
            .formatted(bodyBytes, limit));
  }

  static RpcException tooMuchReceived(long underWay, long limit) {
    return RpcException.refusal(
        ErrorCode.OVERLOADED,
        "%d bytes of large requests are under way already (limit: %d); slow the callers down or raise maxPendingBytes"
            .formatted(underWay, limit));
  }

  static RpcException overloaded(Object method, @Nullable String why) {
    return RpcException.refusal(ErrorCode.OVERLOADED, "%s not begun: %s".formatted(method, why));
  }

  static RpcException draining() {
    return RpcException.refusal(
        ErrorCode.PROVIDER_DRAINING,
        "the provider shuts down and takes no new requests; call another provider");
  }

  static RpcException expired(Object method, long waitedMillis, long allowedMillis) {
    return RpcException.refusal(
        ErrorCode.EXPIRED_BEFORE_START,
        "%s not begun: it waited %d ms for a thread, its caller gives it %d ms; add threads or providers"
            .formatted(method, waitedMillis, allowedMillis));
  }

  static RpcException badToken(ServiceKey service, boolean given) {
    return RpcException.refusal(
        ErrorCode.TOKEN_REFUSED,
        "service %s demands a token and the request %s; find the provider through the registry or configure its token"
            .formatted(service, given ? "has another" : "has none"));
  }

  static RpcException unsupportedGeneric(String kind) {
    return RpcException.refusal(
        ErrorCode.BAD_REQUEST,
        "generic=%s is not served (expected: true); pass plain maps, lists and scalars"
            .formatted(RateLimitedLog.printable(kind)));
  }

  static RpcException badGenericCall(String why) {
    return RpcException.refusal(ErrorCode.INVALID_GENERIC_CALL, "generic call: " + why);
  }

  static RpcException noCallback(@Nullable String interfaceName, @Nullable String instance) {
    return RpcException.refusal(
        ErrorCode.SERVICE_NOT_FOUND,
        "no callback of %s with instance %s is registered on this connection"
            .formatted(interfaceName, instance));
  }

  private static String list(String before, List<?> items, String none) {
    if (items.isEmpty()) {
      return none;
    }
    String shown =
        items.stream().limit(LISTED).map(Object::toString).collect(Collectors.joining(", "));
    return before
        + shown
        + (items.size() > LISTED ? " and " + (items.size() - LISTED) + " more" : "");
  }
}
