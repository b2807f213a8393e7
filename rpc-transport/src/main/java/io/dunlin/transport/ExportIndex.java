package io.dunlin.transport;

import io.dunlin.ServiceKey;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One state of what a server offers; immutable, made anew when a service comes or goes. */
final class ExportIndex {
  static final ExportIndex EMPTY = new ExportIndex(Map.of());

  private final Map<ServiceKey, Exported> byKey;
  private final Map<ServiceKey, List<Exported>> ofAnyGroup = new HashMap<>();
  private final Map<Integer, String> serializers = new TreeMap<>();
  private final @Nullable MethodCodec[] plain = new MethodCodec[32];

  private ExportIndex(Map<ServiceKey, Exported> byKey) {
    // In the given order for messages; found by hash, since every call looks.
    this.byKey = new LinkedHashMap<>(byKey);
    for (Exported exported : byKey.values()) {
      ServiceKey key = exported.service().key();
      ofAnyGroup
          .computeIfAbsent(withoutGroup(key.interfaceName(), key.version()), k -> new ArrayList<>())
          .add(exported);
      for (Serializer serializer : exported.service().codecs().serializers()) {
        serializers.put(serializer.wireId(), serializer.name());
        plain[serializer.wireId()] = exported.plain(serializer.wireId());
      }
    }
  }

  private static ServiceKey withoutGroup(String interfaceName, String version) {
    return new ServiceKey(interfaceName, "", version);
  }

  /** This and one more, or null if its key is taken. */
  @Nullable ExportIndex with(Exported exported) {
    Map<ServiceKey, Exported> copy = new TreeMap<>(byKey);
    return copy.putIfAbsent(exported.service().key(), exported) == null
        ? new ExportIndex(copy)
        : null;
  }

  /** This without one. */
  ExportIndex without(Exported exported) {
    Map<ServiceKey, Exported> copy = new TreeMap<>(byKey);
    copy.remove(exported.service().key(), exported);
    return new ExportIndex(copy);
  }

  @Nullable Exported get(ServiceKey key) {
    return byKey.get(key);
  }

  /** The services of this name and version, one for each group; empty when there is none. */
  List<Exported> ofAnyGroup(String interfaceName, String version) {
    return ofAnyGroup.getOrDefault(withoutGroup(interfaceName, version), List.of());
  }

  /** Reads heads in this serialization, or null if no service speaks it. */
  @Nullable MethodCodec plain(int wireId) {
    return plain[wireId & DubboFrames.SERIALIZATION];
  }

  /** Names of the serializations spoken. */
  Collection<String> serializers() {
    return serializers.values();
  }

  List<ServiceKey> keys() {
    return List.copyOf(byKey.keySet());
  }
}
