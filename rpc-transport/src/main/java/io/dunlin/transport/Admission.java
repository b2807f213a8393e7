package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.HotPath;
import io.dunlin.MethodDescriptor;
import io.dunlin.MethodPolicy;
import io.dunlin.RpcException;
import io.dunlin.ServiceKey;
import io.dunlin.serialization.MethodCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the requests to one listener. On the event loop, by the head alone: which
 * method, which codecs, which executor; nothing is decoded into objects. On the worker, by the
 * attachments: which group, which token.
 */
@HotPath
final class Admission implements Link.Requests, Route.Admitter {
  private static final MethodDescriptor GENERIC =
      MethodDescriptor.of(
          0,
          "$invoke",
          List.of("java.lang.String", "[Ljava.lang.String;", "[Ljava.lang.Object;"),
          "java.lang.Object",
          MethodDescriptor.Shape.BLOCKING);
  private static final MethodDescriptor ECHO =
      MethodDescriptor.of(
          0,
          "$echo",
          List.of("java.lang.Object"),
          "java.lang.Object",
          MethodDescriptor.Shape.BLOCKING);

  private final Shared shared;
  private final Dispatcher dispatcher;
  private volatile HeadTable heads = new HeadTable(ExportIndex.EMPTY);
  private volatile boolean refusing;

  Admission(Shared shared, Dispatcher dispatcher) {
    this.shared = shared;
    this.dispatcher = dispatcher;
  }

  /** From now on every request is refused. */
  void refuseAll() {
    refusing = true;
  }

  @Override
  public void request(Link link, int flags, long id, FrameBuffer body, int bodyBytes) {
    if (refusing) {
      refuse(link, flags, id, body, AdmissionErrors.draining());
      return;
    }
    int wireId = flags & DubboFrames.SERIALIZATION;
    ExportIndex index = dispatcher.index();
    HeadTable table = heads;
    if (table.index() != index || table.isFull()) {
      table = new HeadTable(index);
      heads = table; // a race makes two, and one is lost with little in it
    }
    Route route;
    int headEnd;
    HeadTable.Known known =
        wireId == Events.SERIALIZATION ? table.find(body.array(), bodyBytes) : null;
    if (known != null) {
      route = known.route();
      headEnd = known.end();
    } else {
      shared.stats.headsParsed.increment();
      try {
        MethodCodec plain = index.plain(wireId);
        if (plain == null) {
          throw AdmissionErrors.unknownSerialization(wireId, index.serializers());
        }
        Head head = readHead(plain, body.array(), bodyBytes);
        route = route(index, head, wireId, plain);
        headEnd = head.end();
        if (wireId == Events.SERIALIZATION) {
          table.add(body.array(), headEnd, route);
        }
      } catch (RpcException e) {
        refuse(link, flags, id, body, e);
        return;
      }
    }
    ServerCall call = new ServerCall(shared, link, flags, id, route, body, headEnd, bodyBytes);
    try {
      route.executor().execute(call);
    } catch (RejectedExecutionException e) {
      refuse(link, flags, id, body, AdmissionErrors.overloaded(route.method(), e.getMessage()));
    }
  }

  private static Head readHead(MethodCodec plain, byte[] body, int bodyBytes) {
    try {
      return Head.read(plain, body, bodyBytes);
    } catch (RuntimeException e) {
      throw AdmissionErrors.badHead(e);
    }
  }

  private Route route(ExportIndex index, Head head, int wireId, MethodCodec plain) {
    String path = head.path();
    String name = head.method();
    String descriptor = head.descriptor();
    List<Exported> candidates =
        path == null || !isServiceName(path) ? List.of() : index.ofAnyGroup(path, head.version());
    if (path == null || candidates.isEmpty()) {
      throw AdmissionErrors.serviceNotFound(path, "", head.version(), index.keys());
    }
    Exported first = candidates.get(0);
    boolean authenticated = false;
    for (Exported candidate : candidates) {
      authenticated |= candidate.service().token() != null;
    }
    Route.Kind kind = Route.Kind.CALL;
    MethodDescriptor method = null;
    MethodCodec codec = null;
    if (name != null && descriptor != null) {
      if (descriptor.equals(GENERIC.parameterDescriptor())
          && (name.equals("$invoke") || name.equals("$invokeAsync"))) {
        kind = Route.Kind.GENERIC;
        method = GENERIC;
        codec = plain;
      } else if (descriptor.equals(ECHO.parameterDescriptor()) && name.equals("$echo")) {
        kind = Route.Kind.ECHO;
        method = ECHO;
        codec = plain;
      } else {
        method = first.service().codecs().contract().method(name, descriptor);
        codec = method == null ? null : first.service().codecs().codec(wireId, method.index());
      }
    }
    if (method == null) {
      throw AdmissionErrors.methodNotFound(
          path,
          name,
          descriptor,
          name == null ? List.of() : first.service().codecs().contract().methods(name));
    }
    if (codec == null) {
      throw AdmissionErrors.unknownSerialization(wireId, index.serializers());
    }
    return new Route(
        kind,
        path,
        head.version(),
        Route.understandsAttachments(head.protocolVersion()),
        wireId,
        method,
        codec,
        plain,
        first.service().executor(),
        this,
        authenticated);
  }

