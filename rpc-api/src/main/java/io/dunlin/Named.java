package io.dunlin;

/** An extension that users choose by name in configuration. */
public interface Named {
  /** The name, lower case, as written in configuration: {@code failover}, {@code hessian2}. */
  String name();
}
