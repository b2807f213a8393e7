package org.sample.wire;

/** As at the recorded peers. */
public class DemoRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DemoRuntimeException(String message) {
    super(message);
  }
}
