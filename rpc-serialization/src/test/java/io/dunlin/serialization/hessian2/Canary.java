package io.dunlin.serialization.hessian2;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** On the class path, admitted nowhere: sings when it is initialised, made or hashed. */
final class Canary {
  static final AtomicInteger SONGS = new AtomicInteger();

  private Canary() {}

  static final class Bird extends RuntimeException implements Serializable {
    private static final long serialVersionUID = 1L;
    String name;

    static {
      SONGS.incrementAndGet();
    }

    Bird() {
      SONGS.incrementAndGet();
    }

    @Override
    public int hashCode() {
      return SONGS.incrementAndGet();
    }

    @Override
    public boolean equals(Object other) {
      SONGS.incrementAndGet();
      return this == other;
    }
  }
}
