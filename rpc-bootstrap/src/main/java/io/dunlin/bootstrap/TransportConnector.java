package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.Invoker;
import io.dunlin.RpcException;
import io.dunlin.ServiceInstance;
import io.dunlin.Subscription;
import io.dunlin.cluster.Connector;
import io.dunlin.serialization.ServiceCodecs;
import io.dunlin.transport.Remote;
import org.jspecify.annotations.Nullable;

/** Shows the cluster the client's transports: each instance is connected by its own protocol. */
final class TransportConnector implements Connector {
  private final Transports transports;
  private final ServiceCodecs codecs;

  TransportConnector(Transports transports, ServiceCodecs codecs) {
    this.transports = transports;
    this.codecs = codecs;
  }

  @Override
  public Peer connect(ServiceInstance instance) {
    return new RemotePeer(transports.of(instance.endpoint().protocol()).connect(instance, codecs));
  }

  private record RemotePeer(Remote remote) implements Peer {
    @Override
    public Invoker invoker() {
      return remote.invoker();
    }

    @Override
    public boolean isReady() {
      return remote.state() == Remote.State.READY;
    }

    @Override
    public @Nullable String reason() {
      return switch (remote.state()) {
        case READY -> null;
        case CONNECTING -> "connecting";
        case DRAINING -> "shutting down";
        case CLOSED -> "closed";
        case BROKEN -> {
          Throwable failure = remote.failure();
          yield failure == null ? "connection lost" : shortened(failure);
        }
      };
    }

    /** Without the code, which belongs to the whole message. */
    private static String shortened(Throwable failure) {
      String message = failure.getMessage();
      if (message == null) {
        return failure.getClass().getSimpleName();
      }
      ErrorCode code = failure instanceof RpcException ours ? ours.code() : null;
      return code == null ? message : message.replace(" [" + code.id() + "]", "");
    }

    @Override
    public Subscription onChange(Runnable listener) {
      return remote.onChange(listener);
    }

    @Override
    public void close() {
      remote.close();
    }
  }
}
