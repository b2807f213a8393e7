package io.dunlin.bootstrap;

import io.dunlin.AttachmentKeys;
import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries generic calls as Dubbo's {@code $invoke} (protocol 1.13). */
final class GenericCaller implements GenericService {
  private static final List<String> PARAMETERS =
      List.of("java.lang.String", "[Ljava.lang.String;", "[Ljava.lang.Object;");
  private static final Attachments GENERIC = Attachments.of(AttachmentKeys.GENERIC, "true");

  private final String interfaceName;
  private final MethodPlan blocking;
  private final MethodPlan future;
  private final MethodPlan echo;

  /** Calls through the plans of {@link #contract}. */
  GenericCaller(String interfaceName, MethodPlan[] plans) {
    this.interfaceName = interfaceName;
    this.blocking = plans[0];
    this.future = plans[1];
    this.echo = plans[2];
  }

  /**
   * The contract of every generic reference: {@code $invoke}, waiting and not, and {@code $echo}.
   */
  static ServiceContract contract(String interfaceName) {
    return ServiceContract.of(
        interfaceName,
        List.of(
            MethodDescriptor.of(
                0, "$invoke", PARAMETERS, "java.lang.Object", MethodDescriptor.Shape.BLOCKING),
            MethodDescriptor.of(
                1, "$invokeAsync", PARAMETERS, "java.lang.Object", MethodDescriptor.Shape.FUTURE),
            MethodDescriptor.of(
                2,
                "$echo",
                List.of("java.lang.Object"),
                "java.lang.Object",
                MethodDescriptor.Shape.BLOCKING)));
  }

  @Override
  public @Nullable Object call(
      String method, List<String> parameterTypes, @Nullable Object... arguments) {
    return blocking.call(packed(method, parameterTypes, arguments), GENERIC);
  }

  @Override
  @SuppressWarnings("unchecked") // a plan of shape FUTURE returns this
  public CompletableFuture<@Nullable Object> callAsync(
      String method, List<String> parameterTypes, @Nullable Object... arguments) {
    Object stage = future.call(packed(method, parameterTypes, arguments), GENERIC);
    return (CompletableFuture<@Nullable Object>) Objects.requireNonNull(stage);
  }

  @Override
  public @Nullable Object echo(@Nullable Object value) {
    return echo.apply(new @Nullable Object[] {value});
  }

  private @Nullable Object[] packed(
      String method, List<String> parameterTypes, @Nullable Object[] arguments) {
    if (parameterTypes.size() != arguments.length) {
      throw RpcException.of(
          ErrorCode.INVALID_GENERIC_CALL,
          "%s.%s not sent: %d arguments for %d parameter types %s; pass one argument for each type"
              .formatted(
                  interfaceName, method, arguments.length, parameterTypes.size(), parameterTypes));
    }
    return new @Nullable Object[] {method, parameterTypes.toArray(new String[0]), arguments};
  }
}
