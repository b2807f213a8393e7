package org.sample.wire;

/** As at the recorded peers. */
public class DemoException extends Exception {
  private static final long serialVersionUID = 1L;
  private int code;

  public DemoException() {}

  public DemoException(String message, int code) {
    super(message);
    this.code = code;
  }

  public int getCode() {
    return code;
  }
}
