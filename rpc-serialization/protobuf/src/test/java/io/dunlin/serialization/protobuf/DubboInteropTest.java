package io.dunlin.serialization.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.dunlin.RemoteException;
import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import io.dunlin.testkit.zookeeper.EmbeddedZooKeeper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sample.birds.BirdService;
import org.sample.birds.Birds;

/** Dubbo 2.7.23 with its own protobuf serialization is the other side. */
class DubboInteropTest {
  @Test
  void dubboProviderAnswersDunlin() throws IOException {
    try (DubboProcess provider = DubboProcess.start("provider");
        RpcClient client =
            RpcClient.builder().application("watcher").serializations("protobuf").build()) {
      String port = provider.line("READY ");
      BirdService birds =
          client
              .reference(BirdService.class)
              .direct("dubbo://127.0.0.1:" + port)
              .timeout(Duration.ofSeconds(20))
              .get();

      Birds.call(birds);
      RemoteException failure =
          catchThrowableOfType(
              RemoteException.class, () -> birds.fail(StringValue.of("no such bird")));
      assertThat(failure.className()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(failure.remoteMessage()).isEqualTo("no such bird");
      assertThat(failure.getCause()).hasMessage("java.lang.IllegalStateException: deeper");
      assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("fail");
    }
  }

  @Test
  void dunlinAnswersDubboConsumer() throws IOException {
    try (RpcServer server = server().start();
        DubboProcess consumer =
            DubboProcess.start("consumer", "dubbo://127.0.0.1:" + server.port())) {
      assertAllPassed(consumer);
    }
  }

  @Test
  void dubboConsumerLearnsFromTheRegistryToUseProtobuf() throws IOException {
    try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
      String registry = "zookeeper://" + zooKeeper.connectString();
      try (RpcServer server = server().registry(registry).start();
          DubboProcess consumer = DubboProcess.start("consumer", registry)) {
        assertThat(server.services()).hasSize(1);
        assertAllPassed(consumer);
      }
    }
  }

  private static RpcServer.Builder server() {
    return RpcServer.builder()
        .application("aviary")
        .port(0)
        .serializations("protobuf")
        .export(BirdService.class, new Birds());
  }

  private static void assertAllPassed(DubboProcess consumer) throws IOException {
    assertThat(consumer.line("PASSED "))
        .startsWith("org.apache.dubbo.common.serialize.protobuf.support.ProtobufWrappedException")
        .endsWith("java.lang.IllegalArgumentException: no such bird");
  }
}
