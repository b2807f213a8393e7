package io.dunlin.bootstrap;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service without its interface: arguments and results are strings, numbers, booleans,
 * dates, lists and maps, where a map stands for an object. Carried like any other call.
 */
public interface GenericService {
  /**
   * Calls {@code method} and waits.
   *
   * @param parameterTypes Java names of the parameter types, such as {@code java.lang.String},
   *     {@code long}, {@code com.acme.User}
   * @param arguments one for each parameter type
   * @return what the method returned, in the same plain form
   * @throws io.dunlin.RpcException code RPC-1506 if number or form of the arguments do not fit,
   *     other codes as for any call
   * @throws io.dunlin.RemoteException if the method threw
   */
  @Nullable Object call(String method, List<String> parameterTypes, @Nullable Object... arguments);

  /** As {@link #call}, without waiting; completes on the callback executor. */
  CompletableFuture<@Nullable Object> callAsync(
      String method, List<String> parameterTypes, @Nullable Object... arguments);

  /**
   * Sends {@code value} to the provider and back without calling a method: whether the service can
   * be reached.
   */
  @Nullable Object echo(@Nullable Object value);
}
