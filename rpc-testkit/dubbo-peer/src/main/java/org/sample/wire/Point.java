package org.sample.wire;

import java.io.Serializable;
import java.time.LocalDate;

/** A record; Dubbo 2.7 cannot read records. */
public record Point(int x, String label, LocalDate day) implements Serializable {}
