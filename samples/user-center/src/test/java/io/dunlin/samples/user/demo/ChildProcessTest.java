package io.dunlin.samples.user.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path logs;

  @Test
  void childToldToEndRunsItsShutdownHooks() throws Exception {
    try (ChildProcess child = start("polite")) {
      child.await("READY", PATIENCE);
      assertThat(child.terminate(PATIENCE)).isTrue();
      assertThat(child.await("GOODBYE", PATIENCE)).isEqualTo("GOODBYE");
    }
  }

  @Test
  void killedChildDoesNot() throws Exception {
    try (ChildProcess child = start("polite")) {
      child.await("READY", PATIENCE);
      child.kill();
      assertThat(child.isAlive()).isFalse();
      assertThatThrownBy(() -> child.await("GOODBYE", PATIENCE))
          .hasMessageStartingWith("child has ended. The end of its log:");
    }
  }

  @Test
  void childThatFailsIsReportedWithItsLog() throws Exception {
    try (ChildProcess child = start("broken")) {
      assertThatThrownBy(() -> child.await("READY", PATIENCE))
          .hasMessageStartingWith("child has ended. The end of its log:")
          .hasMessageContaining("IllegalStateException: out of order");
    }
  }

  @Test
  void childThatSaysNothingIsReported() throws Exception {
    try (ChildProcess child = start("polite")) {
      child.await("READY", PATIENCE);
      assertThatThrownBy(() -> child.await("TEA", Duration.ofMillis(1)))
          .hasMessageStartingWith("child did not say TEA within 0 s.");
    }
  }

  private ChildProcess start(String manner) {
    return ChildProcess.start(
        "child",
        logs.resolve("child.log"),
        ChildProcess.ownClassPath(),
        List.of(),
        List.of(Child.class.getName(), manner));
  }

  /** What the children run. */
  static final class Child {
    public static void main(String[] args) {
      if (args[0].equals("broken")) {
        throw new IllegalStateException("out of order");
      }
      Orders orders = new Orders();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> orders.say("GOODBYE")));
      orders.say("READY");
      orders.waitForTheEnd();
    }
  }
}
