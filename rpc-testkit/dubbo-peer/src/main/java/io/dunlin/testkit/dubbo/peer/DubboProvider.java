package io.dunlin.testkit.dubbo.peer;

import io.dunlin.testkit.dubbo.SampleServices;
import io.dunlin.testkit.dubbo.ServerContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.rpc.RpcContext;
import org.jspecify.annotations.Nullable;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/** Exports {@link SampleServices} through Dubbo. */
@SuppressWarnings("deprecation") // the newer ways are not known to both releases
final class DubboProvider {
  private final Options options;
  private final ApplicationConfig application;
  private final RegistryConfig registry;
  private final ProtocolConfig protocol;

  private DubboProvider(Options options, int port) {
    this.options = options;
    this.application = Configs.application(options, "dubbo-provider");
    this.registry = Configs.registry(options);
    this.protocol = new ProtocolConfig("dubbo", port);
    protocol.setThreads(50);
  }

  /** Exports everything and returns the port it is reached at. */
  static int export(Options options) throws IOException {
    int wanted = options.number("port", 0);
    int port = wanted > 0 ? wanted : freePort();
    SampleServices services = new SampleServices(new Attachments());
    DubboProvider provider = new DubboProvider(options, port);
    provider.export(DemoService.class, services.demo(), "", "");
    provider.export(
        DemoService.class,
        services.demo(),
        options.get("group", SampleServices.GROUP),
        options.get("version", SampleServices.VERSION));
    provider.export(TypesService.class, services.types(), "", "");
    return port;
  }

  // Left to itself, Dubbo searches upwards from 20880 and meets other tests there.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private <T> void export(Class<T> type, T service, String group, String version) {
    ServiceConfig<T> config = new ServiceConfig<>();
    config.setApplication(application);
    config.setRegistry(registry);
    config.setProtocol(protocol);
    config.setInterface(type);
    config.setRef(service);
    config.setScope("remote");
    if (!group.isEmpty()) {
      config.setGroup(group);
    }
    if (!version.isEmpty()) {
      config.setVersion(version);
    }
    Map<String, String> parameters = options.pairs("param");
    if (!parameters.isEmpty()) {
      config.setParameters(parameters);
    }
    if (type == DemoService.class) {
      config.setMethods(new ArrayList<>(List.of(Configs.callback())));
    }
    config.export();
  }

  private static final class Attachments implements ServerContext {
    @Override
    public @Nullable String requestAttachment(String key) {
      return RpcContext.getContext().getAttachment(key);
    }

    @Override
    public void responseAttachment(String key, String value) {
      Configs.serverContext().setAttachment(key, value);
    }
  }
}
