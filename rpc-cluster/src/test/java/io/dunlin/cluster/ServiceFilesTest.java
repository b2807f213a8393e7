package io.dunlin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Extensions are found on the class path and on the module path alike. */
class ServiceFilesTest {
  private static final Path CLASSES = Path.of("target", "classes");

  @Test
  void moduleAndServiceFilesProvideTheSame() throws IOException {
    ModuleDescriptor module;
    try (var in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    Map<String, Set<String>> byModule = new HashMap<>();
    module
        .provides()
        .forEach(each -> byModule.put(each.service(), new TreeSet<>(each.providers())));
    Map<String, Set<String>> byFile = new HashMap<>();
    try (Stream<Path> files = Files.list(CLASSES.resolve("META-INF/services"))) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file);
        byFile.put(file.getFileName().toString(), new TreeSet<>(lines));
      }
    }

    assertThat(byFile).isEqualTo(byModule);
  }

  @Test
  void builtInExtensionsAreFoundByTheirNames() {
    assertThat(LoadBalancer.installed().all())
        .extracting(LoadBalancer::name)
        .containsExactly("p2c", "random", "roundrobin");
    assertThat(ClusterStrategy.installed().all())
        .extracting(ClusterStrategy::name)
        .containsExactly("failfast", "failover");
  }
}
