package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceFilesTest {
  @Test
  void serviceFileNamesWhatTheModuleProvides() throws Exception {
    Path classes =
        Path.of(DubboProtocol.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    assertThat(module.provides()).hasSize(1);
    ModuleDescriptor.Provides provides = module.provides().iterator().next();
    Path file = classes.resolve("META-INF/services/" + provides.service());
    assertThat(Files.readString(file, StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(provides.providers());
  }

  @Test
  void protocolIsFoundByItsName() {
    assertThat(ServiceLoader.load(Protocol.class))
        .anySatisfy(
            protocol -> {
              assertThat(protocol.name()).isEqualTo("dubbo");
              assertThat(protocol.defaultPort()).isEqualTo(20880);
            });
  }
}
