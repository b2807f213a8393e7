package io.dunlin.registry;

import io.dunlin.ServiceKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A consumer as operators see it.
 *
 * @param host the consumer's address
 * @param service what it refers to
 * @param application its application
 * @param extras other published parameters
 */
public record ConsumerInfo(
    String host, ServiceKey service, String application, Map<String, String> extras) {
  public ConsumerInfo {
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }
}
