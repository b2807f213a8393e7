package io.dunlin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One service at one endpoint: what a registry yields and a directory compiles.
 *
 * @param endpoint the provider process
 * @param service the service it offers there
 * @param weight share of traffic relative to others; 0 takes none; usual value 100
 * @param application name of the providing application, empty when unknown
 * @param peerVersion version of Dunlin the provider runs, empty for other implementations; says
 *     which private extensions of the wire it understands
 * @param startedAtMillis when the provider registered, its wall clock, 0 when unknown
 * @param extras every other published parameter, in published order
 */
public record ServiceInstance(
    Endpoint endpoint,
    ServiceKey service,
    int weight,
    String application,
    String peerVersion,
    long startedAtMillis,
    Map<String, String> extras) {
  /** Weight of a provider that published none. */
  public static final int DEFAULT_WEIGHT = 100;

  public ServiceInstance {
    if (weight < 0) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: >= 0)");
    }
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  /** An instance known by its address alone, as for direct connections. */
  public static ServiceInstance of(Endpoint endpoint, ServiceKey service) {
    return new ServiceInstance(endpoint, service, DEFAULT_WEIGHT, "", "", 0, Map.of());
  }

  /** This instance with another weight. */
  public ServiceInstance withWeight(int newWeight) {
    return new ServiceInstance(
        endpoint, service, newWeight, application, peerVersion, startedAtMillis, extras);
  }

  @Override
  public String toString() {
    return service + " at " + endpoint;
  }
}
