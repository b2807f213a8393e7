package io.dunlin.benchmarks;

import io.dunlin.samples.user.UserService;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.jspecify.annotations.Nullable;

/**
 * Apache Dubbo as its documentation has it: protocol dubbo, hessian2, javassist proxies, 200 worker
 * threads, one shared connection. What serves no call is off (QoS port, metadata service).
 */
@SuppressWarnings("deprecation") // the newer way starts services for a registry that is not there
final class DubboContestant implements Contestant {
  private static final String NO_REGISTRY = "N/A";
  private static final String SERIALIZATION = "hessian2";
  private static final int TIMEOUT_MILLIS = 5000;

  private final ApplicationConfig application = new ApplicationConfig("bench");

  DubboContestant() {
    application.setQosEnable(false);
    application.setMetadataType("local");
    application.setRegisterMode("interface");
  }

  @Override
  public int serve(UserService users, boolean async) throws IOException {
    int port = freePort();
    ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
    protocol.setSerialization(SERIALIZATION);
    protocol.setQueues(QUEUE);
    export(UserService.class, users, protocol);
    if (async) {
      export(AsyncUserService.class, new ImmediateUserService(users), protocol);
    }
    return port;
  }

  // Left to itself, Dubbo searches upwards from 20880.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private <T> void export(Class<T> type, T service, ProtocolConfig protocol) {
    ServiceConfig<T> config = new ServiceConfig<>();
    config.setApplication(application);
    config.setRegistry(new RegistryConfig(NO_REGISTRY));
    config.setProtocol(protocol);
    config.setInterface(type);
    config.setRef(service);
    config.setScope("remote");
    config.export();
  }

  @Override
  public Calls connect(int port, boolean async) {
    return new DubboCalls(
        reference(UserService.class, port), async ? reference(AsyncUserService.class, port) : null);
  }

  private <T> ReferenceConfig<T> reference(Class<T> type, int port) {
    ReferenceConfig<T> config = new ReferenceConfig<>();
    config.setApplication(application);
    config.setRegistry(new RegistryConfig(NO_REGISTRY));
    config.setInterface(type);
    config.setUrl("dubbo://127.0.0.1:" + port + "?serialization=" + SERIALIZATION);
    config.setScope("remote");
    config.setTimeout(TIMEOUT_MILLIS);
    return config;
  }

  private static final class DubboCalls implements Calls {
    private final ReferenceConfig<UserService> reference;
    private final @Nullable ReferenceConfig<AsyncUserService> asyncReference;
    private final UserService users;
    private final @Nullable AsyncUserService asyncUsers;

    DubboCalls(
        ReferenceConfig<UserService> reference,
        @Nullable ReferenceConfig<AsyncUserService> asyncReference) {
      this.reference = reference;
      this.asyncReference = asyncReference;
      this.users = reference.get();
      this.asyncUsers = asyncReference == null ? null : asyncReference.get();
    }

    @Override
    public void call(Operation operation) {
      operation.call(users);
    }

    @Override
    public CompletableFuture<?> callAsync(Operation operation) {
      if (asyncUsers == null) {
        throw new IllegalStateException("connected without async");
      }
      return operation.callAsync(asyncUsers);
    }

    @Override
    public void close() {
      reference.destroy();
      if (asyncReference != null) {
        asyncReference.destroy();
      }
    }
  }
}
