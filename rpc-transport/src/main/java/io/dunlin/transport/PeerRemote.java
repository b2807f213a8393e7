package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.Subscription;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.ServiceCodecs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One service at one peer: what of its requests never changes, and a share of the connections. */
@HotPath
final class PeerRemote implements Remote, Invoker {
  private final Peer peer;
  private final Endpoint endpoint;
  private final ServiceCodecs codecs;
  private final RequestEncoder[] encoders;
  private final AtomicBoolean closed = new AtomicBoolean();

  PeerRemote(Shared shared, Peer peer, ServiceInstance instance, ServiceCodecs codecs) {
    this.peer = peer;
    this.endpoint = instance.endpoint();
    this.codecs = codecs;
    Serializer serializer = codecs.preferred();
    MethodCodec plain = serializer.plain(codecs.rules());
    Map<String, CallbackType> callbackTypes = CallbackType.of(codecs);
    String path = instance.extras().getOrDefault(AttachmentKeys.PATH, "");
    if (path.isEmpty()) {
      path = instance.service().interfaceName();
    }
    String version =
        instance.service().version().isEmpty()
            ? DubboFrames.NO_SERVICE_VERSION
            : instance.service().version();
    Map<String, String> fixed = fixedAttachments(instance, path, version);
    this.encoders = new RequestEncoder[codecs.contract().methods().size()];
    for (MethodDescriptor method : codecs.contract().methods()) {
      MethodCodec codec = codecs.codec(serializer.wireId(), method.index());
      if (codec == null) {
        throw new IllegalArgumentException(
            "codecs: none of %s for %s".formatted(method, serializer.name()));
      }
      encoders[method.index()] =
          new RequestEncoder(
              shared,
              method,
              codec,
              serializer,
              plain,
              instance.service().interfaceName(),
              version,
              fixed,
              callbackTypes);
    }
  }

  private static Map<String, String> fixedAttachments(
      ServiceInstance instance, String path, String version) {
    ServiceKey service = instance.service();
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put(AttachmentKeys.PATH, path);
    fixed.put(AttachmentKeys.INTERFACE, service.interfaceName());
    fixed.put(AttachmentKeys.VERSION, version);
    if (!service.group().isEmpty()) {
      fixed.put(AttachmentKeys.GROUP, service.group());
    }
    String token = instance.extras().get(AttachmentKeys.TOKEN);
    if (token != null && !token.isEmpty()) {
      fixed.put(AttachmentKeys.TOKEN, token);
    }
    return fixed;
  }

  @Override
  public Invoker invoker() {
    return this;
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation) {
    RequestEncoder encoder = encoder(invocation.method());
    if (encoder == null) {
      return CompletableFuture.failedFuture(
          TransportErrors.encodeFailed(
              invocation,
              endpoint,
              RpcException.of(
                  ErrorCode.METHOD_NOT_FOUND,
                  "%s is not a method of %s"
                      .formatted(invocation.method(), codecs.contract().interfaceName()))));
    }
    Link link = closed.get() ? null : peer.pick();
    if (link == null) {
      return CompletableFuture.failedFuture(unavailable(invocation));
    }
    return encoder.invoke(link, invocation, endpoint);
  }

  private @Nullable RequestEncoder encoder(MethodDescriptor method) {
    int index = method.index();
    if (index < encoders.length && encoders[index].method() == method) {
      return encoders[index];
    }
    // The same interface read a second time.
    MethodDescriptor ours = codecs.contract().method(method.name(), method.parameterDescriptor());
    return ours == null ? null : encoders[ours.index()];
  }

  private RpcException unavailable(Invocation invocation) {
    State state = state();
    return state == State.DRAINING
        ? TransportErrors.peerDraining(invocation, endpoint)
        : TransportErrors.notConnected(invocation, endpoint, state, peer.failure());
  }

  @Override
  public State state() {
    return closed.get() ? State.CLOSED : peer.state();
  }

  @Override
  public @Nullable Throwable failure() {
    return closed.get() ? null : peer.failure();
  }

  @Override
  public Subscription onChange(Runnable listener) {
    return peer.onChange(listener);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      peer.transport().release(peer);
    }
  }

  @Override
  public String toString() {
    return Transport.describe(endpoint, state());
  }
}
