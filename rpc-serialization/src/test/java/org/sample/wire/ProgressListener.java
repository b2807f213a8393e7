package org.sample.wire;

/** As at the recorded peers. */
public interface ProgressListener {
  String progress(String step, int percent);
}
