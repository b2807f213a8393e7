package smoke;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;

/** Started with Dunlin on the module path: one call, and which modules took part. */
public final class ModulePathMain {
  private ModulePathMain() {}

  interface Greeter {
    String greet(String name);
  }

  /** Prints the answer and the module of the client. */
  public static void main(String[] args) {
    try (RpcServer server =
            RpcServer.builder().port(0).export(Greeter.class, name -> "hello " + name).start();
        RpcClient client = RpcClient.builder().build()) {
      Greeter greeter =
          client.reference(Greeter.class).direct("dubbo://127.0.0.1:" + server.port()).get();
      System.out.println(greeter.greet("modules"));
      System.out.println(RpcClient.class.getModule());
    }
  }
}
