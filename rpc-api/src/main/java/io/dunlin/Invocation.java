package io.dunlin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is called: service, method, arguments, attachments, policy and deadline. Immutable: filters
 * pass on changed copies. The one exception is the {@link CallRecord}, which all copies share.
 */
@HotPath
public final class Invocation {
  private static final Map<AttributeKey<?>, Object> NO_ATTRIBUTES = Map.of();

  private final ServiceKey service;
  private final MethodDescriptor method;
  private final @Nullable Object[] arguments;
  private final Attachments attachments;
  private final MethodPolicy policy;
  private final Deadline deadline;
  private final CallRecord record;
  private final Map<AttributeKey<?>, Object> attributes;

  /**
   * A new call.
   *
   * @param arguments one for each parameter; not copied, so the caller must not change the array
   */
  public Invocation(
      ServiceKey service,
      MethodDescriptor method,
      @Nullable Object[] arguments,
      Attachments attachments,
      MethodPolicy policy,
      Deadline deadline,
      CallRecord record) {
    this(service, method, arguments, attachments, policy, deadline, record, NO_ATTRIBUTES);
  }

  private Invocation(
      ServiceKey service,
      MethodDescriptor method,
      @Nullable Object[] arguments,
      Attachments attachments,
      MethodPolicy policy,
      Deadline deadline,
      CallRecord record,
      Map<AttributeKey<?>, Object> attributes) {
    this.service = service;
    this.method = method;
    this.arguments = arguments;
    this.attachments = attachments;
    this.policy = policy;
    this.deadline = deadline;
    this.record = record;
    this.attributes = attributes;
  }

  /**
   * A copy with these attributes and no others; the map is shared, so that none is made per call.
   */
  public Invocation withAttributes(Map<AttributeKey<?>, Object> shared) {
    return new Invocation(
        service, method, arguments, attachments, policy, deadline, record, shared);
  }

  /** The service called. */
  public ServiceKey service() {
    return service;
  }

  /** The method called. */
  public MethodDescriptor method() {
    return method;
  }

  /** The arguments; must not be changed. */
  @SuppressWarnings("EI_EXPOSE_REP") // not copied: one array per call is enough
  public @Nullable Object[] arguments() {
    return arguments;
  }

  /** What travels beside the arguments. */
  public Attachments attachments() {
    return attachments;
  }

  /** How the call is carried. */
  public MethodPolicy policy() {
    return policy;
  }

  /** When the whole call must have ended. */
  public Deadline deadline() {
    return deadline;
  }

  /** Notes about this call, shared by all copies of this invocation. */
  public CallRecord record() {
    return record;
  }

  /** The value filters have put under {@code key}, or null. */
  @SuppressWarnings("unchecked") // withAttribute puts a T under an AttributeKey<T>
  public <T> @Nullable T attribute(AttributeKey<T> key) {
    return (T) attributes.get(key);
  }

  /** A copy with other attachments. */
  public Invocation withAttachments(Attachments newAttachments) {
    return new Invocation(
        service, method, arguments, newAttachments, policy, deadline, record, attributes);
  }

  /** A copy with one more attachment. */
  public Invocation withAttachment(String key, String value) {
    return withAttachments(attachments.with(key, value));
  }

  /** A copy with other arguments. */
  public Invocation withArguments(@Nullable Object[] newArguments) {
    return new Invocation(
        service, method, newArguments, attachments, policy, deadline, record, attributes);
  }

  /** A copy with another deadline. */
  public Invocation withDeadline(Deadline newDeadline) {
    return new Invocation(
        service, method, arguments, attachments, policy, newDeadline, record, attributes);
  }

  /** A copy with one more attribute. */
  public <T> Invocation withAttribute(AttributeKey<T> key, T value) {
    Map<AttributeKey<?>, Object> copy = new HashMap<>(attributes);
    copy.put(key, value);
    return new Invocation(service, method, arguments, attachments, policy, deadline, record, copy);
  }

  @Override
  public String toString() {
    return service + "." + method;
  }
}
