package org.sample.wire;

/** As at the recorded peers. */
public class DemoDeclaredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DemoDeclaredException(String message) {
    super(message);
  }
}
