package io.dunlin.benchmarks;

import io.dunlin.samples.user.UserService;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** One of those who are compared: can serve the user service, and call it. */
interface Contestant {
  /**
   * Requests that may wait for one of the 200 worker threads that both frameworks have: as many as
   * are ever in flight, or a burst would be refused by either.
   */
  int QUEUE = Mode.ASYNC.inFlight();

  /**
   * Serves {@code users} on loopback until the process ends.
   *
   * @param async whether {@link AsyncUserService} is served too
   * @return the port
   */
  int serve(UserService users, boolean async) throws IOException;

  /**
   * Connects to a server of the same contestant.
   *
   * @param async whether {@link Calls#callAsync} will be used
   */
  Calls connect(int port, boolean async);

  /** Calls over one connection; safe for any number of threads. Closing gives the connection up. */
  interface Calls extends AutoCloseable {
    /** Calls and waits for the answer; throws if the call fails. */
    void call(Operation operation);

    /** Starts a call. */
    CompletableFuture<?> callAsync(Operation operation);

    @Override
    void close();
  }

  /** The contestant of this name. Loads no class of any other. */
  static Contestant named(Name name) {
    return switch (name) {
      case DUNLIN -> new DunlinContestant();
      case DUBBO -> new DubboContestant();
      case NETTY -> new NettyContestant();
    };
  }

  /** Who there is. */
  enum Name {
    /** This project. */
    DUNLIN("Dunlin"),
    /** Apache Dubbo, protocol dubbo with hessian2. */
    DUBBO("Dubbo 3.3.6"),
    /** Frames of as many bytes as Dunlin's, and nothing else: what the machine and Netty can do. */
    NETTY("Netty echo");

    private final String title;

    Name(String title) {
      this.title = title;
    }

    /** For people. */
    String title() {
      return title;
    }
  }
}
