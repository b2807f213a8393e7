package io.dunlin.samples.interop.dubbo;

import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.RegistryConfig;

/** What both of Dubbo's programs say about themselves. */
final class DubboSettings {
  private DubboSettings() {}

  static ApplicationConfig application(String name) {
    ApplicationConfig application = new ApplicationConfig(name);
    application.setQosEnable(false);
    // One node per service, as all releases of Dubbo and Dunlin read it.
    application.setRegisterMode("interface");
    return application;
  }

  /** The registry at this address; {@code N/A} for none. */
  static RegistryConfig registry(String address) {
    RegistryConfig registry = new RegistryConfig(address);
    if (!address.equals("N/A")) {
      registry.setUseAsConfigCenter(false);
      registry.setUseAsMetadataCenter(false);
      registry.setParameters(Map.of("register-mode", "interface"));
    }
    return registry;
  }
}
