package io.dunlin.bootstrap;

import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proxies by {@link Proxy} and calls by reflection: for interfaces that no class can be defined
 * beside, and where run-time bytecode is unwelcome.
 */
public final class JdkProxyFactory implements ProxyFactory {
  /** For {@link java.util.ServiceLoader}; keeps no state. */
  public JdkProxyFactory() {}

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public Object newProxy(
      ServiceContract contract,
      Function<@Nullable Object[], @Nullable Object>[] plans,
      String description) {
    Class<?> type = Proxies.interfaceOf(contract);
    Map<Method, Function<@Nullable Object[], @Nullable Object>> byMethod = new HashMap<>();
    for (MethodDescriptor descriptor : contract.methods()) {
      // A method inherited from several interfaces reaches the handler as any of its declarations.
      for (Method method : type.getMethods()) {
        if (method.getName().equals(descriptor.name())
            && Proxies.parameterNames(method).equals(descriptor.parameterTypes())) {
          byMethod.put(method, plans[descriptor.index()]);
        }
      }
    }
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Function<@Nullable Object[], @Nullable Object> plan = byMethod.get(method);
          if (plan != null) {
            return plan.apply(arguments == null ? Proxies.NO_ARGUMENTS : arguments);
          }
          return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> description;
          };
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  public BiFunction<Object, @Nullable Object[], @Nullable Object>[] newMethodCallers(
      ServiceContract contract) {
    BiFunction[] callers = new BiFunction[contract.methods().size()];
    for (MethodDescriptor descriptor : contract.methods()) {
      Method method = Objects.requireNonNull(descriptor.method());
      method.setAccessible(true); // the interface may be package-private
      callers[descriptor.index()] =
          (target, arguments) -> {
            try {
              return method.invoke(target, (Object[]) arguments);
            } catch (InvocationTargetException e) {
              throw Proxies.<RuntimeException>asUnchecked(e.getTargetException());
            } catch (IllegalAccessException e) {
              throw new IllegalStateException(e);
            }
          };
    }
    return callers;
  }
}
