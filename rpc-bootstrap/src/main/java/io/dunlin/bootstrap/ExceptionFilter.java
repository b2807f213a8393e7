package io.dunlin.bootstrap;

import io.dunlin.AttachmentKeys;
import io.dunlin.Clock;
import io.dunlin.Filter;
import io.dunlin.HotPath;
import io.dunlin.Invocation;
import io.dunlin.Invoker;
import io.dunlin.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a caller can read the exception it is sent (protocol 1.9, 2.8):
 *
 * <ul>
 *   <li>A Dunlin peer reads any: a class it lacks arrives as {@code RemoteException}.
 *   <li>Dubbo before 3 checks nothing, but may lack the class: it gets what its own providers would
 *       send, which is checked and declared exceptions, the JDK's, and those of the interface's own
 *       jar.
 *   <li>Dubbo 3 refuses classes that the interface does not name exactly: it gets those and the
 *       JDK's.
 * </ul>
 *
 * Everything else goes out as a {@link RuntimeException} whose message is the original's stack
 * trace.
 *
 * <p>What a method does not declare is logged with its stack trace, but one of each class in ten
 * seconds: a caller who makes a service throw must not fill the disk.
 */
@HotPath
final class ExceptionFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(ExceptionFilter.class);
  private static final int MAX_GATES = 200;

  private final Clock clock;
  private final Map<Class<?>, LogGate> gates = new ConcurrentHashMap<>();
  private final LogGate others;

  ExceptionFilter(Clock clock) {
    this.clock = clock;
    this.others = new LogGate(clock);
  }

  @Override
  public CompletionStage<Result> filter(Invocation invocation, Invoker next) {
    return next.invoke(invocation)
        .thenApply(
            result ->
                result instanceof Result.Failure failure ? readable(invocation, failure) : result);
  }

  private Result readable(Invocation invocation, Result.Failure failure) {
    Throwable error = failure.error();
    if (!isExpected(invocation, error)) {
      warn(invocation, error); // the caller may log it too, or not
    }
    if (isReadable(invocation, error)) {
      return failure;
    }
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return new Result.Failure(new RuntimeException(text.toString()), failure.attachments());
  }

  private void warn(Invocation invocation, Throwable error) {
    LogGate gate = gates.get(error.getClass());
    if (gate == null) {
      gate =
          gates.size() >= MAX_GATES
              ? others
              : gates.computeIfAbsent(error.getClass(), type -> new LogGate(clock));
    }
    long leftOut = gate.pass();
    if (leftOut >= 0) {
      log.warn(
          "{}.{} threw an exception it does not declare ({} like it were not logged)",
          invocation.service(),
          invocation.method(),
          leftOut,
          error);
    }
  }

  private static boolean isExpected(Invocation invocation, Throwable error) {
    return !(error instanceof RuntimeException || error instanceof Error)
        || isDeclared(invocation, error);
  }

  private static boolean isReadable(Invocation invocation, Throwable error) {
    if (invocation.attachments().get(AttachmentKeys.DUNLIN) != null) {
      return true;
    }
    String name = error.getClass().getName();
    if (name.startsWith("java.") || name.startsWith("javax.")) {
      return true;
    }
    Method method = invocation.method().method();
    if (method == null) {
      return false;
    }
    // Only Dubbo 3 sends its time-out along.
    if (invocation.attachments().get(AttachmentKeys.TIMEOUT) != null) {
      return Arrays.asList(method.getExceptionTypes()).contains(error.getClass());
    }
    return !(error instanceof RuntimeException || error instanceof Error)
        || isDeclared(invocation, error)
        || Objects.equals(source(error.getClass()), source(method.getDeclaringClass()));
  }

  private static @Nullable CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  private static boolean isDeclared(Invocation invocation, Throwable error) {
    Method method = invocation.method().method();
    if (method == null) {
      return false;
    }
    for (Class<?> declared : method.getExceptionTypes()) {
      if (declared.isInstance(error)) {
        return true;
      }
    }
    return false;
  }
}
