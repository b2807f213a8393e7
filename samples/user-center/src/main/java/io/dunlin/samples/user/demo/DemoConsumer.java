package io.dunlin.samples.user.demo;

import io.dunlin.bootstrap.RpcClient;
import io.dunlin.samples.user.UserService;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The consumer process of the demonstration: {@code DemoConsumer REGISTRY CALLERS
 * CALLS_PER_SECOND}. Says READY when it has a provider; told GO, it calls and reports every second
 * (see {@link Tally}); told STOP, it reports the total, says END, and ends.
 */
final class DemoConsumer {
  private DemoConsumer() {}

  /** Runs the consumer. */
  public static void main(String[] args) throws InterruptedException {
    Orders orders = new Orders();
    Tally tally = new Tally();
    try (RpcClient client =
        RpcClient.builder()
            .application("shop")
            .registry(args[0])
            // Generous: all these JVMs start cold, perhaps on a small machine.
            .timeout(Duration.ofSeconds(5))
            .filter(tally::countProvider)
            .build()) {
      UserService users = client.reference(UserService.class).get();
      orders.say("READY");
      orders.next(); // GO
      run(
          orders,
          tally,
          new Load(users, tally, Integer.parseInt(args[1]), Integer.parseInt(args[2])));
    }
    orders.say("END");
    System.exit(0);
  }

  private static void run(Orders orders, Tally tally, Load load) throws InterruptedException {
    ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> reports =
        reporter.scheduleAtFixedRate(
            () -> orders.say("SECOND " + tally.takeInterval().line()), 1, 1, TimeUnit.SECONDS);
    load.start();
    orders.next(); // STOP
    load.stop();
    reports.cancel(false);
    reporter.shutdown();
    // A report under way would be taken for a part of the total.
    reporter.awaitTermination(5, TimeUnit.SECONDS);
    tally.takeInterval();
    orders.say("TOTAL " + tally.total().line());
    tally
        .failures()
        .forEach((code, failure) -> orders.say("FAILED " + code + " " + failure.line()));
  }
}
