package io.dunlin.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SerializersTest {
  @Test
  void hessian2IsAlwaysThere() {
    assertThat(Serializers.get("hessian2").wireId()).isEqualTo(2);
    assertThatThrownBy(() -> Serializers.get("hesian2"))
        .hasMessageContaining("unknown serializer 'hesian2' (known: hessian2)");
  }

  @Test
  void servicesFileAndModuleNameTheSameProviders() throws Exception {
    try (InputStream module = Serializer.class.getResourceAsStream("/module-info.class");
        InputStream services =
            Serializer.class.getResourceAsStream(
                "/META-INF/services/io.dunlin.serialization.Serializer")) {
      ModuleDescriptor descriptor = null;
      // The first module-info on the class path may be another module's.
      var all = Serializer.class.getClassLoader().getResources("module-info.class");
      while (all.hasMoreElements()) {
        try (InputStream each = all.nextElement().openStream()) {
          ModuleDescriptor read = ModuleDescriptor.read(each);
          descriptor = read.name().equals("io.dunlin.serialization") ? read : descriptor;
        }
      }
      assertThat(module).isNotNull();
      assertThat(descriptor.provides().iterator().next().providers())
          .containsExactlyElementsOf(
              new String(services.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
