package org.sample.wire;

/** An enum without bodies. */
public enum Color {
  RED,
  GREEN,
  BLUE
}
