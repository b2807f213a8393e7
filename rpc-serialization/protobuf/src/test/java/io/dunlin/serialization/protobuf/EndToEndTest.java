package io.dunlin.serialization.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.dunlin.FailureClass;
import io.dunlin.RemoteException;
import io.dunlin.RpcException;
import io.dunlin.bootstrap.RpcClient;
import io.dunlin.bootstrap.RpcServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sample.birds.BirdService;
import org.sample.birds.Birds;

class EndToEndTest {
  interface Shout {
    String shout(String text, int times);
  }

  interface Lookup {
    Map<String, String> all();
  }

  @Test
  void messagesTravelBetweenDunlinPeers() {
    try (RpcServer server = server("protobuf").export(BirdService.class, new Birds()).start();
        RpcClient client = client("protobuf")) {
      BirdService birds = reference(client, BirdService.class, server);

      Birds.call(birds);
      Birds.call(birds); // the second time heads and attachments are known
    }
  }

  @Test
  void exceptionOfTheMethodIsARemoteException() {
    try (RpcServer server = server("protobuf").export(BirdService.class, new Birds()).start();
        RpcClient client = client("protobuf")) {
      BirdService birds = reference(client, BirdService.class, server);

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
  void oneServiceAnswersInWhateverItIsAskedIn() {
    try (RpcServer server =
            server("hessian2", "protobuf").export(Shout.class, EndToEndTest::shout).start();
        RpcClient protobuf = client("protobuf");
        RpcClient hessian = client("hessian2")) {
      assertThat(reference(protobuf, Shout.class, server).shout("ä", 3)).isEqualTo("äää!");
      assertThat(reference(hessian, Shout.class, server).shout("ä", 3)).isEqualTo("äää!");
    }
  }

  @Test
  void providerThatDoesNotSpeakProtobufSaysSo() {
    try (RpcServer server = server("hessian2").export(Shout.class, EndToEndTest::shout).start();
        RpcClient client = client("protobuf")) {
      Shout shout = reference(client, Shout.class, server);

      RpcException refusal = catchThrowableOfType(RpcException.class, () -> shout.shout("a", 1));
      assertThat(refusal.failureClass()).isEqualTo(FailureClass.REJECTED);
      assertThat(refusal).hasMessageContaining("serialization 22 is not spoken here");
    }
  }

  @Test
  void nullArgumentFailsBeforeAnythingIsSent() {
    try (RpcServer server = server("protobuf").export(Shout.class, EndToEndTest::shout).start();
        RpcClient client = client("protobuf")) {
      Shout shout = reference(client, Shout.class, server);

      assertThatThrownBy(() -> shout.shout(null, 1))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("is null, which protobuf does not carry");
    }
  }

  @Test
  void typesAreCheckedWhenTheServiceIsExportedOrReferredTo() {
    assertThatThrownBy(() -> server("protobuf").export(Lookup.class, () -> Map.of()).start())
        .isInstanceOf(RpcException.class)
        .hasMessageContaining(
            Lookup.class.getName()
                + ".all() cannot be carried by protobuf: its result, java.util.Map");
    try (RpcClient client = client("protobuf")) {
      assertThatThrownBy(
              () -> client.reference(Lookup.class).direct("dubbo://127.0.0.1:1").check(false).get())
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("cannot be carried by protobuf");
    }
  }

  private static String shout(String text, int times) {
    return text.repeat(times) + "!";
  }

  private static RpcServer.Builder server(String... serializations) {
    return RpcServer.builder().application("aviary").port(0).serializations(serializations);
  }

  private static RpcClient client(String serialization) {
    return RpcClient.builder().application("watcher").serializations(serialization).build();
  }

  private static <T> T reference(RpcClient client, Class<T> type, RpcServer server) {
    return client.reference(type).direct("dubbo://127.0.0.1:" + server.port()).get();
  }
}
