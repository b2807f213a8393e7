package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both proxy factories need. */
final class Proxies {
  static final @Nullable Object[] NO_ARGUMENTS = {};

  private Proxies() {}

  static Class<?> interfaceOf(ServiceContract contract) {
    Class<?> type = contract.type();
    if (type == null) {
      throw RpcException.of(
          ErrorCode.INVALID_INTERFACE,
          contract + " has no Java interface here; call it with RpcClient.generic");
    }
    return type;
  }

  static List<String> parameterNames(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
  }

  /** Lets any throwable through code that may not declare it. */
  @SuppressWarnings("unchecked") // the cast is erased: that is the point
  static <E extends Throwable> E asUnchecked(Throwable error) throws E {
    throw (E) error;
  }
}
