package io.dunlin.testkit.interop;

import io.dunlin.RpcContext;
import io.dunlin.bootstrap.Export;
import io.dunlin.bootstrap.RpcServer;
import io.dunlin.testkit.dubbo.SampleServices;
import io.dunlin.testkit.dubbo.ServerContext;
import java.util.Objects;
import org.sample.wire.DemoService;
import org.sample.wire.TypesService;

/** The sample services, provided by Dunlin. */
final class DunlinProvider {
  private DunlinProvider() {}

  /** A server on any free port; {@code registry} may be {@code N/A}. */
  static RpcServer start(String registry) {
    SampleServices services = new SampleServices(new Context());
    return RpcServer.builder()
        .application("dunlin-provider")
        .registry(registry)
        .port(0)
        .shutdownHook(false)
        .admit(AdmittedTypes.ALL)
        .limits(AdmittedTypes.DEEP)
        .export(demo(services))
        .export(demo(services).group(SampleServices.GROUP).version(SampleServices.VERSION))
        .export(TypesService.class, services.types())
        .start();
  }

  private static Export<DemoService> demo(SampleServices services) {
    return Export.of(DemoService.class, services.demo())
        .method("watch", options -> options.callback(1));
  }

  private static final class Context implements ServerContext {
    @Override
    public String requestAttachment(String key) {
      return Objects.requireNonNull(RpcContext.current()).attachments().get(key);
    }

    @Override
    public void responseAttachment(String key, String value) {
      Objects.requireNonNull(RpcContext.current()).reply(key, value);
    }
  }
}
