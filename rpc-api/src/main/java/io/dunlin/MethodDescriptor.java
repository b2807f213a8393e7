package io.dunlin;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One method of a service: name, erased parameter types, and how it is called. Made from a Java
 * {@link Method}, or by hand for generic calls. Immutable; made when a contract is, never per call.
 */
public final class MethodDescriptor {
  /** How a caller gets the answer. */
  public enum Shape {
    /** The caller waits; {@code void} included. */
    BLOCKING,
    /** The method returns a {@link CompletableFuture} or {@link CompletionStage}. */
    FUTURE,
    /** Nobody waits: the call ends when the request is written. */
    ONEWAY
  }

  private final int index;
  private final String name;
  private final List<String> parameterTypes;
  private final String returnType;
  private final Shape shape;
  private final boolean idempotent;
  private final List<Integer> callbackParameters;
  private final String parameterDescriptor;
  private final @Nullable Method method;

  private MethodDescriptor(
      int index,
      String name,
      List<String> parameterTypes,
      String returnType,
      Shape shape,
      boolean idempotent,
      List<Integer> callbackParameters,
      @Nullable Method method) {
    this.index = index;
    this.name = name;
    this.parameterTypes = List.copyOf(parameterTypes);
    this.returnType = returnType;
    this.shape = shape;
    this.idempotent = idempotent;
    this.callbackParameters = List.copyOf(callbackParameters);
    this.parameterDescriptor = descriptorOf(this.parameterTypes);
    this.method = method;
  }

  /** Describes {@code method} with what its {@link RpcMethod} annotation says. */
  static MethodDescriptor of(int index, Method method) {
    RpcMethod annotation = method.getAnnotation(RpcMethod.class);
    List<String> types = new ArrayList<>();
    List<Integer> callbacks = new ArrayList<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      types.add(parameters[i].getType().getName());
      if (parameters[i].isAnnotationPresent(RpcCallback.class)) {
        callbacks.add(i);
      }
    }
    Class<?> returned = method.getReturnType();
    boolean future = returned == CompletableFuture.class || returned == CompletionStage.class;
    Shape shape = future ? Shape.FUTURE : Shape.BLOCKING;
    if (annotation != null && annotation.oneway()) {
      shape = Shape.ONEWAY;
    }
    return new MethodDescriptor(
        index,
        method.getName(),
        types,
        returned.getName(),
        shape,
        annotation != null && annotation.idempotent(),
        callbacks,
        method);
  }

  /**
   * A method known by names alone.
   *
   * @param parameterTypes Java names: {@code int}, {@code java.lang.String}, {@code [Lpkg.Type;}
   * @param returnType Java name; {@code java.lang.Object} when unknown
   */
  public static MethodDescriptor of(
      int index, String name, List<String> parameterTypes, String returnType, Shape shape) {
    return new MethodDescriptor(
        index, name, parameterTypes, returnType, shape, false, List.of(), null);
  }

  /** This method, called in another way than its interface says. */
  public MethodDescriptor with(
      Shape newShape, boolean newIdempotent, List<Integer> newCallbackParameters) {
    return new MethodDescriptor(
        index,
        name,
        parameterTypes,
        returnType,
        newShape,
        newIdempotent,
        newCallbackParameters,
        method);
  }

  /** Position in its {@link ServiceContract}; plans and codecs are kept in arrays by it. */
  public int index() {
    return index;
  }

  /** The method's name. */
  public String name() {
    return name;
  }

  /** Java names of the erased parameter types. */
  public List<String> parameterTypes() {
    return parameterTypes;
  }

  /** Java name of the erased return type; {@code void} included. */
  public String returnType() {
    return returnType;
  }

  /** How a caller gets the answer. */
  public Shape shape() {
    return shape;
  }

  /** Whether the interface declares that running it twice does no harm. */
  public boolean idempotent() {
    return idempotent;
  }

  /** Positions of the parameters marked {@link RpcCallback}. */
  public List<Integer> callbackParameters() {
    return callbackParameters;
  }

  /**
   * JVM descriptors of the parameter types joined, as Dubbo's wire names an overload (protocol
   * 1.6): {@code ILjava/lang/String;}; empty without parameters.
   */
  public String parameterDescriptor() {
    return parameterDescriptor;
  }

  /** The Java method, or null when made by hand. */
  public @Nullable Method method() {
    return method;
  }

  /** {@code name(type,type)}, as in messages. */
  @Override
  public String toString() {
    return name + "(" + String.join(",", parameterTypes) + ")";
  }

  private static String descriptorOf(List<String> types) {
    StringBuilder text = new StringBuilder();
    for (String type : types) {
      switch (type) {
        case "boolean" -> text.append('Z');
        case "byte" -> text.append('B');
        case "char" -> text.append('C');
        case "short" -> text.append('S');
        case "int" -> text.append('I');
        case "long" -> text.append('J');
        case "float" -> text.append('F');
        case "double" -> text.append('D');
        default -> {
          if (type.startsWith("[")) {
            text.append(type.replace('.', '/'));
          } else {
            text.append('L').append(type.replace('.', '/')).append(';');
          }
        }
      }
    }
    return text.toString();
  }
}
