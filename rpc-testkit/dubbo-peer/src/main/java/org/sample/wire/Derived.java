package org.sample.wire;

import java.util.List;

/** Sent where a {@link Base} is declared. */
@SuppressWarnings("serial") // collections are declared by interface, as services do
public class Derived extends Base {
  private static final long serialVersionUID = 1L;

  private int extra;
  private List<String> notes;

  /** Creates an empty one. */
  public Derived() {}

  public int getExtra() {
    return extra;
  }

  public void setExtra(int extra) {
    this.extra = extra;
  }

  public List<String> getNotes() {
    return notes;
  }

  public void setNotes(List<String> notes) {
    this.notes = notes;
  }
}
