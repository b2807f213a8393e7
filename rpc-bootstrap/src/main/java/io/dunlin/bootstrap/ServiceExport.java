package io.dunlin.bootstrap;

import io.dunlin.Clock;
import io.dunlin.ErrorCode;
import io.dunlin.Filter;
import io.dunlin.FilterChain;
import io.dunlin.Invoker;
import io.dunlin.RpcException;
import io.dunlin.RpcService;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceKey;
import io.dunlin.monitor.CallStatistics;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.ServiceCodecs;
import io.dunlin.serialization.TypeRules;
import io.dunlin.transport.ExportedService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Turns an {@link Export} into what the dispatcher serves. */
final class ServiceExport {
  private ServiceExport() {}

  static ExportedService of(
      Export<?> export,
      List<Serializer> serializers,
      TypeRules rules,
      ProxyFactory proxies,
      CallStatistics statistics,
      List<Filter> userFilters,
      Executor executor,
      Clock clock) {
    if (!export.type().isInstance(export.implementation())) {
      throw BootstrapErrors.notAnImplementation(export.type(), export.implementation());
    }
    ServiceContract contract = export.contract();
    ServiceKey key = export.key(contract);
    ServiceCodecs codecs = ServiceCodecs.compile(contract, serializers, rules);
    Invoker method = new LocalService(contract, export.implementation(), proxies);
    Invoker chain = FilterChain.of(filters(statistics, userFilters, clock), method);
    return new ExportedService(key, codecs, chain, executor, export.token());
  }

  /**
   * The provider's filters, outermost first. Moving a line here is a change of design.
   *
   * <ul>
   *   <li>statistics: counts what the caller is sent, refusals by user's filters included;
   *   <li>user's filters: authentication, limits, logging;
   *   <li>exceptions: next to the method, so that user's filters see what the caller will see.
   * </ul>
   */
  private static List<Filter> filters(
      CallStatistics statistics, List<Filter> userFilters, Clock clock) {
    List<Filter> filters = new ArrayList<>();
    filters.add(statistics);
    filters.addAll(userFilters);
    filters.add(new ExceptionFilter(clock));
    return filters;
  }

  /** The export of an implementation that says by annotation what it is. */
  static Export<?> annotated(Object implementation) {
    Class<?> type = implementation.getClass();
    RpcService annotation = type.getAnnotation(RpcService.class);
    if (annotation == null) {
      throw invalid(type, "has no @RpcService; add it, or call export(interface, implementation)");
    }
    if (annotation.interfaceType() != void.class) {
      return unchecked(annotation.interfaceType(), implementation);
    }
    if (type.getInterfaces().length != 1) {
      throw invalid(
          type,
          "implements %d interfaces; name the service in @RpcService(interfaceType = …)"
              .formatted(type.getInterfaces().length));
    }
    return unchecked(type.getInterfaces()[0], implementation);
  }

  @SuppressWarnings("unchecked") // of() checks that it is an implementation
  private static <T> Export<T> unchecked(Class<T> type, Object implementation) {
    return Export.of(type, (T) implementation);
  }

  private static RpcException invalid(Class<?> type, String why) {
    return RpcException.of(ErrorCode.INVALID_INTERFACE, type.getName() + " " + why);
  }
}
