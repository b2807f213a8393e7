package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.RpcException;
import io.dunlin.transport.TransportConfig;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users read when they get something wrong. */
class BadInputTest {
  interface Echo {
    String echo(String text);
  }

  interface WithStream {
    void upload(InputStream data);
  }

  interface Anything {
    Object any(Object value);
  }

  static class Secret {
    String text = "secret";
  }

  static class EchoService implements Echo {
    @Override
    public String echo(String text) {
      return text;
    }
  }

  private static RpcServer.Builder server() {
    return RpcServer.builder().application("bad-input").port(0).shutdownHook(false);
  }

  @Test
  void twoExportsOfOneKeyAreRefused() {
    assertThatThrownBy(
            () ->
                server()
                    .export(Echo.class, new EchoService())
                    .export(Echo.class, new EchoService())
                    .start())
        .hasMessage(
            Echo.class.getName()
                + " is exported already; give one of the two another group or version [RPC-1503]");
  }

  @Test
  void portInUseIsNamed() {
    try (RpcServer first = server().export(Echo.class, new EchoService()).start()) {
      assertThatThrownBy(
              () -> server().port(first.port()).export(Echo.class, new EchoService()).start())
          .isInstanceOf(RpcException.class)
          .hasMessageContaining(String.valueOf(first.port()))
          .hasMessageContaining("[RPC-1504]");
    }
  }

  @Test
  void classInsteadOfInterfaceIsRefused() {
    assertThatThrownBy(() -> server().export(EchoService.class, new EchoService()).start())
        .hasMessage(
            EchoService.class.getName()
                + " is not an interface; export and refer to interfaces only [RPC-1505]");
  }

  @Test
  void typeThatCannotBeCarriedFailsAtExportAndNamesThePath() {
    assertThatThrownBy(() -> server().export(WithStream.class, data -> {}).start())
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("WithStream")
        .hasMessageContaining("upload")
        .hasMessageContaining("java.io.InputStream")
        .hasMessageContaining("[RPC-1405]");
  }

  @Test
  void unknownSchemeOfARegistryListsTheKnownOnes() {
    assertThatThrownBy(() -> RpcClient.builder().registry("etcd://127.0.0.1:2379").build())
        .hasMessageContaining("etcd")
        .hasMessageContaining("known");
  }

  @Test
  void directAddressWithUnknownSchemeOrPortIsRefused() {
    try (RpcClient client = RpcClient.builder().build()) {
      assertThatThrownBy(() -> client.reference(Echo.class).direct("http://127.0.0.1:80").get())
          .hasMessageContaining("http")
          .hasMessageContaining("dubbo");
      assertThatThrownBy(() -> client.reference(Echo.class).direct("dubbo://127.0.0.1:70000").get())
          .hasMessageContaining("70000")
          .hasMessageContaining("[RPC-1501]");
    }
  }

  @Test
  void referenceWithNothingToAskSaysWhatToAdd() {
    try (RpcClient client = RpcClient.builder().build()) {
      assertThatThrownBy(() -> client.reference(Echo.class).get())
          .hasMessageContaining("neither a registry nor a direct address")
          .hasMessageContaining("[RPC-1509]");
    }
  }

  @Test
  void nobodyListeningFailsTheCheckWithTheFunnel() {
    RpcServer gone = server().export(Echo.class, new EchoService()).start();
    int port = gone.port();
    gone.close();
    try (RpcClient client = RpcClient.builder().build()) {
      RpcException error =
          catchThrowableOfType(
              RpcException.class,
              () -> client.reference(Echo.class).direct("dubbo://127.0.0.1:" + port).get());
      assertThat(error.code()).isEqualTo(ErrorCode.NO_PROVIDER);
      assertThat(error)
          .hasMessageContaining("1 known")
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("check(false)");
    }
  }

  @Test
  void versionAndGroupMismatchListsWhatIsExported() {
    try (RpcServer server =
            server().export(Export.of(Echo.class, new EchoService()).version("1.0.0")).start();
        RpcClient client = RpcClient.builder().timeout(Duration.ofSeconds(3)).build()) {
      Echo wrongVersion =
          client
              .reference(Echo.class)
              .version("2.0.0")
              .direct("dubbo://127.0.0.1:" + server.port())
              .get();
      RpcException error = catchThrowableOfType(RpcException.class, () -> wrongVersion.echo("x"));
      assertThat(error.failureClass()).isEqualTo(FailureClass.REJECTED);
      assertThat(error)
          .hasMessageContaining(Echo.class.getName() + ":2.0.0")
          .hasMessageContaining(Echo.class.getName() + ":1.0.0");
      Echo wrongGroup =
          client
              .reference(Echo.class)
              .version("1.0.0")
              .group("blue")
              .direct("dubbo://127.0.0.1:" + server.port())
              .get();
      assertThatThrownBy(() -> wrongGroup.echo("x")).hasMessageContaining("blue/");
    }
  }

