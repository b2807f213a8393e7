package org.sample.wire;

/** A callback argument. */
public interface ProgressListener {
  String progress(String step, int percent);
}
