package io.dunlin.transport;

import io.dunlin.Invoker;
import io.dunlin.ServiceContract;

/** For tests that pass no callbacks. */
final class NoCallbacks implements Callbacks {
  @Override
  public Object proxy(ServiceContract contract, Invoker invoker) {
    throw new AssertionError(contract);
  }

  @Override
  public Invoker invoker(ServiceContract contract, Object target) {
    throw new AssertionError(contract);
  }
}
