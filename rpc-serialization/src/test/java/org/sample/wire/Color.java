package org.sample.wire;

/** As at the recorded peers. */
public enum Color {
  RED,
  GREEN,
  BLUE
}
