package io.dunlin.serialization;

import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.objects.TypeWalk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every class that a service's messages may hold, beside the fixed core of JDK types: computed from
 * the declared types of its methods, for checks when a service is exported or referred to.
 * Immutable.
 */
public final class TypeClosure {
  private final List<Set<Class<?>>> byMethod;

  private TypeClosure(List<Set<Class<?>>> byMethod) {
    this.byMethod = byMethod;
  }

  /**
   * Follows the types of every method.
   *
   * @throws RpcException code RPC-1405 if a declared type cannot be carried; the message names the
   *     method and the path to the type
   */
  public static TypeClosure of(ServiceContract contract, TypeRules rules) {
    List<Set<Class<?>>> byMethod = new ArrayList<>();
    for (MethodDescriptor method : contract.methods()) {
      byMethod.add(Set.copyOf(TypeWalk.of(contract, method, rules.admitted()).classes()));
    }
    return new TypeClosure(List.copyOf(byMethod));
  }

  /** The classes that messages of the contract's method {@code index} may hold. */
  public Set<Class<?>> classes(int index) {
    return byMethod.get(index);
  }

  /** The classes that messages of any method may hold. */
  public Set<Class<?>> classes() {
    Set<Class<?>> all = new LinkedHashSet<>();
    byMethod.forEach(all::addAll);
    return all;
  }

  /**
   * Names of the classes that do not implement {@code java.io.Serializable}, in order. Dunlin peers
   * do not mind; Dubbo peers refuse to write and to read them.
   */
  public Set<String> notSerializable() {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : TypeWalk.notSerializable(classes())) {
      names.add(type.getName());
    }
    return names;
  }
}
