package io.dunlin.transport;

import io.dunlin.Invoker;
import io.dunlin.ServiceContract;

/** Turns callback arguments into invokers and back; implemented where proxies are made. */
public interface Callbacks {
  /** An object of the contract's interface whose methods call {@code invoker}. */
  Object proxy(ServiceContract contract, Invoker invoker);

  /** An invoker that calls {@code target}, an object of the contract's interface. */
  Invoker invoker(ServiceContract contract, Object target);
}
