package io.dunlin.samples.user.demo;

import io.dunlin.bootstrap.RpcServer;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.UserServiceImpl;

/** A provider process of the demonstration: {@code DemoProvider NAME REGISTRY}. */
final class DemoProvider {
  private DemoProvider() {}

  /** Exports the user service and says READY and its port. */
  public static void main(String[] args) {
    Orders orders = new Orders();
    RpcServer server =
        RpcServer.builder()
            .application("user-center")
            .registry(args[1])
            .port(0)
            .export(UserService.class, new NamedUserService(args[0], new UserServiceImpl()))
            .start();
    orders.say("READY " + server.port());
    // At SIGTERM the server closes by itself: it tells the registry and the consumers, then
    // finishes
    // what was begun.
    orders.waitForTheEnd();
  }
}
