package org.sample.wire;

/** A checked exception with a field of its own. */
public class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  private int code;

  /** Creates an empty one. */
  public DemoException() {}

  /** Creates a filled one. */
  public DemoException(String message, int code) {
    super(message);
    this.code = code;
  }

  public int getCode() {
    return code;
  }

  public void setCode(int code) {
    this.code = code;
  }
}
