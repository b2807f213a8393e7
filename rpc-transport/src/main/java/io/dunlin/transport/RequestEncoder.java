package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.DunlinVersion;
import io.dunlin.Endpoint;
import io.dunlin.ErrorCode;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls of one method, encoding them on the caller's thread straight into the buffer that
 * is sent. What stands before the arguments never changes, and what stands after them rarely does
 * (the framework's attachments for one time-out): both are encoded once and copied.
 */
@HotPath
final class RequestEncoder {
  private static final int MAX_FIXED_BYTES = 64 << 10;

  private final Shared shared;
  private final MethodDescriptor method;
  private final MethodCodec codec;
  private final MethodCodec plain;
  private final int wireId;
  private final int flags;
  private final byte[] head;
  private final Map<String, String> fixed;
  private final Map<String, CallbackType> callbackTypes;
  private volatile @Nullable Tail tail;

  /** The attachments for calls with one time-out that add none of their own. */
  private static final class Tail {
    final long timeoutMillis;
    final byte[] bytes;

    Tail(long timeoutMillis, byte[] bytes) {
      this.timeoutMillis = timeoutMillis;
      this.bytes = bytes;
    }
  }

  /**
   * @param path what the peer knows the service by
   * @param version the service's version, or null as callbacks have it
   * @param fixed attachments of every call
   * @param callbackTypes interfaces of callback parameters, by name
   */
  RequestEncoder(
      Shared shared,
      MethodDescriptor method,
      MethodCodec codec,
      Serializer serializer,
      MethodCodec plain,
      String path,
      @Nullable String version,
      Map<String, String> fixed,
      Map<String, CallbackType> callbackTypes) {
    this.shared = shared;
    this.method = method;
    this.codec = codec;
    this.plain = plain;
    this.wireId = serializer.wireId();
    this.flags =
        DubboFrames.REQUEST
            | wireId
            | (method.shape() == MethodDescriptor.Shape.ONEWAY ? 0 : DubboFrames.TWO_WAY);
    this.callbackTypes = callbackTypes;
    Map<String, String> all = new LinkedHashMap<>(fixed);
    if (!shared.config.application().isEmpty()) {
      all.put(AttachmentKeys.REMOTE_APPLICATION, shared.config.application());
    }
    all.put(AttachmentKeys.DUNLIN, DunlinVersion.CURRENT);
    this.fixed = all;
    ByteSink sink = ByteSink.heap(256, MAX_FIXED_BYTES);
    BodyWriter writer = plain.writer(sink);
    writer.writeString(DubboFrames.VERSION);
    writer.writeString(path);
    writer.writeString(version);
    writer.writeString(method.name());
    writer.writeString(method.parameterDescriptor());
    this.head = Arrays.copyOf(sink.array(), sink.position());
  }

  MethodDescriptor method() {
    return method;
  }

  /** Starts the call on {@code link}. */
  CompletionStage<Result> invoke(Link link, Invocation invocation, @Nullable Endpoint endpoint) {
    long now = shared.clock.nanoTime();
    long remaining = invocation.deadline().remainingNanos();
    if (remaining <= 0) {
      return CompletableFuture.failedFuture(
          RpcException.deadlineBeforeSend(invocation, "earlier attempts and filters"));
    }
    FrameBuffer frame = link.pool.take();
    try {
      encode(frame, link, invocation, remaining);
    } catch (RuntimeException | StackOverflowError e) {
      link.pool.give(frame);
      return CompletableFuture.failedFuture(TransportErrors.encodeFailed(invocation, endpoint, e));
    }
    invocation.record().mark(io.dunlin.CallRecord.Phase.ENCODED);
    PendingCall call =
        new PendingCall(
            invocation,
            endpoint,
            codec,
            plain,
            wireId,
            (flags & DubboFrames.TWO_WAY) == 0,
            now + remaining);
    link.send(frame, call);
    return call;
  }

  private void encode(FrameBuffer frame, Link link, Invocation invocation, long remainingNanos) {
    frame.beginRequest(shared.config.maxBodyBytes());
    frame.append(head);
    @Nullable Object[] arguments = invocation.arguments();
    int parameters = method.parameterTypes().size();
    if (arguments.length != parameters) {
      throw RpcException.of(
          ErrorCode.INVALID_GENERIC_CALL,
          "%d arguments for %d parameters of %s; pass one for each"
              .formatted(arguments.length, parameters, method));
    }
    Map<String, String> more = null;
    if (!method.callbackParameters().isEmpty()) {
      more = new LinkedHashMap<>();
      arguments = withoutCallbacks(link, arguments, more);
    }
    BodyWriter writer = codec.writer(frame);
    for (int i = 0; i < parameters; i++) {
      writer.writeArgument(i, arguments[i]);
    }
    long timeoutMillis = invocation.policy().timeout().toMillis();
    // Rounded up: what is left of a millisecond is not nothing.
    long remainingMillis = (remainingNanos + 999_999) / 1_000_000;
    Map<String, String> own = invocation.attachments().asMap();
    if (own.isEmpty() && more == null && remainingMillis >= timeoutMillis) {
      Tail known = tail;
      if (known == null || known.timeoutMillis != timeoutMillis) {
        known = encodeTail(timeoutMillis);
        tail = known;
      }
      frame.append(known.bytes);
    } else {
      Map<String, String> all = new LinkedHashMap<>(own);
      all.putAll(fixed);
      if (more != null) {
        all.putAll(more);
      }
      all.put(AttachmentKeys.TIMEOUT, Long.toString(timeoutMillis));
      if (remainingMillis < timeoutMillis) {
        all.put(AttachmentKeys.REMAINING, Long.toString(remainingMillis));
      }
      writer.writeAttachments(Attachments.copyOf(all));
    }
    frame.finish(flags, 0, 0); // the id is set when the event loop takes the frame
  }

  private Tail encodeTail(long timeoutMillis) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.put(AttachmentKeys.TIMEOUT, Long.toString(timeoutMillis));
    ByteSink sink = ByteSink.heap(256, MAX_FIXED_BYTES);
    plain.writer(sink).writeAttachments(Attachments.copyOf(all));
    return new Tail(timeoutMillis, Arrays.copyOf(sink.array(), sink.position()));
  }

  private @Nullable Object[] withoutCallbacks(
      Link link, @Nullable Object[] arguments, Map<String, String> attachments) {
    @Nullable Object[] copy = arguments.clone();
    for (int index : method.callbackParameters()) {
      Object target = copy[index];
      CallbackType type = callbackTypes.get(method.parameterTypes().get(index));
      if (target != null && type != null) {
        int id = link.callbacks.register(type, target, shared.callbacks);
        attachments.put(AttachmentKeys.CALLBACK_ARGUMENT_PREFIX + index, Integer.toString(id));
      }
      copy[index] = null;
    }
    return copy;
  }

  /** Calls one object of the peer over the connection it was passed on. */
  static Invoker callbackInvoker(
      Shared shared, Link link, CallbackType type, Serializer serializer, String instance) {
    String name = type.contract().interfaceName();
    MethodCodec plain = serializer.plain(type.codecs().rules());
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put(AttachmentKeys.PATH, name);
    fixed.put(AttachmentKeys.CALLBACK_INSTANCE, instance);
    RequestEncoder[] encoders = new RequestEncoder[type.contract().methods().size()];
    for (MethodDescriptor method : type.contract().methods()) {
      MethodCodec codec = type.codecs().codec(serializer.wireId(), method.index());
      if (codec == null) {
        throw new IllegalStateException(name + " has no codec for " + serializer.name());
      }
      encoders[method.index()] =
          new RequestEncoder(shared, method, codec, serializer, plain, name, null, fixed, Map.of());
    }
    return invocation ->
        encoders[invocation.method().index()].invoke(link, invocation, link.endpoint);
  }
}
