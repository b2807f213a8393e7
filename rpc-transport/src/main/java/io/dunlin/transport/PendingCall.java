package io.dunlin.transport;

import io.dunlin.Endpoint;
import io.dunlin.Invocation;
import io.dunlin.Result;
import io.dunlin.serialization.MethodCodec;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: the future its caller holds, and its place among the calls of its
 * connection. The fields that are not final belong to the connection's event loop.
 */
final class PendingCall extends CompletableFuture<Result> {
  final Invocation invocation;
  final @Nullable Endpoint endpoint;
  final MethodCodec codec;
  final MethodCodec plain;
  final int wireId;
  final boolean oneway;
  final long deadlineNanos;

  long id;

  /** Whether its bytes, or some of them, were handed to the channel. */
  boolean sent;

  /** Neighbours and slot in the wheel of {@link PendingCalls}. */
  @Nullable PendingCall previous;

  @Nullable PendingCall following;
  long tick;

  /**
   * @param codec reads the answer
   * @param plain reads an error text
   * @param deadlineNanos moment by the clock at which it ends without an answer
   */
  PendingCall(
      Invocation invocation,
      @Nullable Endpoint endpoint,
      MethodCodec codec,
      MethodCodec plain,
      int wireId,
      boolean oneway,
      long deadlineNanos) {
    this.invocation = invocation;
    this.endpoint = endpoint;
    this.codec = codec;
    this.plain = plain;
    this.wireId = wireId;
    this.oneway = oneway;
    this.deadlineNanos = deadlineNanos;
  }

  /** Dependent stages are plain futures: they need nothing of what is kept here. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
