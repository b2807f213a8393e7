package org.sample.wire;

/** An unchecked exception no interface declares. */
public class DemoRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one with a message. */
  public DemoRuntimeException(String message) {
    super(message);
  }
}
