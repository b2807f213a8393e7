package io.dunlin.registry;

import io.dunlin.LiveSource;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.dubbo.DubboUrls;
import io.dunlin.registry.dubbo.ProviderReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of providers say, as snapshots per service key. An entry that stays is read once,
 * so its instance stays the same object; a list that says the same as before changes nothing. Owned
 * by the registry's context.
 */
final class ProviderLists {
  private final Set<String> protocols;
  private final ProviderReader reader = new ProviderReader();
  private final Map<String, Map<String, Entry>> listsByInterface = new HashMap<>();
  private final Map<ServiceKey, View> views = new HashMap<>();

  ProviderLists(Set<String> protocols) {
    this.protocols = Set.copyOf(protocols);
  }

  /** The view of {@code service}, kept until it is released as often as it was taken. */
  LiveSource<Registry.Snapshot> take(ServiceKey service) {
    View view = views.computeIfAbsent(service, key -> new View());
    view.holders++;
    Map<String, Entry> list = listsByInterface.get(service.interfaceName());
    if (list != null && view.source.current() == null) {
      view.source.set(snapshot(service, list));
    }
    return view.source;
  }

  /** Undoes one {@link #take}. */
  void release(ServiceKey service) {
    View view = views.get(service);
    if (view != null && --view.holders == 0) {
      views.remove(service);
    }
  }

  /** Nobody asks for this interface any longer. */
  void forget(String interfaceName) {
    listsByInterface.remove(interfaceName);
  }

  /** The list of {@code interfaceName} is {@code urls} now. */
  void apply(String interfaceName, List<String> urls) {
    Map<String, Entry> before = listsByInterface.get(interfaceName);
    if (before != null && before.size() == urls.size() && before.keySet().containsAll(urls)) {
      return;
    }
    Map<String, Entry> list = new TreeMap<>(); // sorted, because stores give any order
    for (String url : urls) {
      Entry known = before == null ? null : before.get(url);
      list.put(url, known != null ? known : read(url, interfaceName));
    }
    listsByInterface.put(interfaceName, list);
    views.forEach(
        (service, view) -> {
          if (service.interfaceName().equals(interfaceName)) {
            Registry.Snapshot snapshot = snapshot(service, list);
            if (!snapshot.equals(view.source.current())) {
              view.source.set(snapshot);
            }
          }
        });
  }

  private Entry read(String url, String interfaceName) {
    String sentinel = DubboUrls.sentinel(url);
    if (sentinel != null) {
      return new Entry(null, "is not a provider but of kind " + sentinel, sentinel);
    }
    try {
      ServiceInstance instance = reader.read(url, interfaceName);
      String protocol = instance.endpoint().protocol();
      return protocols.contains(protocol)
          ? new Entry(instance, "", "")
          : new Entry(
              null,
              "%s: protocol %s is not spoken here (spoken: %s)"
                  .formatted(
                      instance.endpoint().address(),
                      protocol,
                      String.join(", ", protocols.stream().sorted().toList())),
              "");
    } catch (IllegalArgumentException e) {
      return new Entry(null, String.valueOf(e.getMessage()), "");
    }
  }

  private static Registry.Snapshot snapshot(ServiceKey wanted, Map<String, Entry> list) {
    int known = 0;
    Map<String, ServiceInstance> byEndpoint = new LinkedHashMap<>();
    List<String> rejected = new ArrayList<>();
    for (Entry entry : list.values()) {
      if (entry.sentinel.equals("empty")) {
        continue; // Dubbo's word for a list without entries
      }
      known++;
      ServiceInstance instance = entry.instance;
      String mismatch = instance == null ? entry.reason : DubboUrls.mismatch(wanted, instance);
      if (instance == null || mismatch != null) {
        rejected.add(instance == null ? entry.reason : where(instance) + mismatch);
      } else {
        ServiceInstance other = byEndpoint.get(key(instance));
        // After a crash and a quick restart both entries stand until the old session ends.
        boolean newer = other == null || other.startedAtMillis() <= instance.startedAtMillis();
        if (newer) {
          byEndpoint.put(key(instance), instance);
        }
        if (other != null) {
          rejected.add(where(instance) + "an older entry of the same process");
        }
      }
    }
    return new Registry.Snapshot(known, new ArrayList<>(byEndpoint.values()), rejected);
  }

  /** A wish for several groups may find one process twice; it then is two instances. */
  private static String key(ServiceInstance instance) {
    return instance.endpoint().id()
        + ' '
        + instance.endpoint().protocol()
        + ' '
        + instance.service();
  }

  private static String where(ServiceInstance instance) {
    return instance.endpoint().address() + ": ";
  }

  /** One URL as read: an instance, or why there is none. */
  private record Entry(@Nullable ServiceInstance instance, String reason, String sentinel) {}

  private static final class View {
    final LiveSource<Registry.Snapshot> source = new LiveSource<>();
    int holders;
  }
}
