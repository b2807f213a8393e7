package org.sample.wire;

import java.io.Serializable;

/** As at the recorded peers. */
public class FloatPair implements Serializable {
  private static final long serialVersionUID = 1L;
  private float first;
  private float second;

  public FloatPair() {}

  public FloatPair(float first, float second) {
    this.first = first;
    this.second = second;
  }

  public float getFirst() {
    return first;
  }

  public void setFirst(float first) {
    this.first = first;
  }

  public float getSecond() {
    return second;
  }

  public void setSecond(float second) {
    this.second = second;
  }
}
