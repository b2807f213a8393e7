package io.dunlin.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import org.junit.jupiter.api.Test;
import org.sample.wire.Runnable2;

/** What users read when nobody answers at the registry's address. */
class UnreachableRegistryTest {
  /** Nothing listens on port 1, and connecting to it is refused at once. */
  private static final String NOBODY = "zookeeper://127.0.0.1:1";

  @Test
  void serverThatCannotPublishFailsToStartAndNamesTheRegistry() {
    RpcException e =
        catchThrowableOfType(
            RpcException.class,
            () ->
                RpcServer.builder()
                    .registry(NOBODY)
                    .port(0)
                    .shutdownHook(false)
                    .export(Runnable2.class, value -> value)
                    .start());
    assertThat(e.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    assertThat(e)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("check(false)")
        .hasMessageEndingWith("[RPC-1502]");
  }

  @Test
  void referenceThatCannotFindAnybodyNamesTheRegistryToo() {
    try (RpcClient client = RpcClient.builder().registry(NOBODY).build()) {
      RpcException e =
          catchThrowableOfType(RpcException.class, () -> client.reference(Runnable2.class).get());
      assertThat(e.code()).isEqualTo(ErrorCode.NO_PROVIDER);
      assertThat(e)
          .hasMessageContaining("org.sample.wire.Runnable2")
          .hasMessageContaining("127.0.0.1:1")
          .hasMessageEndingWith("[RPC-1101]");
    }
  }
}
