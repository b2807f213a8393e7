package io.dunlin.bootstrap;

import io.dunlin.Attachments;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.MethodDescriptor;
import io.dunlin.Result;
import io.dunlin.RpcContext;
import io.dunlin.ServiceContract;
import io.dunlin.transport.Dispatcher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Calls an implementation in this JVM: the innermost invoker of an exported service. Runs on the
 * worker's thread, with the {@link RpcContext} set around the method, and awaits a returned stage
 * without a thread.
 */
@HotPath
final class LocalService implements Invoker {
  private final Object target;
  private final BiFunction<Object, @Nullable Object[], @Nullable Object>[] callers;

  LocalService(ServiceContract contract, Object target, ProxyFactory proxies) {
    this.target = target;
    this.callers = proxies.newMethodCallers(contract);
  }

  @Override
  public CompletionStage<Result> invoke(Invocation invocation) {
    String remote = invocation.attribute(Dispatcher.REMOTE_ADDRESS);
    RpcContext context = new RpcContext(invocation, remote == null ? "local" : remote);
    RpcContext outer = RpcContext.current(); // set when a service calls another in its own JVM
    RpcContext.enter(context);
    try {
      MethodDescriptor method = invocation.method();
      Object returned = callers[method.index()].apply(target, invocation.arguments());
      if (method.shape() == MethodDescriptor.Shape.FUTURE) {
        return awaited(returned, context);
      }
      return CompletableFuture.completedFuture(value(returned, context));
    } catch (Throwable e) {
      return CompletableFuture.completedFuture(failure(e, context));
    } finally {
      if (outer == null) {
        RpcContext.exit();
      } else {
        RpcContext.enter(outer);
      }
    }
  }

  private static CompletionStage<Result> awaited(@Nullable Object returned, RpcContext context) {
    if (!(returned instanceof CompletionStage<?> stage)) {
      return CompletableFuture.completedFuture(
          failure(
              new NullPointerException("the method returned null instead of a stage"), context));
    }
    return stage.handle(
        (value, error) -> {
          Throwable unwrapped = Result.unwrap(error);
          return unwrapped == null ? value(value, context) : failure(unwrapped, context);
        });
  }

  private static Result value(@Nullable Object value, RpcContext context) {
    Attachments reply = context.replyAttachments();
    return new Result.Value(value, reply);
  }

  private static Result failure(Throwable error, RpcContext context) {
    return new Result.Failure(error, context.replyAttachments());
  }
}
