package io.dunlin.transport;

import java.time.Duration;

/**
 * Settings of connections; one for all of a client or server.
 *
 * @param connectTimeout for one attempt to connect
 * @param connectionsPerPeer connections to one endpoint, 1 to 64
 * @param heartbeatInterval time without hearing from the peer after which a heartbeat is sent; a
 *     connection is closed when two in a row stay unanswered
 * @param idleClose a server closes a connection that was silent for this long; longer than Dubbo's
 *     60 s heartbeat
 * @param maxBodyBytes limit of one frame's body, both ways; 1 KiB to 1 GiB
 * @param maxPendingCalls unanswered calls on one connection
 * @param maxPendingBytesPerConnection bytes waiting to be sent on one connection
 * @param maxPendingBytes bytes waiting to be sent, and separately bytes received and not yet worked
 *     on, on all connections of one transport
 * @param firstFrameTimeout a connection that has begun its first frame must complete it within this
 *     time, a later one within half of it
 * @param application name of this application, sent with every request; empty for none
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
    Duration firstFrameTimeout,
    String application) {
  /**
   * Connect 1 s, one connection, heartbeat 15 s, 3 min idle, 8 MiB bodies, 65 536 calls, 32 and 256
   * MiB waiting, 10 s for the first frame, no application name.
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
          Duration.ofSeconds(10),
          "");

  public TransportConfig {
    positive("connectTimeout", connectTimeout);
    range("connectionsPerPeer", connectionsPerPeer, 1, 64);
    positive("heartbeatInterval", heartbeatInterval);
    positive("idleClose", idleClose);
    range("maxBodyBytes", maxBodyBytes, 1 << 10, 1 << 30);
    range("maxPendingCalls", maxPendingCalls, 1, 1 << 24);
    range("maxPendingBytesPerConnection", maxPendingBytesPerConnection, 1 << 10, Long.MAX_VALUE);
    range("maxPendingBytes", maxPendingBytes, 1 << 10, Long.MAX_VALUE);
    positive("firstFrameTimeout", firstFrameTimeout);
  }

  /** These settings with another {@code connectTimeout}. */
  public TransportConfig withConnectTimeout(Duration value) {
    return new TransportConfig(
        value,
        connectionsPerPeer,
        heartbeatInterval,
        idleClose,
        maxBodyBytes,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        firstFrameTimeout,
        application);
  }

  /** These settings with another {@code connectionsPerPeer}. */
  public TransportConfig withConnectionsPerPeer(int value) {
    return new TransportConfig(
        connectTimeout,
        value,
        heartbeatInterval,
        idleClose,
        maxBodyBytes,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        firstFrameTimeout,
        application);
  }

  /** These settings with another {@code heartbeatInterval} and {@code idleClose}. */
  public TransportConfig withHeartbeat(Duration interval, Duration idle) {
    return new TransportConfig(
        connectTimeout,
        connectionsPerPeer,
        interval,
        idle,
        maxBodyBytes,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        firstFrameTimeout,
        application);
  }

  /** These settings with another {@code maxBodyBytes}. */
  public TransportConfig withMaxBodyBytes(int value) {
    return new TransportConfig(
        connectTimeout,
        connectionsPerPeer,
        heartbeatInterval,
        idleClose,
        value,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        firstFrameTimeout,
        application);
  }

  /** These settings with other limits of what is under way. */
  public TransportConfig withPending(int calls, long bytesPerConnection, long bytes) {
    return new TransportConfig(
        connectTimeout,
        connectionsPerPeer,
        heartbeatInterval,
        idleClose,
        maxBodyBytes,
        calls,
        bytesPerConnection,
        bytes,
        firstFrameTimeout,
        application);
  }

  /** These settings with another {@code firstFrameTimeout}. */
  public TransportConfig withFirstFrameTimeout(Duration value) {
    return new TransportConfig(
        connectTimeout,
        connectionsPerPeer,
        heartbeatInterval,
        idleClose,
        maxBodyBytes,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        value,
        application);
  }

  /** These settings with another {@code application}. */
  public TransportConfig withApplication(String value) {
    return new TransportConfig(
        connectTimeout,
        connectionsPerPeer,
        heartbeatInterval,
        idleClose,
        maxBodyBytes,
        maxPendingCalls,
        maxPendingBytesPerConnection,
        maxPendingBytes,
        firstFrameTimeout,
        value);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }

  private static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }
}
