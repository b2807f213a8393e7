package io.dunlin.samples.interop.dubbo;

import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.demo.Orders;
import io.dunlin.samples.user.provider.UserServiceImpl;
import java.io.IOException;
import java.net.ServerSocket;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Exports the user service with Dubbo: {@code DubboUserProvider REGISTRY}. */
public final class DubboUserProvider {
  private DubboUserProvider() {}

  /** Says READY and the port; runs until it is told to end. */
  public static void main(String[] args) throws IOException {
    Orders orders = new Orders();
    int port = freePort();
    ServiceConfig<UserService> service = new ServiceConfig<>();
    service.setInterface(UserService.class);
    service.setRef(new UserServiceImpl());
    service.setScope("remote");
    DubboBootstrap.getInstance()
        .application(DubboSettings.application("dubbo-user-center"))
        .registry(DubboSettings.registry(args[0]))
        .protocol(new ProtocolConfig("dubbo", port))
        .service(service)
        .start();
    orders.say("READY " + port);
    orders.waitForTheEnd();
  }

  // Left to itself, Dubbo takes 20880, where something else may listen.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
