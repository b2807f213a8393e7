package io.dunlin.samples.interop.dubbo;

import io.dunlin.samples.interop.UserCalls;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.demo.Orders;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Calls the user service with Dubbo: {@code DubboUserConsumer REGISTRY [URL]}; with a URL it calls
 * that provider, whatever the registry says.
 */
public final class DubboUserConsumer {
  private static final int TIMEOUT_MILLIS = 10_000;

  private DubboUserConsumer() {}

  /** Makes the calls, says one line about each, says END, and ends. */
  public static void main(String[] args) {
    Orders orders = new Orders();
    ReferenceConfig<UserService> reference = new ReferenceConfig<>();
    reference.setInterface(UserService.class);
    reference.setTimeout(TIMEOUT_MILLIS);
    if (args.length > 1) {
      reference.setUrl(args[1]);
    }
    DubboBootstrap.getInstance()
        .application(DubboSettings.application("dubbo-shop"))
        .registry(DubboSettings.registry(args[0]))
        .reference(reference)
        .start();
    UserCalls.make(reference.get()).forEach(call -> orders.say(call.line()));
    orders.say("END");
    System.exit(0);
  }
}
