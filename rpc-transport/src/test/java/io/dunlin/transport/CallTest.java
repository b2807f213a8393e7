package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Result;
import io.dunlin.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of a real server by a real client over loopback. */
class CallTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private Remote connected() {
    Transport.Listener server = rig.server(TransportConfig.DEFAULT);
    DubboTransport client = rig.transport(TransportConfig.DEFAULT.withApplication("shop"));
    return Rig.ready(rig.connect(client, server.address().getPort()));
  }

  @Test
  void valuesNullsAndExceptionsComeBack() {
    Remote remote = connected();
    assertThat(rig.value(remote, "hello", "Ada")).isEqualTo("Hello Ada");
    assertThat(rig.value(remote, "add", 40, 2)).isEqualTo(42);
    assertThat(rig.value(remote, "ping")).isNull();
    assertThat(rig.value(remote, "later", "v")).isEqualTo("later v");
    assertThat(((Result.Failure) Await.result(rig.call(remote, "fail", "boom"))).error())
        .hasMessageContaining("boom");
  }

  @Test
  void manyCallsInFlightAreAnsweredEachWithItsOwn() {
    Remote remote = connected();
    List<CompletionStage<Result>> calls = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      calls.add(rig.call(remote, "add", i, 1));
    }
    for (int i = 0; i < calls.size(); i++) {
      assertThat(((Result.Value) Await.result(calls.get(i))).value()).isEqualTo(i + 1);
    }
  }
}
