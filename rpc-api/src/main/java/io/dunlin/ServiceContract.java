package io.dunlin;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A service's interface as the framework sees it: its methods by position, by name and descriptor,
 * and the types it admits beyond the declared ones. Made once per interface; immutable.
 */
public final class ServiceContract {
  private final String interfaceName;
  private final @Nullable Class<?> type;
  private final String group;
  private final String version;
  private final List<MethodDescriptor> methods;
  private final Set<Class<?>> admittedTypes;
  private final Map<String, Map<String, MethodDescriptor>> byName;

  private ServiceContract(
      String interfaceName,
      @Nullable Class<?> type,
      String group,
      String version,
      List<MethodDescriptor> methods,
      Set<Class<?>> admittedTypes) {
    this.interfaceName = interfaceName;
    this.type = type;
    this.group = group;
    this.version = version;
    this.methods = List.copyOf(methods);
    this.admittedTypes = Set.copyOf(admittedTypes);
    this.byName = new HashMap<>();
    for (MethodDescriptor method : methods) {
      byName
          .computeIfAbsent(method.name(), name -> new HashMap<>())
          .put(method.parameterDescriptor(), method);
    }
  }

  /**
   * Reads an interface.
   *
   * @throws RpcException code {@link ErrorCode#INVALID_INTERFACE} if it cannot be a service; the
   *     message says why
   */
  public static ServiceContract of(Class<?> type) {
    if (!type.isInterface() || type.isAnnotation()) {
      throw invalid(type, "is not an interface; export and refer to interfaces only");
    }
    List<Method> found = new ArrayList<>();
    Set<String> signatures = new LinkedHashSet<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || method.isBridge()) {
        continue;
      }
      if (signatures.add(method.getName() + Arrays.toString(method.getParameterTypes()))) {
        found.add(method);
      }
    }
    if (found.isEmpty()) {
      throw invalid(type, "has no methods; nothing could be called");
    }
    found.sort(
        Comparator.comparing(Method::getName)
            .thenComparing(method -> Arrays.toString(method.getParameterTypes())));
    List<MethodDescriptor> methods = new ArrayList<>();
    Set<Class<?>> admitted = new LinkedHashSet<>(admittedBy(type.getAnnotation(RpcTypes.class)));
    for (Method method : found) {
      MethodDescriptor descriptor = MethodDescriptor.of(methods.size(), method);
      checkShape(type, method, descriptor);
      methods.add(descriptor);
    }
    RpcContract annotation = type.getAnnotation(RpcContract.class);
    return new ServiceContract(
        type.getName(),
        type,
        annotation == null ? "" : annotation.group(),
        annotation == null ? "" : annotation.version(),
        methods,
        admitted);
  }

  /** A contract without a Java interface, for generic calls. */
  public static ServiceContract of(String interfaceName, List<MethodDescriptor> methods) {
    return new ServiceContract(interfaceName, null, "", "", methods, Set.of());
  }

  /** The types that an {@link RpcTypes} annotation admits; empty for null. */
  public static Set<Class<?>> admittedBy(@Nullable RpcTypes annotation) {
    return annotation == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(annotation.value()));
  }

  private static void checkShape(Class<?> type, Method method, MethodDescriptor descriptor) {
    if (descriptor.shape() == MethodDescriptor.Shape.ONEWAY
        && method.getReturnType() != void.class) {
      throw invalid(
          type,
          "declares %s oneway, but it returns %s; a oneway method returns void"
              .formatted(descriptor, method.getReturnType().getName()));
    }
    for (int callback : descriptor.callbackParameters()) {
      Class<?> parameter = method.getParameterTypes()[callback];
      if (!parameter.isInterface()) {
        throw invalid(
            type,
            "marks parameter %d of %s as callback, but %s is not an interface"
                .formatted(callback, descriptor, parameter.getName()));
      }
    }
  }

  private static RpcException invalid(Class<?> type, String why) {
    return RpcException.of(ErrorCode.INVALID_INTERFACE, type.getName() + " " + why);
  }

  /**
   * This contract with its methods changed one by one, as configuration may want them.
   *
   * @param change gives the method to use instead of each; keeps its index and name
   * @throws RpcException code {@link ErrorCode#INVALID_INTERFACE} if a changed method contradicts
   *     its declaration
   */
  public ServiceContract with(UnaryOperator<MethodDescriptor> change) {
    List<MethodDescriptor> changed = new ArrayList<>();
    for (MethodDescriptor method : methods) {
      MethodDescriptor after = change.apply(method);
      Method declared = after.method();
      if (type != null && declared != null) {
        checkShape(type, declared, after);
      }
      changed.add(after);
    }
    return new ServiceContract(interfaceName, type, group, version, changed, admittedTypes);
  }

  /** Binary name of the interface. */
  public String interfaceName() {
    return interfaceName;
  }

  /** The Java interface, or null for a generic contract. */
  public @Nullable Class<?> type() {
    return type;
  }

  /** The key of this service with the annotation's group and version. */
  public ServiceKey key() {
    return new ServiceKey(interfaceName, group, version);
  }

  /** Every method; {@code methods().get(i).index() == i}. */
  public List<MethodDescriptor> methods() {
    return methods;
  }

  /** Types that {@link RpcTypes} on the interface admits for all its methods. */
  public Set<Class<?>> admittedTypes() {
    return admittedTypes;
  }

  /** The method of this name and {@link MethodDescriptor#parameterDescriptor}, or null. */
  public @Nullable MethodDescriptor method(String name, String parameterDescriptor) {
    Map<String, MethodDescriptor> overloads = byName.get(name);
    return overloads == null ? null : overloads.get(parameterDescriptor);
  }

  /** Every method of this name; empty when there is none. */
  public List<MethodDescriptor> methods(String name) {
    Map<String, MethodDescriptor> overloads = byName.get(name);
    return overloads == null ? List.of() : List.copyOf(overloads.values());
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
