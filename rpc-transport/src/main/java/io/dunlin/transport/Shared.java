package io.dunlin.transport;

import io.dunlin.Clock;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializers;
import io.dunlin.serialization.TypeRules;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** What all connections of one transport share. Safe for any thread. */
final class Shared {
  final TransportConfig config;
  final NettyResources resources;
  final Clock clock;
  final Executor callbackExecutor;

  /** Reads large answers. Not the callbacks' threads: users may block all of those on answers. */
  final Executor decoders;

  final Callbacks callbacks;
  final TransportStats stats = new TransportStats();
  final RateLimitedLog peersLog;

  /** Reads what every peer can write. */
  final MethodCodec hessian = Serializers.get("hessian2").plain(TypeRules.DEFAULT);

  /** Bytes waiting to be sent, on all connections. */
  final AtomicLong sendBytes = new AtomicLong();

  /** Bytes of large requests that arrived or are arriving and are not yet answered. */
  final AtomicLong receivedBytes = new AtomicLong();

  /**
   * Limit of {@link #receivedBytes}: a body becomes objects several times its size, so an eighth of
   * the heap is what may arrive at once.
   */
  final long maxReceivedBytes;

  Shared(TransportConfig config, NettyResources resources, Callbacks callbacks, Logger log) {
    this.config = config;
    this.resources = resources;
    this.clock = resources.clock();
    this.callbackExecutor = resources.callbackExecutor();
    this.decoders = resources.decoders();
    this.callbacks = callbacks;
    this.peersLog = new RateLimitedLog(log, clock);
    this.maxReceivedBytes =
        Math.max(
            config.maxBodyBytes(),
            Math.min(config.maxPendingBytes(), Runtime.getRuntime().maxMemory() / 8));
  }
}
