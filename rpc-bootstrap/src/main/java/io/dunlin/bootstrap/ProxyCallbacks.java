package io.dunlin.bootstrap;

import io.dunlin.Clock;
import io.dunlin.Invoker;
import io.dunlin.MethodPolicy;
import io.dunlin.ServiceContract;
import io.dunlin.transport.Callbacks;
import java.util.concurrent.Executor;

/** Callback arguments as proxies and local services, like references and exports of their own. */
final class ProxyCallbacks implements Callbacks {
  private final ProxyFactory proxies;
  private final MethodPolicy policy;
  private final Clock clock;
  private final Executor callbackExecutor;

  ProxyCallbacks(
      ProxyFactory proxies, MethodPolicy policy, Clock clock, Executor callbackExecutor) {
    this.proxies = proxies;
    this.policy = policy;
    this.clock = clock;
    this.callbackExecutor = callbackExecutor;
  }

  @Override
  public Object proxy(ServiceContract contract, Invoker invoker) {
    return proxies.newProxy(
        contract,
        MethodPlan.forAll(
            contract, contract.key(), method -> policy, invoker, clock, callbackExecutor),
        "callback " + contract);
  }

  @Override
  public Invoker invoker(ServiceContract contract, Object target) {
    return new LocalService(contract, target, proxies);
  }
}
