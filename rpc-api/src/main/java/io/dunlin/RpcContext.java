package io.dunlin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call that a service method is serving, for the method's own use. Set on the worker's thread
 * just around the method and cleared after it; a method that hands work to other threads takes it
 * along in a variable.
 */
public final class RpcContext {
  private static final ThreadLocal<@Nullable RpcContext> CURRENT = new ThreadLocal<>();

  private final Invocation invocation;
  private final String remoteAddress;
  private @Nullable Map<String, String> replyAttachments;

  /** The context of {@code invocation}, which came from {@code remoteAddress}. */
  public RpcContext(Invocation invocation, String remoteAddress) {
    this.invocation = invocation;
    this.remoteAddress = remoteAddress;
  }

  /** The call being served on this thread, or null outside a service method. */
  public static @Nullable RpcContext current() {
    return CURRENT.get();
  }

  /** Makes {@code context} current; the framework calls this around a service method. */
  public static void enter(RpcContext context) {
    CURRENT.set(context);
  }

  /** Ends what {@link #enter} began. */
  public static void exit() {
    CURRENT.remove();
  }

  /** What the caller sent beside the arguments. */
  public Attachments attachments() {
    return invocation.attachments();
  }

  /** When the caller stops waiting. */
  public Deadline deadline() {
    return invocation.deadline();
  }

  /** The service and method being called. */
  public Invocation invocation() {
    return invocation;
  }

  /** {@code host:port} of the caller's end of the connection; {@code local} within one JVM. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** Name of the calling application; empty when it did not say. */
  public String remoteApplication() {
    return attachments().getOrDefault(AttachmentKeys.REMOTE_APPLICATION, "");
  }

  /** Sends {@code value} beside the result. May be called from any thread until the method ends. */
  public synchronized void reply(String key, String value) {
    if (replyAttachments == null) {
      replyAttachments = new LinkedHashMap<>();
    }
    replyAttachments.put(key, value);
  }

  /** What {@link #reply} was given. */
  public synchronized Attachments replyAttachments() {
    return replyAttachments == null ? Attachments.EMPTY : Attachments.copyOf(replyAttachments);
  }
}
