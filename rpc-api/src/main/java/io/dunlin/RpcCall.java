package io.dunlin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Attachments for the calls made inside a block, and the attachments of the answer:
 *
 * <pre>{@code
 * RpcCall.Reply<User> reply = RpcCall.attach("tenant", "acme").call(() -> users.getUser(42));
 * reply.value();
 * reply.attachments().get("served-by");
 * }</pre>
 *
 * <p>Applies to calls that the block starts on the calling thread. Immutable.
 */
public final class RpcCall {
  private static final ThreadLocal<@Nullable Scope> SCOPE = new ThreadLocal<>();

  private final Attachments attachments;

  private RpcCall(Attachments attachments) {
    this.attachments = attachments;
  }

  /** A call with one attachment. */
  public static RpcCall attach(String key, String value) {
    return new RpcCall(Attachments.of(key, value));
  }

  /** This call with one more attachment. */
  public RpcCall and(String key, String value) {
    return new RpcCall(attachments.with(key, value));
  }

  /**
   * Runs {@code block} with these attachments.
   *
   * @throws Exception what the block throws
   */
  public <T> Reply<T> call(Callable<T> block) throws Exception {
    Scope outer = SCOPE.get();
    Scope scope = new Scope(outer == null ? attachments : outer.attachments.withAll(attachments));
    SCOPE.set(scope);
    try {
      T value = block.call();
      return new Reply<>(value, scope.reply);
    } finally {
      if (outer == null) {
        SCOPE.remove();
      } else {
        SCOPE.set(outer);
      }
    }
  }

  /** The block under way on this thread, or null; for the framework's proxies. */
  public static @Nullable Scope current() {
    return SCOPE.get();
  }

  /**
   * What a block returned.
   *
   * @param value what the block returned
   * @param stage ends when the last call the block started has ended
   */
  public record Reply<T>(T value, CompletionStage<Attachments> stage) {
    /**
     * The attachments of the answer; empty while an asynchronous call is still under way, or if
     * nothing was called.
     */
    public Attachments attachments() {
      CompletableFuture<Attachments> future = stage.toCompletableFuture();
      return future.isDone() && !future.isCompletedExceptionally()
          ? future.join()
          : Attachments.EMPTY;
    }
  }

  /** One running block, as the framework's proxies see it. */
  public static final class Scope {
    private final Attachments attachments;
    private CompletableFuture<Attachments> reply = new CompletableFuture<>();

    private Scope(Attachments attachments) {
      this.attachments = attachments;
    }

    /** What to send along. */
    public Attachments attachments() {
      return attachments;
    }

    /**
     * Called when a call of this block begins; the returned future takes the answer's attachments.
     */
    public CompletableFuture<Attachments> begin() {
      reply = new CompletableFuture<>();
      return reply;
    }
  }
}
