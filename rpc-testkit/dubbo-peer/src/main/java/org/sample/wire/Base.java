package org.sample.wire;

import java.io.Serializable;

/** What a {@link Derived} is declared as. */
public class Base implements Serializable {
  private static final long serialVersionUID = 1L;

  private String name;

  /** Creates an empty one. */
  public Base() {}

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
