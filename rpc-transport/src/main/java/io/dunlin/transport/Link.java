package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.AttributeKey;
import io.dunlin.CallRecord.Phase;
import io.dunlin.Endpoint;
import io.dunlin.HotPath;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.serialization.MethodCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open TCP connection, on either side: cuts what arrives, answers heartbeats, matches responses
 * to calls, hands requests to {@link Requests}, and sends what other threads queue.
 *
 * <p>Threads. Everything runs on the channel's event loop unless said otherwise. Other threads hand
 * over frames through {@link #submit}: a stack that any thread pushes to and the event loop takes
 * whole, so that the thread that finds it empty is the one that wakes the event loop, and all that
 * is pushed until it looks travels in one write.
 *
 * <p>A frame that was submitted is always either sent or dropped here, and its call then completed:
 * no caller is left waiting, whatever happens to the connection.
 */
@HotPath
final class Link extends ChannelInboundHandlerAdapter
    implements FrameCutter.Receiver, FrameWriter.Listener {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  /** A body this many times over the limit is not even passed over. */
  private static final int HOPELESS = 16;

  /** Time for which a peer may leave unread what was sent to it. */
  private static final long UNREAD_NANOS = 30_000_000_000L;

  private static final VarHandle QUEUE;

  static {
    try {
      QUEUE = MethodHandles.lookup().findVarHandle(Link.class, "queue", FrameBuffer.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Serves the requests of the peer; called on the event loop. */
  interface Requests {
    /** A request, not an event; {@code body} belongs to the callee. */
    void request(Link link, int flags, long id, FrameBuffer body, int bodyBytes);

    /** A request whose body is not taken: too large, or too much of it under way. */
    void refuse(Link link, int flags, long id, RpcException why);
  }

  /** Owns the connection; called on the event loop. */
  interface Owner {
    /** The peer takes no more calls, or does again. */
    void peerDraining(Link link, boolean draining);

    /** The connection has ended; {@code cause} is null if it was closed by us. */
    void ended(Link link, @Nullable Throwable cause);
  }

  final Shared shared;
  final FramePool pool = new FramePool();
  final String remoteAddress;
  final @Nullable Endpoint endpoint;

  /** Objects of both sides that are called over this connection. */
  final CallbackTable callbacks = new CallbackTable();

  /**
   * Requests this connection's peer has made that were recognised before; see {@link ServerCall}.
   */
  final AdmittedRequests admitted = new AdmittedRequests();

  private final Channel channel;
  private final EventLoop loop;
  private final Requests requests;
  private final Owner owner;
  private final boolean server;
  private final FrameCutter cutter;
  private final FrameWriter writer;
  private final PendingCalls pending;
  private final KnownAttachments knownAttachments = new KnownAttachments();
  private final Runnable drainTask = this::drain;
  private final AtomicLong sendBytes = new AtomicLong();
  private final long heartbeatNanos;
  private final long silenceNanos;

  @SuppressWarnings("unused") // by QUEUE
  private volatile @Nullable FrameBuffer queue;

  private boolean reading;
  private int framesEnded; // when the present frame was last looked at
  private int inFlight; // requests of the peer
  private boolean drainAfterRead;
  private boolean pumpAfterRead;
  private final Map<AttributeKey<?>, Object> attributes;
  private long sentBytes; // of frames written in this pump, not yet taken off the budgets
  private long reservedForBody; // of shared.receivedBytes, for the body that is arriving
  private long heartbeatId;
  private boolean firstFrameSeen;
  private @Nullable Throwable closeCause;
  private boolean closedByUs;
  private boolean retiring;

  // Written by the event loop, read by others.
  private volatile boolean ended;
  private volatile boolean closing; // because of something that is counted, once
  private volatile boolean peerDraining;
  private volatile boolean dunlinPeer;
  private volatile int requestsInFlight;
  private volatile long lastRequestNanos;
  private volatile long frameBegunNanos; // 0 between frames
  private volatile long blockedNanos; // 0 while the peer reads
  private volatile boolean heard;

  // Of the housekeeping thread.
  private long heardNanos;
  private int heartbeatsUnanswered;

  Link(
      Shared shared,
      Channel channel,
      String remoteAddress,
      @Nullable Endpoint endpoint,
      Requests requests,
      Owner owner,
      boolean dunlinPeer) {
    this.shared = shared;
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.remoteAddress = remoteAddress;
    this.attributes = Map.of(Dispatcher.REMOTE_ADDRESS, remoteAddress);
    this.endpoint = endpoint;
    this.requests = requests;
    this.owner = owner;
    this.dunlinPeer = dunlinPeer;
    this.server = endpoint == null;
    this.cutter = new FrameCutter(pool, this);
    this.writer = new FrameWriter(channel, this);
    this.pending = new PendingCalls(shared.clock, loop, this::timedOut);
    this.heardNanos = shared.clock.nanoTime();
    this.lastRequestNanos = heardNanos;
    // A server leaves the asking to its clients, unless they are silent for long.
    long idle = shared.config.idleClose().toNanos();
    long interval = shared.config.heartbeatInterval().toNanos();
    this.heartbeatNanos = server ? idle / 3 : interval;
    this.silenceNanos = server ? idle : 3 * interval;
  }

  // ---- for any thread

  /** Whether the peer has shown that it is Dunlin. */
  boolean isDunlinPeer() {
    return dunlinPeer;
  }

  /** Remembers that the peer is Dunlin. */
  void markDunlinPeer() {
    if (!dunlinPeer) {
      dunlinPeer = true;
    }
  }

  /** Attributes of every invocation that comes over this connection. */
  Map<AttributeKey<?>, Object> attributes() {
    return attributes;
  }

  /** Whether a frame has begun and not ended. */
  boolean isMidFrame() {
    return frameBegunNanos != 0;
  }

  /** Whether the peer does not read what is sent to it. */
  boolean isBlocked() {
    return blockedNanos != 0;
  }

  /** Whether new calls can be sent. */
  boolean takesCalls() {
    return !ended && !peerDraining;
  }

  int requestsInFlight() {
    return requestsInFlight;
  }

  /** When the last request arrived. */
  long lastRequestNanos() {
    return lastRequestNanos;
  }

  /**
   * Queues the frame of {@code call}, which completes whatever happens. The frame belongs to the
   * link from now on.
   */
  void send(FrameBuffer frame, PendingCall call) {
    int bytes = frame.position();
    long waiting = sendBytes.getAndAdd(bytes);
    long limit = shared.config.maxPendingBytesPerConnection();
    if (waiting + bytes > limit) {
      sendBytes.addAndGet(-bytes);
      pool.give(frame);
      call.completeExceptionally(
          TransportErrors.sendBufferFull(
              call.invocation, endpoint, bytes, waiting, "maxPendingBytesPerConnection", limit));
      return;
    }
    waiting = shared.sendBytes.getAndAdd(bytes);
    limit = shared.config.maxPendingBytes();
    if (waiting + bytes > limit) {
      shared.sendBytes.addAndGet(-bytes);
      sendBytes.addAndGet(-bytes);
      pool.give(frame);
      call.completeExceptionally(
          TransportErrors.sendBufferFull(
              call.invocation, endpoint, bytes, waiting, "maxPendingBytes", limit));
      return;
    }
    frame.call = call;
    submit(frame);
  }

  /** Queues a reply, which ends a request. The frame belongs to the link from now on. */
  void reply(FrameBuffer frame) {
    int bytes = frame.position();
    sendBytes.addAndGet(bytes);
    shared.sendBytes.addAndGet(bytes);
    frame.endsRequest = true;
    submit(frame);
  }

  /** Ends a request that is not answered. The frame belongs to the link from now on. */
  void noReply(FrameBuffer frame) {
    frame.position(0);
    frame.endsRequest = true;
    submit(frame);
  }

  private void submit(FrameBuffer frame) {
    FrameBuffer top;
    do {
      top = queue;
      frame.next = top;
    } while (!QUEUE.compareAndSet(this, top, frame));
    if (top != null) {
      return; // whoever found it empty has seen to it that the event loop looks
    }
    if (loop.inEventLoop() && reading) {
      drainAfterRead = true;
      return;
    }
    try {
      loop.execute(drainTask);
    } catch (RejectedExecutionException e) {
      // The event loop has ended. Whoever queues from now on comes here too.
      dropQueue();
    }
  }

  private @Nullable FrameBuffer takeQueue() {
    FrameBuffer frame = (FrameBuffer) QUEUE.getAndSet(this, (FrameBuffer) null);
    FrameBuffer reversed = null;
    while (frame != null) {
      FrameBuffer next = frame.next;
      frame.next = reversed;
      reversed = frame;
      frame = next;
    }
    return reversed;
  }

  private void dropQueue() {
    FrameBuffer frame = takeQueue();
    while (frame != null) {
      FrameBuffer next = frame.next;
      drop(frame);
      frame = next;
    }
  }

  /** Closes the connection; calls in flight fail. */
  void close(@Nullable Throwable cause) {
    if (!loop.inEventLoop()) {
      try {
        loop.execute(() -> close(cause));
      } catch (RejectedExecutionException e) {
        dropQueue();
      }
      return;
    }
    if (!ended && closeCause == null) {
      closeCause = cause;
      closedByUs = cause == null;
    }
    channel.close();
  }

  /** Runs {@code task} on the event loop, or not at all if that has ended. */
  void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("{}: the event loop has ended", remoteAddress);
    }
  }

  /** Tells the peer that this side takes no more requests (protocol 1.11). */
  void announceDraining() {
    onLoop(() -> sendEvent(DubboFrames.REQUEST | DubboFrames.EVENT, Events.READ_ONLY));
  }

  /**
   * Sends heartbeats and closes what is dead or harmful; called by the housekeeping thread from
   * time to time.
   */
  void keep(long now) {
    if (ended || closing) {
      return;
    }
    long blocked = blockedNanos;
    if (blocked != 0 && server) {
      heardNanos = now; // we do not read either, so it cannot be blamed for silence
      if (now - blocked > UNREAD_NANOS) {
        shared.stats.slowReaders.increment();
        endBecause(
            "closed %s: it has not read what was sent to it for %d ms"
                .formatted(remoteAddress, (now - blocked) / 1_000_000));
      }
      return;
    }
    long begun = frameBegunNanos;
    long frameLimit = shared.config.firstFrameTimeout().toNanos();
    if (begun != 0 && now - begun > (firstFrameSeen ? frameLimit / 2 : frameLimit)) {
      shared.stats.slowFrames.increment();
      endBecause(
          "closed %s: a frame was not complete after %d ms"
              .formatted(remoteAddress, (now - begun) / 1_000_000));
      return;
    }
    if (heard) {
      heard = false;
      heardNanos = now;
      heartbeatsUnanswered = 0;
      return;
    }
    long silent = now - heardNanos;
    if (silent >= silenceNanos) {
      endBecause(
          "closed %s: nothing heard for %d ms, %d heartbeats unanswered"
              .formatted(remoteAddress, silent / 1_000_000, heartbeatsUnanswered));
    } else if (silent >= heartbeatNanos * (heartbeatsUnanswered + 1)) {
      heartbeatsUnanswered++;
      shared.stats.heartbeatsSent.increment();
      onLoop(
          () ->
              sendEvent(
                  DubboFrames.REQUEST | DubboFrames.TWO_WAY | DubboFrames.EVENT, Events.NULL));
    }
  }

  private void endBecause(String why) {
    closing = true;
    shared.peersLog.warn(why);
    close(new LinkException(why));
  }

  /** Closes the connection as soon as no call waits for an answer. */
  void closeWhenUnused() {
    onLoop(
        () -> {
          retiring = true;
          callEnded();
        });
  }

  // ---- on the event loop

  private void callEnded() {
    if (retiring && pending.count() == 0 && queue == null && writer.backlogBytes() == 0) {
      close(null);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    reading = true;
    if (!heard) {
      heard = true;
    }
    try {
      cutter.cut(in);
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    boolean midFrame = cutter.midFrame();
    boolean another = framesEnded != cutter.framesEnded();
    // What a busy peer sends arrives in pieces that end inside a frame, each time another one.
    if (midFrame != (frameBegunNanos != 0) || (midFrame && another)) {
      frameBegunNanos = midFrame ? nonZero(shared.clock.nanoTime()) : 0;
    }
    framesEnded = cutter.framesEnded();
    if (drainAfterRead) {
      drainAfterRead = false;
      pumpAfterRead = false;
      drain();
    } else if (pumpAfterRead) {
      pumpAfterRead = false;
      pump();
    }
  }

  private static long nonZero(long nanos) {
    return nanos == 0 ? 1 : nanos;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      log.error("{}: closed after an unexpected error", remoteAddress, cause);
    }
    close(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (ended) {
      return;
    }
    ended = true;
    reading = false;
    cutter.stop();
    shared.receivedBytes.addAndGet(-reservedForBody);
    reservedForBody = 0;
    Throwable cause = closedByUs ? null : closeCause;
    if (!closedByUs) {
      if (cause == null) {
        cause = new LinkException("closed by the peer");
      }
      shared.stats.lost.increment();
    }
    closeCause = cause;
    FrameBuffer frame = writer.abandon();
    while (frame != null) {
      drop(frame);
      frame = writer.abandon();
    }
    // Frames queued later find the connection ended when the event loop looks at them.
    dropQueue();
    Throwable reason = cause;
    pending.clear(call -> fail(call, reason));
    callbacks.clear();
    owner.ended(this, cause);
  }

  private void drain() {
    FrameBuffer frame = takeQueue();
    if (ended) {
      while (frame != null) {
        FrameBuffer next = frame.next;
        drop(frame);
        frame = next;
      }
      return;
    }
    long now = 0;
    while (frame != null) {
      FrameBuffer next = frame.next;
      frame.next = null;
      PendingCall call = frame.call;
      if (call == null) {
        writer.add(frame);
      } else {
        if (now == 0) {
          now = shared.clock.nanoTime();
        }
        register(frame, call, now);
      }
      frame = next;
    }
    pump();
  }

  private void register(FrameBuffer frame, PendingCall call, long now) {
    RpcException refusal = null;
    if (peerDraining) {
      refusal = TransportErrors.peerDraining(call.invocation, endpoint);
    } else if (pending.count() >= shared.config.maxPendingCalls()) {
      refusal =
          TransportErrors.tooManyCalls(
              call.invocation, endpoint, pending.count(), shared.config.maxPendingCalls());
    } else if (call.deadlineNanos - now <= 0) {
      refusal =
          RpcException.deadlineBeforeSend(call.invocation, "waiting for the connection's turn");
    }
    if (refusal != null || call.isDone()) {
      release(frame);
      if (refusal != null) {
        call.completeExceptionally(refusal);
      }
      return;
    }
    pending.add(call);
    DubboFrames.id(frame.array(), call.id);
    writer.add(frame);
  }

  private void pump() {
    if (ended) {
      return;
    }
    writer.pump();
    if (sentBytes != 0) {
      sendBytes.addAndGet(-sentBytes);
      shared.sendBytes.addAndGet(-sentBytes);
      sentBytes = 0;
      if (blockedNanos != 0) {
        blockedNanos = nonZero(shared.clock.nanoTime()); // it moves
      }
    }
    boolean blocked = writer.backlogBytes() > 0 || !channel.isWritable();
    if (blocked != (blockedNanos != 0)) {
      blockedNanos = blocked ? nonZero(shared.clock.nanoTime()) : 0;
      if (server) {
        // A peer that does not read its answers must not get us to make more of them.
        channel.config().setAutoRead(!blocked);
        if (!blocked && frameBegunNanos != 0) {
          frameBegunNanos = nonZero(shared.clock.nanoTime()); // its time was ours
        }
      }
    }
    if (retiring) {
      callEnded(); // the last one may have been refused, or be one-way
    }
    if (blocked
        && server
        && !closing
        && writer.backlogBytes() > shared.config.maxPendingBytesPerConnection()) {
      shared.stats.slowReaders.increment();
      endBecause(
          "closed %s: %d bytes of answers wait for it (limit: maxPendingBytesPerConnection=%d)"
              .formatted(
                  remoteAddress,
                  writer.backlogBytes(),
                  shared.config.maxPendingBytesPerConnection()));
    }
  }

  @Override
  public boolean begin(FrameBuffer frame) {
    PendingCall call = frame.call;
    if (call == null) {
      return true;
    }
    if (call.isDone()) {
      return false;
    }
    call.sent = true;
    return true;
  }

  @Override
  public void written(FrameBuffer frame, int bytes) {
    sentBytes += bytes;
    PendingCall call = frame.call;
    if (call != null && call.sent && !call.isDone()) {
      call.invocation.record().mark(Phase.WRITTEN);
      if (call.oneway) {
        completeWhenWritten(call);
      }
    }
    endRequest(frame);
    pool.give(frame);
  }

  private void completeWhenWritten(PendingCall call) {
    ChannelPromise promise = writer.whenWritten();
    promise.addListener(
        (ChannelFuture done) -> {
          if (pending.get(call.id) != call) {
            return; // timed out, or failed with the connection
          }
          pending.remove(call);
          if (done.isSuccess()) {
            call.complete(Result.of(null));
          } else {
            call.completeExceptionally(
                TransportErrors.onewayNotWritten(call.invocation, endpoint, done.cause()));
          }
          callEnded();
        });
  }

  private void endRequest(FrameBuffer frame) {
    if (frame.endsRequest) {
      requestsInFlight = --inFlight;
    }
    if (frame.reservedBytes != 0) {
      shared.receivedBytes.addAndGet(-frame.reservedBytes);
      frame.reservedBytes = 0;
    }
  }

  /** Takes a frame that was not sent off all accounts. */
  private void release(FrameBuffer frame) {
    int bytes = frame.position();
    sendBytes.addAndGet(-bytes);
    shared.sendBytes.addAndGet(-bytes);
    endRequest(frame);
    pool.give(frame);
  }

  /** Gives up a frame because the connection has ended. */
  private void drop(FrameBuffer frame) {
    PendingCall call = frame.call;
    release(frame);
    if (call == null || call.isDone() || pending.get(call.id) == call) {
      return; // one that waits for its answer fails with all others that do
    }
    call.completeExceptionally(
        closedByUs
            ? TransportErrors.clientClosed(call.invocation, endpoint)
            : TransportErrors.notWritten(call.invocation, endpoint, closeCause));
  }

  private void fail(PendingCall call, @Nullable Throwable cause) {
    call.completeExceptionally(
        call.sent
            ? TransportErrors.connectionLost(call.invocation, endpoint, cause)
            : TransportErrors.notWritten(call.invocation, endpoint, cause));
  }

  /** Bytes that the operating system has not taken; for any thread. */
  long unflushedBytes() {
    // Null from the closing of the channel on, which we hear of a little later.
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private void timedOut(PendingCall call) {
    shared.stats.timeouts.increment();
    long unread = writer.backlogBytes() + unflushedBytes();
    call.completeExceptionally(
        TransportErrors.timeout(call.invocation, endpoint, call.sent, unread));
    callEnded();
  }

  @Override
  public boolean header(int flags, int status, long id, int bodyBytes) {
    reservedForBody = 0;
    boolean request = (flags & DubboFrames.REQUEST) != 0;
    if (bodyBytes > shared.config.maxBodyBytes()) {
      tooLarge(flags, id, bodyBytes, request);
      return false;
    }
    if (request && bodyBytes > DubboFrames.DECODE_ON_LOOP_BYTES) {
      long before = shared.receivedBytes.getAndAdd(bodyBytes);
      if (before + bodyBytes > shared.maxReceivedBytes) {
        shared.receivedBytes.addAndGet(-bodyBytes);
        requests.refuse(
            this, flags, id, AdmissionErrors.tooMuchReceived(before, shared.maxReceivedBytes));
        return false;
      }
      reservedForBody = bodyBytes;
    }
    return true;
  }

  private void tooLarge(int flags, long id, int bodyBytes, boolean request) {
    int limit = shared.config.maxBodyBytes();
    if (request) {
      requests.refuse(this, flags, id, AdmissionErrors.requestTooLarge(bodyBytes, limit));
    } else {
      PendingCall call = pending.remove(id);
      if (call != null) {
        call.completeExceptionally(
            TransportErrors.responseTooLarge(call.invocation, endpoint, bodyBytes, limit));
        callEnded();
      }
    }
    if (bodyBytes > (long) HOPELESS * limit) {
      shared.stats.badLengths.increment();
      cutter.stop();
      pump(); // the refusal
      endBecause(
          "closed %s: it sent a frame of %d bytes (limit: %d, set maxBodyBytes)"
              .formatted(remoteAddress, bodyBytes, limit));
    } else {
      shared.stats.oversize.increment();
      shared.peersLog.warn(
          "passed over a body of %d bytes from %s (limit: %d, set maxBodyBytes)"
              .formatted(bodyBytes, remoteAddress, limit));
    }
  }

  @Override
  public void violation(FrameCutter.Violation violation, long found) {
    switch (violation) {
      case MAGIC -> {
        shared.stats.unknownMagic.increment();
        endBecause(
            "closed %s: a frame begins with 0x%04x (expected: 0x%04x)"
                .formatted(remoteAddress, found, DubboFrames.MAGIC));
      }
      case LENGTH -> {
        shared.stats.badLengths.increment();
        endBecause(
            "closed %s: it sent a frame of negative length %d".formatted(remoteAddress, found));
      }
    }
  }

  @Override
  public void frame(int flags, int status, long id, FrameBuffer body, int bodyBytes) {
    body.reservedBytes = reservedForBody;
    reservedForBody = 0;
    if (!firstFrameSeen) {
      firstFrameSeen = true;
    }
    if ((flags & DubboFrames.REQUEST) == 0) {
      response(flags, status, id, body, bodyBytes);
    } else if ((flags & DubboFrames.EVENT) == 0) {
      lastRequestNanos = shared.clock.nanoTime();
      requestsInFlight = ++inFlight;
      requests.request(this, flags, id, body, bodyBytes);
    } else {
      event(flags, id, body, bodyBytes);
    }
  }

  private void event(int flags, long id, FrameBuffer body, int bodyBytes) {
    if ((flags & DubboFrames.TWO_WAY) != 0) {
      if (bodyBytes == 0 || bodyBytes > DubboFrames.MAX_EVENT_BYTES) {
        shared.stats.badBodies.increment();
        discard(body);
        requests.refuse(this, flags & ~DubboFrames.EVENT, id, AdmissionErrors.badEvent(bodyBytes));
        return;
      }
      if (Events.isHeartbeat(flags, body.array(), bodyBytes)) {
        shared.stats.heartbeatsAnswered.increment();
        byte[] text = Events.copy(body.array(), bodyBytes);
        body.clear();
        writeEvent(
            body,
            DubboFrames.EVENT | (flags & DubboFrames.SERIALIZATION),
            DubboFrames.OK,
            id,
            text);
        return;
      }
    } else if (!server) {
      if (Events.isReadOnly(body.array(), bodyBytes)) {
        setPeerDraining(true);
      } else if (Events.isWriteable(body.array(), bodyBytes)) {
        setPeerDraining(false);
      }
    }
    discard(body);
  }

  /** Gives back a body that nothing was made of. */
  private void discard(FrameBuffer body) {
    if (body.reservedBytes != 0) {
      shared.receivedBytes.addAndGet(-body.reservedBytes);
    }
    pool.give(body);
  }

  private void setPeerDraining(boolean draining) {
    if (peerDraining != draining) {
      peerDraining = draining;
      owner.peerDraining(this, draining);
    }
  }

  private void sendEvent(int flags, byte[] text) {
    if (!ended) {
      writeEvent(pool.take(), flags | Events.SERIALIZATION, 0, heartbeatId++, text);
    }
  }

  private void writeEvent(FrameBuffer frame, int flags, int status, long id, byte[] text) {
    frame.beginReply(DubboFrames.MAX_EVENT_BYTES);
    frame.append(text);
    frame.finish(flags, status, id);
    sendOnLoop(frame);
  }

  /** Queues a frame made on the event loop that ends no request. */
  void sendOnLoop(FrameBuffer frame) {
    int bytes = frame.position();
    sendBytes.addAndGet(bytes);
    shared.sendBytes.addAndGet(bytes);
    writer.add(frame);
    if (reading) {
      pumpAfterRead = true;
    } else {
      pump();
    }
  }

  private void response(int flags, int status, long id, FrameBuffer body, int bodyBytes) {
    if ((flags & DubboFrames.EVENT) != 0) {
      discard(body);
      return; // a heartbeat's answer: that something was heard is all it says
    }
    PendingCall call = pending.remove(id);
    if (call == null || call.isDone()) {
      shared.stats.lateResponses.increment();
      discard(body);
      callEnded();
      return;
    }
    call.invocation.record().mark(Phase.ANSWERED);
    int wireId = flags & DubboFrames.SERIALIZATION;
    if (status != DubboFrames.OK) {
      // Who does not speak the request's serialization says so in Hessian2.
      MethodCodec plain = wireId == call.wireId ? call.plain : shared.hessian;
      RpcException failure =
          Answers.failure(call, plain, status, body.array(), bodyBytes, dunlinPeer);
      discard(body);
      call.completeExceptionally(failure);
    } else if (wireId != call.wireId) {
      discard(body);
      call.completeExceptionally(
          TransportErrors.wrongSerialization(call.invocation, endpoint, wireId, call.wireId));
    } else if (bodyBytes <= DubboFrames.DECODE_ON_LOOP_BYTES) {
      decode(call, body, bodyBytes, knownAttachments);
    } else {
      decodeElsewhere(call, body, bodyBytes);
    }
    callEnded();
  }

  private void decodeElsewhere(PendingCall call, FrameBuffer body, int bodyBytes) {
    try {
      shared.decoders.execute(() -> decode(call, body, bodyBytes, null));
    } catch (RejectedExecutionException e) {
      decode(call, body, bodyBytes, null); // closing: late, but not lost
    }
  }

  private void decode(
      PendingCall call, FrameBuffer body, int bodyBytes, @Nullable KnownAttachments known) {
    Result result;
    try {
      result = Answers.result(call, body.array(), bodyBytes, known);
    } catch (RpcException e) {
      shared.stats.badBodies.increment();
      pool.give(body);
      call.completeExceptionally(e);
      return;
    }
    pool.give(body);
    call.invocation.record().mark(Phase.DECODED);
    Attachments attachments = result.attachments();
    if (!dunlinPeer && !attachments.isEmpty() && attachments.get(AttachmentKeys.DUNLIN) != null) {
      dunlinPeer = true;
    }
    call.complete(result);
  }
}
