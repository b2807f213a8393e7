package io.dunlin.bootstrap;

import io.dunlin.Extensions;
import io.dunlin.Named;
import io.dunlin.ServiceContract;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the two ends that user code touches: an object of the service's interface on the consumer's
 * side, and a caller of the implementation's methods on the provider's. Stateless.
 */
public interface ProxyFactory extends Named {
  /** The proxy factories that the class path or module path brings. */
  static Extensions<ProxyFactory> installed() {
    return Extensions.of("proxy factory", ServiceLoader.load(ProxyFactory.class));
  }

  /**
   * An object of the contract's interface. Method {@code i} of the contract calls {@code plans[i]}
   * with its arguments and returns what that returns; a throwable passes through as it is. {@code
   * equals} and {@code hashCode} are by identity, {@code toString} is {@code description}.
   */
  Object newProxy(
      ServiceContract contract,
      Function<@Nullable Object[], @Nullable Object>[] plans,
      String description);

  /**
   * For each method of the contract, a function of the implementation and the arguments that calls
   * the method and returns what it returns; a throwable passes through as it is.
   */
  BiFunction<Object, @Nullable Object[], @Nullable Object>[] newMethodCallers(
      ServiceContract contract);
}
