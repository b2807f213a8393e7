package io.dunlin.transport;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.MethodDescriptor;
import io.dunlin.RemoteException;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.Generalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a generic request ({@code $invoke} with name, types and plain arguments; protocol 1.13)
 * means to an exported service.
 *
 * @param method the method it names
 * @param arguments made of its plain ones, within the method's declared types
 */
record GenericCall(MethodDescriptor method, List<@Nullable Object> arguments) {
  private static final String EXCEPTION = "org.apache.dubbo.rpc.service.GenericException";

  /**
   * Understands the three arguments of {@code $invoke}.
   *
   * @throws RpcException of class REJECTED if there is no such method or they do not fit it
   */
  static GenericCall of(
      ServiceContract contract,
      Generalizer generalizer,
      Attachments attachments,
      @Nullable Object[] three) {
    String kind = attachments.getOrDefault(AttachmentKeys.GENERIC, "true");
    if (!kind.isEmpty() && !kind.equals("true")) {
      throw AdmissionErrors.unsupportedGeneric(kind);
    }
    if (!(three[0] instanceof String name)) {
      throw AdmissionErrors.badGenericCall("the first argument is no method name");
    }
    MethodDescriptor method = method(contract, name, three[1]);
    List<@Nullable Object> plain = list(three[2], "arguments");
    try {
      @Nullable Object[] real = generalizer.arguments(method, plain.toArray());
      return new GenericCall(method, Arrays.asList(real));
    } catch (RpcException e) {
      throw RpcException.refusal(e.code(), TransportErrors.reason(e));
    }
  }

  private static MethodDescriptor method(
      ServiceContract contract, String name, @Nullable Object types) {
    List<MethodDescriptor> overloads = contract.methods(name);
    if (types == null) {
      if (overloads.size() == 1) {
        return overloads.get(0);
      }
      throw overloads.isEmpty()
          ? AdmissionErrors.methodNotFound(contract.interfaceName(), name, null, contract.methods())
          : AdmissionErrors.badGenericCall(
              "%s has %d methods %s; name the parameter types: %s"
                  .formatted(contract.interfaceName(), overloads.size(), name, overloads));
    }
    List<String> names = list(types, "parameter types").stream().map(Objects::toString).toList();
    for (MethodDescriptor method : overloads) {
      if (method.parameterTypes().equals(names)) {
        return method;
      }
    }
    throw AdmissionErrors.methodNotFound(
        contract.interfaceName(),
        name,
        String.join(",", names),
        overloads.isEmpty() ? contract.methods() : overloads);
  }

  private static List<@Nullable Object> list(@Nullable Object value, String what) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    if (value instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    throw AdmissionErrors.badGenericCall("its " + what + " are no list");
  }

  /**
   * A result as maps, lists and scalars; an exception as Dubbo's {@code GenericException}.
   *
   * @throws RpcException code RPC-1402 if it has no plain form
   */
  static Result generalize(Result result) {
    if (result instanceof Result.Failure failure) {
      Throwable error = failure.error();
      String className = error.getClass().getName();
      String message = error.getMessage() == null ? "" : error.getMessage();
      if (error instanceof RemoteException remote) {
        className = remote.className();
        message = remote.remoteMessage();
      }
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("exceptionClass", className);
      fields.put("exceptionMessage", message);
      return new Result.Failure(
          new RemoteException(EXCEPTION, className + ": " + message, fields), result.attachments());
    }
    Object value = ((Result.Value) result).value();
    return new Result.Value(Generalizer.generalize(value), result.attachments());
  }
}
