package org.sample.wire;

/** A callback argument of another kind. */
public interface Runnable2 {
  String go(String v);
}