  private static boolean isServiceName(String path) {
    return !path.isBlank() && path.indexOf('/') < 0 && path.indexOf(':') < 0;
  }

  @Override
  public Admitted admit(Route route, Link link, Attachments attachments) {
    String path = attachments.getOrDefault(AttachmentKeys.PATH, route.path());
    if (path.startsWith("/")) {
      path = path.substring(1);
    }
    if (!path.equals(route.path())) {
      throw AdmissionErrors.contradictingPath(route.path(), path);
    }
    String version = attachments.getOrDefault(AttachmentKeys.VERSION, route.version());
    String group = attachments.getOrDefault(AttachmentKeys.GROUP, "");
    ExportIndex index = dispatcher.index();
    ServiceKey key;
    try {
      key = new ServiceKey(path, group, version);
    } catch (IllegalArgumentException e) {
      throw AdmissionErrors.serviceNotFound(path, group, version, index.keys());
    }
    Exported exported = index.get(key);
    if (exported == null) {
      throw AdmissionErrors.serviceNotFound(path, group, version, index.keys());
    }
    checkToken(exported.service(), attachments.get(AttachmentKeys.TOKEN));
    boolean dunlin = attachments.get(AttachmentKeys.DUNLIN) != null;
    if (dunlin) {
      link.markDunlinPeer();
    }
    return admitted(
        key,
        exported.service().invoker(),
        exported.service().executor(),
        exported,
        attachments,
        dunlin);
  }

  /** Completes what was found with what the attachments say about time. */
  static Admitted admitted(
      ServiceKey key,
      io.dunlin.Invoker invoker,
      java.util.concurrent.Executor executor,
      @Nullable Exported exported,
      Attachments attachments,
      boolean dunlin) {
    String remaining = attachments.get(AttachmentKeys.REMAINING);
    if (remaining == null) {
      remaining = attachments.get(AttachmentKeys.REMAINING_LOWER_CASE);
    }
    long allowed = millis(remaining);
    long timeout = millis(attachments.get(AttachmentKeys.TIMEOUT));
    if (allowed < 0 && timeout > 0) {
      allowed = timeout; // 0 means "the default" wherever it is configured
    }
    MethodPolicy policy =
        timeout > 0
            ? MethodPolicy.DEFAULT.withTimeout(Duration.ofMillis(timeout))
            : MethodPolicy.DEFAULT;
    return new Admitted(
        key,
        invoker,
        executor,
        exported,
        attachments,
        policy,
        allowed < 0 ? -1 : allowed * 1_000_000,
        dunlin);
  }

  /** Milliseconds written as text, up to a year; -1 for anything else. */
  private static long millis(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 11) {
      return -1;
    }
    long millis = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      millis = millis * 10 + digit - '0';
    }
    return Math.min(millis, Duration.ofDays(365).toMillis());
  }

  private static void checkToken(ExportedService service, @Nullable String given) {
    String expected = service.token();
    if (expected == null) {
      return;
    }
    boolean same =
        given != null
            && MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      throw AdmissionErrors.badToken(service.key(), given != null);
    }
  }

  @Override
  public boolean isCurrent(Admitted admitted) {
    Exported exported = admitted.exported();
    return exported != null && dispatcher.index().get(admitted.service()) == exported;
  }

  @Override
  public void refuse(Link link, int flags, long id, RpcException why) {
    refuseOnLoop(shared, link, flags, id, why);
  }

  private void refuse(Link link, int flags, long id, FrameBuffer body, RpcException why) {
    refuse(shared, link, flags, id, dispatcher.index().plain(flags), body, why);
  }

  /** Answers a request that was not taken; on the event loop. */
  static void refuseOnLoop(Shared shared, Link link, int flags, long id, RpcException why) {
    shared.stats.refused.increment();
    if ((flags & DubboFrames.TWO_WAY) != 0) {
      FrameBuffer frame = link.pool.take();
      ReplyWriter.failure(frame, id, flags & DubboFrames.SERIALIZATION, null, why);
      link.sendOnLoop(frame);
    }
  }

  /** Ends a request that was taken and is not begun, or failed in the framework; on any thread. */
  static void refuse(
      Shared shared,
      Link link,
      int flags,
      long id,
      @Nullable MethodCodec plain,
      FrameBuffer body,
      RpcException why) {
    shared.stats.refused.increment();
    if ((flags & DubboFrames.TWO_WAY) == 0) {
      link.noReply(body);
      return;
    }
    ReplyWriter.failure(body, id, flags & DubboFrames.SERIALIZATION, plain, why);
    link.reply(body);
  }
}
