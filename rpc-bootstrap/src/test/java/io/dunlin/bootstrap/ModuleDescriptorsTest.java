package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An extension is registered twice, for the module path and for the class path. */
class ModuleDescriptorsTest {
  @Test
  void providedServicesAreTheSameOnModulePathAndClassPath() throws IOException {
    Map<String, TreeSet<String>> onModulePath = new TreeMap<>();
    Map<String, TreeSet<String>> onClassPath = new TreeMap<>();
    for (URL url : modules()) {
      ModuleDescriptor descriptor;
      try (InputStream in = url.openStream()) {
        descriptor = ModuleDescriptor.read(in);
      }
      if (!descriptor.name().startsWith("io.dunlin")) {
        continue;
      }
      for (ModuleDescriptor.Provides provides : descriptor.provides()) {
        onModulePath
            .computeIfAbsent(provides.service(), service -> new TreeSet<>())
            .addAll(provides.providers());
      }
    }
    for (String service : onModulePath.keySet()) {
      onClassPath.put(service, new TreeSet<>(classPathProviders(service)));
    }
    assertThat(onModulePath).isNotEmpty();
    assertThat(onClassPath).isEqualTo(onModulePath);
  }

  private static List<URL> modules() throws IOException {
    Enumeration<URL> found =
        ModuleDescriptorsTest.class.getClassLoader().getResources("module-info.class");
    return Collections.list(found);
  }

  private static List<String> classPathProviders(String service) throws IOException {
    List<String> names = new ArrayList<>();
    Enumeration<URL> files =
        ModuleDescriptorsTest.class.getClassLoader().getResources("META-INF/services/" + service);
    while (files.hasMoreElements()) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(files.nextElement().openStream(), StandardCharsets.UTF_8))) {
        reader
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(names::add);
      }
    }
    return names;
  }
}
