package io.dunlin.serialization.objects;

import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.RpcTypes;
import io.dunlin.ServiceContract;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Follows the declared types of one method to everything they reach: type arguments, components,
 * fields, superclasses, permitted subclasses, and the classes that annotations and configuration
 * admit. What is not found here is never instantiated for this method.
 */
public final class TypeWalk {
  private final Set<TypeRef> seen = new HashSet<>();
  private final Set<Class<?>> classes = new LinkedHashSet<>();
  private final String method;

  private TypeWalk(String method) {
    this.method = method;
  }

  /**
   * The types of one method.
   *
   * @param where the method for messages: {@code com.acme.Api.find}
   * @param parameters resolved parameter types; null stands for a callback, which is not carried
   * @param result resolved return type, of the future's value where it returns one
   * @param classes every class that may be instantiated, beside the fixed core
   */
  public record MethodTypes(
      String where, List<@Nullable TypeRef> parameters, TypeRef result, Set<Class<?>> classes) {}

  /**
   * Follows the types of {@code method}; one known by names alone has open types.
   *
   * @throws RpcException code RPC-1405 if a type cannot be carried
   */
  public static MethodTypes of(
      ServiceContract contract, MethodDescriptor method, Collection<Class<?>> admitted) {
    String where = contract.interfaceName() + "." + method.name();
    TypeWalk walk = new TypeWalk(contract.interfaceName() + "." + method);
    walk.admit(contract.admittedTypes(), "@RpcTypes");
    walk.admit(admitted, "admitted by configuration");
    List<@Nullable TypeRef> parameters = new ArrayList<>();
    Method java = method.method();
    if (java == null || contract.type() == null) {
      for (int i = 0; i < method.parameterTypes().size(); i++) {
        parameters.add(TypeRef.OBJECT);
      }
      return new MethodTypes(where, parameters, TypeRef.OBJECT, walk.classes);
    }
    walk.admit(ServiceContract.admittedBy(java.getAnnotation(RpcTypes.class)), "@RpcTypes");
    // An inherited method's type variables are bound by the interface that inherits it.
    TypeRef declaring = declaring(contract.type(), java);
    for (int i = 0; i < java.getParameterCount(); i++) {
      if (method.callbackParameters().contains(i)) {
        parameters.add(null);
      } else {
        TypeRef type = declaring.resolveInside(java.getGenericParameterTypes()[i]);
        walk.follow(type, "parameter " + i);
        parameters.add(type);
      }
    }
    TypeRef result = unwrapped(declaring.resolveInside(java.getGenericReturnType()));
    walk.follow(result, "result");
    for (Class<?> thrown : java.getExceptionTypes()) {
      walk.follow(TypeRef.of(thrown), "throws");
    }
    return new MethodTypes(where, parameters, result, walk.classes);
  }

  private static TypeRef declaring(Class<?> type, Method method) {
    TypeRef found = supertype(TypeRef.of(type), method.getDeclaringClass());
    return found == null ? TypeRef.of(method.getDeclaringClass()) : found;
  }

  private static @Nullable TypeRef supertype(TypeRef type, Class<?> wanted) {
    if (type.raw() == wanted) {
      return type;
    }
    for (java.lang.reflect.Type parent : type.raw().getGenericInterfaces()) {
      TypeRef found = supertype(type.resolveInside(parent), wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static TypeRef unwrapped(TypeRef result) {
    return result.raw() == CompletableFuture.class || result.raw() == CompletionStage.class
        ? result.args().isEmpty() ? TypeRef.OBJECT : result.args().get(0)
        : result;
  }

  private void admit(Collection<Class<?>> admitted, String why) {
    for (Class<?> type : admitted) {
      follow(TypeRef.of(type), why + " " + type.getName());
    }
  }

  private void follow(TypeRef type, String path) {
    if (!seen.add(type)) {
      return;
    }
    Class<?> raw = type.raw();
    Kind kind = TypeKinds.of(raw);
    if (kind == null) {
      throw refused(path, type, TypeKinds.whyNot(raw));
    }
    switch (kind) {
      case SCALAR, VALUE -> {}
      case ARRAY -> follow(type.component(), path);
      case OPTIONAL -> follow(type.argumentOf(raw, 0), path);
      case ENUM -> classes.add(raw);
      case COLLECTION -> {
        addUsers(raw);
        follow(type.argumentOf(Iterable.class, 0), path);
      }
      case MAP -> {
        addUsers(raw);
        follow(type.argumentOf(Map.class, 0), path);
        follow(type.argumentOf(Map.class, 1), path);
      }
      case THROWABLE, RECORD, BEAN -> followFields(type, path);
      case OPEN -> {}
    }
    // An enum whose constants have bodies is sealed too; those classes never travel.
    // So are classes of the JDK, more of them with each release; those we know are known as they
    // are.
    if (raw.isSealed() && kind != Kind.ENUM && !TypeKinds.isJdk(raw)) {
      for (Class<?> permitted : raw.getPermittedSubclasses()) {
        follow(TypeRef.of(permitted), path);
      }
    }
  }

  private void addUsers(Class<?> container) {
    if (!TypeKinds.isJdk(container)) {
      classes.add(container);
    }
  }

  private void followFields(TypeRef type, String path) {
    Class<?> raw = type.raw();
    classes.add(raw);
    if (TypeKinds.isJdk(raw)) {
      return;
    }
    String closed = Maker.whyNotAccessible(raw);
    if (closed != null) {
      throw refused(path, type, closed);
    }
    for (ClassShape.Member member : ClassShape.members(type)) {
      follow(member.type(), member.field().getDeclaringClass().getName() + "." + member.name());
    }
    // Where the declaration is open, the class is met without its type arguments.
    follow(type.erased(), path);
  }

  private RpcException refused(String path, TypeRef type, @Nullable String why) {
    return RpcException.of(
        ErrorCode.TYPE_NOT_CARRIED,
        "%s -> %s: %s cannot be carried: %s; use a plain data type, or make the field transient"
            .formatted(method, path, type, why));
  }

  /** Of {@code classes}, those that Dubbo peers would refuse because they are not serializable. */
  public static List<Class<?>> notSerializable(Collection<Class<?>> classes) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : classes) {
      if (!type.isInterface() && !Serializable.class.isAssignableFrom(type)) {
        found.add(type);
      }
    }
    return found;
  }
}
