package io.dunlin.transport;

import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.ServiceCodecs;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * The interface of a callback parameter, compiled when its service is exported or referred to.
 *
 * @param contract the interface
 * @param codecs codecs of its methods, for the serializations of the service
 */
record CallbackType(ServiceContract contract, ServiceCodecs codecs) {
  /**
   * The callback types of all methods of a service, by interface name.
   *
   * @throws io.dunlin.RpcException code RPC-1505 or RPC-1405 if an interface cannot be carried
   */
  static Map<String, CallbackType> of(ServiceCodecs service) {
    Map<String, CallbackType> types = new HashMap<>();
    for (MethodDescriptor descriptor : service.contract().methods()) {
      Method method = descriptor.method();
      if (method == null) {
        continue; // made by hand: generic, without callbacks
      }
      for (int index : descriptor.callbackParameters()) {
        Class<?> type = method.getParameterTypes()[index];
        types.computeIfAbsent(
            type.getName(),
            name -> {
              ServiceContract contract = ServiceContract.of(type);
              return new CallbackType(
                  contract,
                  ServiceCodecs.compile(contract, service.serializers(), service.rules()));
            });
      }
    }
    return Map.copyOf(types);
  }
}