  @Test
  void requestOverThePayloadLimitIsNotSent() {
    try (RpcServer server = server().export(Echo.class, new EchoService()).start();
        RpcClient client =
            RpcClient.builder().transport(TransportConfig.DEFAULT.withMaxBodyBytes(2048)).build()) {
      Echo echo = client.reference(Echo.class).direct("dubbo://127.0.0.1:" + server.port()).get();
      RpcException error =
          catchThrowableOfType(RpcException.class, () -> echo.echo("x".repeat(5000)));
      assertThat(error.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
      assertThat(error.failureClass()).isEqualTo(FailureClass.NOT_SENT);
      assertThat(error).hasMessageContaining("Echo.echo").hasMessageContaining("2048");
      assertThat(echo.echo("small")).isEqualTo("small");
    }
  }

  @Test
  void responseOverThePayloadLimitIsAnErrorOfTheProvider() {
    try (RpcServer server =
            server()
                .transport(TransportConfig.DEFAULT.withMaxBodyBytes(2048))
                .export(
                    Echo.class,
                    new EchoService() {
                      @Override
                      public String echo(String text) {
                        return text.repeat(5000);
                      }
                    })
                .start();
        RpcClient client = RpcClient.builder().build()) {
      Echo echo = client.reference(Echo.class).direct("dubbo://127.0.0.1:" + server.port()).get();
      RpcException error = catchThrowableOfType(RpcException.class, () -> echo.echo("x"));
      assertThat(error.code()).isEqualTo(ErrorCode.RESPONSE_TOO_LARGE);
      assertThat(error.failureClass()).isEqualTo(FailureClass.EXECUTED);
    }
  }

  @Test
  void unknownMethodOfAGenericCallIsNamed() {
    try (RpcServer server = server().export(Echo.class, new EchoService()).start();
        RpcClient client = RpcClient.builder().build()) {
      GenericService generic =
          client.generic(Echo.class.getName()).direct("dubbo://127.0.0.1:" + server.port()).get();
      assertThatThrownBy(() -> generic.call("shout", List.of("java.lang.String"), "x"))
          .hasMessageContaining("shout");
    }
  }

  @Test
  void classThatNoSignatureNamesIsRefusedWithTheLineThatAdmitsIt() {
    try (RpcServer server =
            server().admit(Secret.class).export(Anything.class, value -> new Secret()).start();
        RpcClient client = RpcClient.builder().timeout(Duration.ofSeconds(3)).build()) {
      Anything anything =
          client.reference(Anything.class).direct("dubbo://127.0.0.1:" + server.port()).get();
      RpcException sent =
          catchThrowableOfType(RpcException.class, () -> anything.any(new Secret()));
      assertThat(sent.failureClass()).isEqualTo(FailureClass.NOT_SENT);
      assertThat(sent)
          .hasMessageContaining("Anything.any")
          .hasMessageContaining(Secret.class.getName())
          .hasMessageContaining("@RpcTypes");
      RpcException received = catchThrowableOfType(RpcException.class, () -> anything.any("text"));
      assertThat(received.failureClass()).isEqualTo(FailureClass.EXECUTED);
      assertThat(received)
          .hasMessageContaining("Anything.any")
          .hasMessageContaining(Secret.class.getName())
          .hasMessageContaining("@RpcTypes")
          .hasMessageContaining("admit");
    }
  }

  @Test
  void unknownNamesListTheKnownOnes() {
    assertThatThrownBy(() -> RpcClient.builder().proxy("cglib").build())
        .hasMessage(
            "unknown proxy factory 'cglib' (known: javassist, jdk); correct the name, or add the"
                + " artifact that brings it [RPC-1507]");
    try (RpcServer server = server().export(Echo.class, new EchoService()).start();
        RpcClient client = RpcClient.builder().build()) {
      assertThatThrownBy(
              () ->
                  client
                      .reference(Echo.class)
                      .strategy("never-fail")
                      .direct("dubbo://127.0.0.1:" + server.port())
                      .get())
          .hasMessageContaining("never-fail")
          .hasMessageContaining("failover");
    }
  }
}
