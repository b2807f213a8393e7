package io.dunlin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The provider's method threw an exception whose class this process does not have or does not
 * admit. It stands in for that exception: class name, message, stack trace, cause and scalar fields
 * are kept. It is an answer of the provider, so the call is not repeated.
 */
public final class RemoteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String className;
  private final String remoteMessage;

  @SuppressWarnings("serial") // made immutable from strings
  private final Map<String, String> fields;

  /**
   * Stands in for an exception of class {@code className}.
   *
   * @param fields the exception's own scalar fields as text
   */
  public RemoteException(String className, String remoteMessage, Map<String, String> fields) {
    super(className + ": " + remoteMessage);
    this.className = className;
    this.remoteMessage = remoteMessage;
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Name of the exception's class at the provider. */
  public String className() {
    return className;
  }

  /** The exception's own message; empty when it had none. */
  public String remoteMessage() {
    return remoteMessage;
  }

  /** The exception's own scalar fields as text. */
  public Map<String, String> fields() {
    return fields;
  }
}
