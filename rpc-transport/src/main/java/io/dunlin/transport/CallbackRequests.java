package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Requests that a provider makes over our connection to it: calls of callbacks that were passed to
 * it (protocol 1.15). They run on the callback executor, being user code.
 */
final class CallbackRequests implements Link.Requests, Route.Admitter {
  private final Shared shared;

  CallbackRequests(Shared shared) {
    this.shared = shared;
  }

  @Override
  public void request(Link link, int flags, long id, FrameBuffer body, int bodyBytes) {
    int wireId = flags & DubboFrames.SERIALIZATION;
    MethodCodec plain = null;
    try {
      CallbackType any = link.callbacks.anyType();
      Serializer serializer = any == null ? null : any.codecs().serializer(wireId);
      if (any == null) {
        throw AdmissionErrors.noCallback("any interface", "any");
      }
      if (serializer == null) {
        throw AdmissionErrors.unknownSerialization(wireId, List.of());
      }
      plain = serializer.plain(any.codecs().rules());
      Head head;
      try {
        head = Head.read(plain, body.array(), bodyBytes);
      } catch (RuntimeException e) {
        throw AdmissionErrors.badHead(e);
      }
      Route route = route(link, head, wireId, plain);
      shared.callbackExecutor.execute(
          new ServerCall(shared, link, flags, id, route, body, head.end(), bodyBytes));
    } catch (RpcException e) {
      Admission.refuse(shared, link, flags, id, plain, body, e);
    } catch (RejectedExecutionException e) {
      Admission.refuse(
          shared, link, flags, id, plain, body, AdmissionErrors.overloaded("callback", "closed"));
    }
  }

  private Route route(Link link, Head head, int wireId, MethodCodec plain) {
    String path = head.path();
    CallbackType type = path == null ? null : link.callbacks.type(path);
    if (path == null || type == null) {
      throw AdmissionErrors.noCallback(path, "any");
    }
    String name = head.method();
    String descriptor = head.descriptor();
    MethodDescriptor method =
        name == null || descriptor == null ? null : type.contract().method(name, descriptor);
    MethodCodec codec = method == null ? null : type.codecs().codec(wireId, method.index());
    if (method == null || codec == null) {
      throw AdmissionErrors.methodNotFound(
          path, name, descriptor, name == null ? List.of() : type.contract().methods(name));
    }
    return new Route(
        Route.Kind.CALL,
        path,
        "",
        Route.understandsAttachments(head.protocolVersion()),
        wireId,
        method,
        codec,
        plain,
        shared.callbackExecutor,
        this,
        false);
  }

  @Override
  public Admitted admit(Route route, Link link, Attachments attachments) {
    String instance = attachments.get(AttachmentKeys.CALLBACK_INSTANCE);
    CallbackTable.Local local = link.callbacks.local(instance);
    if (local == null || !local.type().contract().interfaceName().equals(route.path())) {
      throw AdmissionErrors.noCallback(route.path(), instance);
    }
    return Admission.admitted(
        ServiceKey.of(route.path()),
        local.invoker(),
        shared.callbackExecutor,
        null,
        attachments,
        attachments.get(AttachmentKeys.DUNLIN) != null);
  }

  @Override
  public boolean isCurrent(Admitted admitted) {
    return false; // routes are not kept for callbacks, so nothing is found by them
  }

  @Override
  public void refuse(Link link, int flags, long id, RpcException why) {
    Admission.refuseOnLoop(shared, link, flags, id, why);
  }
}
