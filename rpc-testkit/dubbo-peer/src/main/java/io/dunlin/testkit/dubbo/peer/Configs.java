package io.dunlin.testkit.dubbo.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ArgumentConfig;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.rpc.RpcContext;

/** Settings that provider and consumer share. */
final class Configs {
  private static final String NO_REGISTRY = "N/A";

  private Configs() {}

  static ApplicationConfig application(Options options, String name) {
    ApplicationConfig application = new ApplicationConfig(options.get("application", name));
    application.setQosEnable(false);
    application.setMetadataType("local");
    Map<String, String> parameters = new HashMap<>();
    parameters.put("register-mode", options.get("register-mode", "interface"));
    application.setParameters(parameters);
    return application;
  }

  static RegistryConfig registry(Options options) {
    RegistryConfig registry = new RegistryConfig(options.get("registry", NO_REGISTRY));
    if (!NO_REGISTRY.equals(registry.getAddress())) {
      // One tree, that of the registry itself; the other two belong to tests of their own.
      registry.setUseAsConfigCenter(false);
      registry.setUseAsMetadataCenter(false);
      registry.setTimeout(10_000);
      registry.setParameters(registryParameters(options));
    }
    return registry;
  }

  private static Map<String, String> registryParameters(Options options) {
    Map<String, String> parameters = new HashMap<>(options.pairs("registry-param"));
    parameters.put("register-mode", options.get("register-mode", "interface"));
    return parameters;
  }

  /** The attachments of the answer; the accessor's type differs between the releases. */
  static RpcContext serverContext() {
    try {
      return (RpcContext) RpcContext.class.getMethod("getServerContext").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("RpcContext.getServerContext", e);
    }
  }

  /** Lets the listener of {@code watch} be called back. */
  static MethodConfig callback() {
    ArgumentConfig listener = new ArgumentConfig();
    listener.setIndex(1);
    listener.setCallback(true);
    MethodConfig watch = new MethodConfig();
    watch.setName("watch");
    watch.setArguments(List.of(listener));
    return watch;
  }
}
