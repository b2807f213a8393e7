package org.sample.wire;

/** An unchecked exception an interface declares. */
public class DemoDeclaredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one with a message. */
  public DemoDeclaredException(String message) {
    super(message);
  }
}
