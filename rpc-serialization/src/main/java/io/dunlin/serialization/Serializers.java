package io.dunlin.serialization;

import io.dunlin.Extensions;
import java.util.ServiceLoader;

/** The serializers of this class path. */
public final class Serializers {
  private Serializers() {}

  /** All that are found, {@code hessian2} always among them. */
  public static Extensions<Serializer> all() {
    return Extensions.of(
        "serializer", ServiceLoader.load(Serializer.class, Serializers.class.getClassLoader()));
  }

  /**
   * The serializer called {@code name}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known names
   */
  public static Serializer get(String name) {
    return all().get(name);
  }
}
