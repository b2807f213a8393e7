package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.CallRecord;
import io.dunlin.Deadline;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.MethodDescriptor;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through a worker: arguments, attachments, the method, the reply. The
 * buffer of the request becomes that of the reply.
 */
@HotPath
final class ServerCall implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ServerCall.class);

  /** Stands for "no deadline": the requester did not say how long it waits. */
  private static final long FOREVER_NANOS = Long.MAX_VALUE / 4;

  private static final @Nullable Object[] NO_ARGUMENTS = {};

  private final Shared shared;
  private final Link link;
  private final int flags;
  private final long id;
  private final Route route;
  private final FrameBuffer body;
  private final int headEnd;
  private final int bodyBytes;
  private final long arrivedNanos;

  ServerCall(
      Shared shared,
      Link link,
      int flags,
      long id,
      Route route,
      FrameBuffer body,
      int headEnd,
      int bodyBytes) {
    this.shared = shared;
    this.link = link;
    this.flags = flags;
    this.id = id;
    this.route = route;
    this.body = body;
    this.headEnd = headEnd;
    this.bodyBytes = bodyBytes;
    this.arrivedNanos = link.lastRequestNanos();
  }

  @Override
  public void run() {
    Admitted admitted;
    @Nullable Object[] arguments;
    byte[] echo = null;
    MethodDescriptor method = route.method();
    long remaining;
    try {
      byte[] bytes = body.array();
      admitted = route.authenticated() ? admitSkipping(bytes) : null;
      BodyReader reader = route.codec().reader(bytes, headEnd, bodyBytes);
      if (route.kind() == Route.Kind.ECHO) {
        reader.skip();
        echo = Arrays.copyOfRange(bytes, headEnd, reader.position());
        arguments = NO_ARGUMENTS;
      } else {
        arguments = readArguments(reader);
      }
      if (admitted == null) {
        admitted = admit(reader, bytes);
      }
      remaining = remaining(admitted);
      Exported exported = admitted.exported();
      if (route.kind() == Route.Kind.GENERIC && exported != null) {
        GenericCall generic =
            GenericCall.of(
                exported.service().codecs().contract(),
                exported.generalizer(),
                admitted.attachments(),
                arguments);
        method = generic.method();
        arguments = generic.arguments().toArray();
      } else if (route.kind() == Route.Kind.CALL
          && !route.method().callbackParameters().isEmpty()) {
        addCallbacks(admitted, arguments);
      }
    } catch (RpcException e) {
      boolean ours = e.failureClass() == FailureClass.REJECTED;
      refuse(ours ? e : badBody(e));
      return;
    } catch (Throwable e) { // whatever it is, the requester must hear of it
      refuse(badBody(e));
      return;
    }
    if (echo != null) {
      replyBytes(admitted, echo);
    } else {
      call(admitted, method, arguments, remaining);
    }
  }

  private RpcException badBody(Throwable cause) {
    shared.stats.badBodies.increment();
    RpcException refusal = AdmissionErrors.badBody(route.method(), cause);
    shared.peersLog.warn(
        "refused a request of %s: %s".formatted(link.remoteAddress, refusal.getMessage()));
    return refusal;
  }

  private @Nullable Object[] readArguments(BodyReader reader) {
    int parameters = route.method().parameterTypes().size();
    if (parameters == 0) {
      return NO_ARGUMENTS;
    }
    @Nullable Object[] arguments = new Object[parameters];
    for (int i = 0; i < parameters; i++) {
      arguments[i] = reader.readArgument(i);
    }
    return arguments;
  }

  private Admitted admitSkipping(byte[] bytes) {
    BodyReader reader = route.codec().reader(bytes, headEnd, bodyBytes);
    int parameters = route.method().parameterTypes().size();
    for (int i = 0; i < parameters; i++) {
      reader.skip();
    }
    return admit(reader, bytes);
  }

  private Admitted admit(BodyReader reader, byte[] bytes) {
    int from = reader.position();
    Admitted known = link.admitted.find(route, bytes, from, bodyBytes);
    if (known != null && route.admitter().isCurrent(known)) {
      return known;
    }
    Admitted admitted = route.admitter().admit(route, link, reader.readAttachments());
    link.admitted.add(route, bytes, from, bodyBytes, admitted);
    return admitted;
  }

  private long remaining(Admitted admitted) {
    long allowed = admitted.timeoutNanos();
    if (allowed < 0) {
      return FOREVER_NANOS;
    }
    long waited = shared.clock.nanoTime() - arrivedNanos;
    if (waited >= allowed) {
      throw AdmissionErrors.expired(route.method(), waited / 1_000_000, allowed / 1_000_000);
    }
    return allowed - waited;
  }

  private void addCallbacks(Admitted admitted, @Nullable Object[] arguments) {
    Exported exported = admitted.exported();
    if (exported == null) {
      return;
    }
    MethodDescriptor method = route.method();
    for (int index : method.callbackParameters()) {
      String instance = admitted.attachments().get(AttachmentKeys.CALLBACK_ARGUMENT_PREFIX + index);
      CallbackType type = exported.callbackType(method.parameterTypes().get(index));
      if (instance != null && type != null) {
        arguments[index] =
            link.callbacks.remote(
                type.contract().interfaceName(), instance, () -> standIn(type, instance));
      }
    }
  }

  private Object standIn(CallbackType type, String instance) {
    var serializer = type.codecs().serializer(route.wireId());
    if (serializer == null) {
      throw AdmissionErrors.unknownSerialization(route.wireId(), java.util.List.of());
    }
    return shared.callbacks.proxy(
        type.contract(), RequestEncoder.callbackInvoker(shared, link, type, serializer, instance));
  }

  private void call(
      Admitted admitted, MethodDescriptor method, @Nullable Object[] arguments, long remaining) {
    if (admitted.executor() == route.executor()) {
      invoke(admitted, method, arguments, remaining);
      return;
    }
    try {
      // A group with threads of its own; which group it is stands behind the arguments.
      admitted.executor().execute(() -> invoke(admitted, method, arguments, remaining));
    } catch (RejectedExecutionException e) {
      refuse(AdmissionErrors.overloaded(route.method(), e.getMessage()));
    }
  }

  @SuppressWarnings("NullAway") // JDK 17 loses the annotation inside an array of a class file
  private void invoke(
      Admitted admitted, MethodDescriptor method, @Nullable Object[] arguments, long remaining) {
    shared.stats.requestsServed.increment();
    CompletionStage<Result> stage;
    try {
      Invocation invocation =
          new Invocation(
                  admitted.service(),
                  method,
                  arguments,
                  admitted.attachments(),
                  admitted.policy(),
                  Deadline.after(shared.clock, remaining),
                  new CallRecord(shared.clock))
              .withAttributes(link.attributes());
      stage = admitted.invoker().invoke(invocation);
    } catch (Throwable e) {
      failed(e); // against the second law, but the requester must hear of it
      return;
    }
    if (stage instanceof CompletableFuture<Result> future
        && future.isDone()
        && !future.isCompletedExceptionally()) {
      Result result = future.join();
      if (result == null) {
        failed(null);
      } else {
        reply(admitted, result);
      }
      return;
    }
    stage.whenComplete(
        (result, failure) -> {
          if (failure != null || result == null) {
            failed(Result.unwrap(failure));
          } else {
            reply(admitted, result);
          }
        });
  }

  private void reply(Admitted admitted, Result result) {
    if ((flags & DubboFrames.TWO_WAY) == 0) {
      if (result instanceof Result.Failure failure) {
        shared.peersLog.warn(
            "one-way call of %s.%s failed, and its caller is not told: %s"
                .formatted(admitted.service(), route.method().name(), failure.error()));
      }
      link.noReply(body);
      return;
    }
    ReplyWriter.answer(body, id, route, admitted.dunlin(), result, shared.config.maxBodyBytes());
    link.reply(body);
  }

  private void replyBytes(Admitted admitted, byte[] value) {
    if ((flags & DubboFrames.TWO_WAY) == 0) {
      link.noReply(body);
      return;
    }
    ReplyWriter.answerBytes(
        body, id, route, admitted.dunlin(), value, shared.config.maxBodyBytes());
    link.reply(body);
  }

  private void failed(@Nullable Throwable failure) {
    if (failure instanceof RpcException known) {
      // A filter may end the call with the refusal of another one that it made. That class is true
      // for that hop only: here the method may have run.
      boolean ofAnotherHop =
          known.failureClass() == FailureClass.REJECTED && known.service() != null;
      refuse(
          ofAnotherHop
              ? RpcException.of(ErrorCode.SERVER_ERROR, TransportErrors.reason(known), known)
              : known);
      return;
    }
    log.error("{} of {} failed in the framework", route.method(), route.path(), failure);
    refuse(
        RpcException.of(
            ErrorCode.SERVER_ERROR,
            "%s of %s failed in the provider's framework: %s"
                .formatted(
                    route.method(),
                    route.path(),
                    failure == null ? "no result" : failure.getClass().getName())));
  }

  private void refuse(RpcException why) {
    Admission.refuse(shared, link, flags, id, route.plain(), body, why);
  }
}
