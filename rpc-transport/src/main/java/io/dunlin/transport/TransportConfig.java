package io.dunlin.transport;

import java.time.Duration;

/**
 * Settings of connections; one for all of a client or server.
 *
 * @param connectTimeout for one attempt to connect
 * @param connectionsPerPeer connections to one endpoint, 1 to 64
 * @param heartbeatInterval idle time after which a heartbeat is sent; a connection is closed when
 *     two in a row stay unanswered
 * @param idleClose a server closes a connection that was silent for this long; longer than Dubbo's
 *     60 s heartbeat
 * @param maxBodyBytes limit of one frame's body, both ways
 * @param maxPendingCalls unanswered calls on one connection
 * @param maxPendingBytesPerConnection bytes waiting to be sent on one connection
 * @param maxPendingBytes bytes waiting to be sent in the whole process
 * @param firstFrameTimeout a connection that has begun a frame must complete it within this time
 */
public record TransportConfig(
    Duration connectTimeout,
    int connectionsPerPeer,
    Duration heartbeatInterval,
    Duration idleClose,
    int maxBodyBytes,
    int maxPendingCalls,
    long maxPendingBytesPerConnection,
    long maxPendingBytes,
    Duration firstFrameTimeout) {
  /**
   * Connect 1 s, one connection, heartbeat 15 s, 3 min idle, 8 MiB bodies, 32 and 256 MiB waiting.
   */
  public static final TransportConfig DEFAULT =
      new TransportConfig(
          Duration.ofSeconds(1),
          1,
          Duration.ofSeconds(15),
          Duration.ofMinutes(3),
          8 << 20,
          65_536,
          32L << 20,
          256L << 20,
          Duration.ofSeconds(10));
}
