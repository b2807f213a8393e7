package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Attachments;
import io.dunlin.ErrorCode;
import io.dunlin.FailureClass;
import io.dunlin.RemoteException;
import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a consumer makes of responses, played by a provider of the test's own. */
class StatusTest {
  private final Rig rig = new Rig();
  private RawServer server;
  private DubboTransport client;
  private Remote remote;
  private RawServer.Session session;

  @BeforeEach
  void connect() throws Exception {
    server = rig.open(new RawServer());
    client = rig.transport(TransportConfig.DEFAULT);
    remote = Rig.ready(rig.connect(client, server.port()));
    session = rig.open(server.session());
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private CompletionStage<Result> answered(java.util.function.LongFunction<RawFrame> answer)
      throws Exception {
    CompletionStage<Result> call = rig.call(remote, "hello", "Ada");
    session.send(answer.apply(session.read().id()));
    return call;
  }

  private RpcException failure(java.util.function.LongFunction<RawFrame> answer) throws Exception {
    return (RpcException) Await.failure(answered(answer));
  }

  @ParameterizedTest
  @CsvSource({
    "25, RESPONSE_TOO_LARGE, EXECUTED",
    "40, BAD_REQUEST, REJECTED",
    "50, BAD_RESPONSE, EXECUTED",
    "60, SERVICE_NOT_FOUND, REJECTED",
    "70, SERVER_ERROR, UNKNOWN",
    "80, SERVER_ERROR, UNKNOWN",
    "90, DECODE_FAILED, EXECUTED",
    "100, OVERLOADED, REJECTED",
    "30, SERVER_ERROR, UNKNOWN",
    "0, SERVER_ERROR, UNKNOWN",
  })
  void statusOfAnotherImplementation(int status, ErrorCode code, FailureClass failureClass)
      throws Exception {
    RpcException e = failure(id -> RawFrame.response(id, status, "it says so [RPC-1310]"));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.failureClass()).isEqualTo(failureClass);
    assertThat(e.address()).isEqualTo("127.0.0.1:" + server.port());
    assertThat(e)
        .hasMessageStartingWith("io.dunlin.transport.Demo.hello ")
        .hasMessageContaining("by provider 127.0.0.1:" + server.port())
        .hasMessageContaining("(status " + status + "): it says so [RPC-1310]")
        .hasMessageEndingWith(" [" + code.id() + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "70, 1310, PROVIDER_DRAINING, REJECTED",
    "70, 1309, TOKEN_REFUSED, REJECTED",
    "40, 1301, SERVICE_NOT_FOUND, REJECTED",
    "40, 1302, METHOD_NOT_FOUND, REJECTED",
    "100, 1304, OVERLOADED, REJECTED",
    "80, 1601, FILTER_FAILED, UNKNOWN",
    "50, 1402, ENCODE_FAILED, EXECUTED",
  })
  void codeInTheTextCountsOnceThePeerIsKnownToBeDunlin(
      int status, int number, ErrorCode code, FailureClass failureClass) throws Exception {
    assertThat(
            Await.result(
                answered(id -> RawFrame.value(id, "x", Map.of("dubbo", "2.0.2", "dunlin", "1")))))
        .isInstanceOf(Result.Value.class);
    RpcException e = failure(id -> RawFrame.response(id, status, "why [RPC-" + number + "]"));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.failureClass()).isEqualTo(failureClass);
    assertThat(e).hasMessageEndingWith("(status " + status + "): why [RPC-" + number + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, SERVER_ERROR, UNKNOWN",
    "1, SERVER_ERROR, UNKNOWN",
    "2, SERVER_ERROR, UNKNOWN",
    "4, SERVER_ERROR, UNKNOWN",
    "7, OVERLOADED, UNKNOWN",
    "8, EXPIRED_BEFORE_START, UNKNOWN",
    "11, METHOD_NOT_FOUND, UNKNOWN",
    "12, BAD_REQUEST, UNKNOWN",
    "13, TOKEN_REFUSED, UNKNOWN",
    "99, SERVER_ERROR, UNKNOWN",
  })
  void dubbosOwnExceptionIsAFailureOfTheFramework(
      String foreign, ErrorCode code, FailureClass failureClass) throws Exception {
    for (String className :
        new String[] {"org.apache.dubbo.rpc.RpcException", "com.alibaba.dubbo.rpc.RpcException"}) {
      RpcException e =
          failure(
              id ->
                  new RawFrame(
                      2,
                      20,
                      id,
                      RawFrame.body(
                          out -> {
                            out.writeInt(3);
                            out.writeException(
                                new RemoteException(className, "limited", Map.of("code", foreign)));
                            out.writeAttachments(Attachments.EMPTY);
                          })));
      assertThat(e.code()).isEqualTo(code);
      assertThat(e.failureClass()).isEqualTo(failureClass);
      assertThat(e).hasMessageContaining("(its code " + foreign + "): ");
    }
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,false", "3,true", "4,true", "5,true"})
  void allSixKindsOfResponsesAreRead(int kind, boolean attachments) throws Exception {
    Result result =
        Await.result(
            answered(
                id ->
                    new RawFrame(
                        2,
                        20,
                        id,
                        RawFrame.body(
                            out -> {
                              out.writeInt(kind);
                              if (kind % 3 == 0) {
                                out.writeException(new IllegalStateException("theirs"));
                              } else if (kind % 3 == 1) {
                                out.writeResult("value");
                              }
                              if (attachments) {
                                out.writeAttachments(Attachments.of("k", "v"));
                              }
                            }))));
    assertThat(result.attachments().get("k")).isEqualTo(attachments ? "v" : null);
    if (result instanceof Result.Failure failure) {
      assertThat(kind % 3).isZero();
      assertThat(failure.error()).hasMessage("theirs").isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(((Result.Value) result).value()).isEqualTo(kind % 3 == 1 ? "value" : null);
    }
  }

  @Test
  void responseInAnotherSerializationFailsTheCallThatRan() throws Exception {
    RpcException e = failure(id -> new RawFrame(23, 20, id, new byte[] {1, 2, 3}));
    assertThat(e.code()).isEqualTo(ErrorCode.DECODE_FAILED);
    assertThat(e.failureClass()).isEqualTo(FailureClass.EXECUTED);
    assertThat(e).hasMessageContaining("is in serialization 23 (expected: 2, that of the request)");
  }

  @Test
  void responseThatCannotBeReadFailsTheCallThatRan() throws Exception {
    RpcException e = failure(id -> new RawFrame(2, 20, id, new byte[] {(byte) 0x94, 0x7F}));
    assertThat(e.failureClass()).isEqualTo(FailureClass.EXECUTED);
    assertThat(e).hasMessageContaining("ran, but its answer from 127.0.0.1:");
    assertThat(client.stats().snapshot().badBodies()).isEqualTo(1);
  }

  @Test
  void responseOverTheLimitFailsItsCallAndNoOther() throws Exception {
    CompletionStage<Result> call = rig.call(remote, "hello", "Ada");
    long id = session.read().id();
    int large = TransportConfig.DEFAULT.maxBodyBytes() + 1;
    session.send(new RawFrame(2, 20, id, new byte[0]).bytes(large));
    RpcException e = (RpcException) Await.failure(call);
    assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_TOO_LARGE);
    assertThat(e.failureClass()).isEqualTo(FailureClass.EXECUTED);
    assertThat(e)
        .hasMessageContaining(
            "ran, but its answer from 127.0.0.1:%d has %d bytes (limit: 8388608)"
                .formatted(server.port(), large));
    session.send(new byte[large]);
    assertThat(Await.result(answered(next -> RawFrame.value(next, "x", Map.of()))))
        .isEqualTo(Result.of("x"));
  }

  @Test
  void largeResponsesAreDecodedToo() throws Exception {
    String large = "y".repeat(300_000);
    assertThat(Await.result(answered(id -> RawFrame.value(id, large, Map.of()))))
        .isEqualTo(Result.of(large));
  }

  @Test
  void textOfAPeerCannotForgeLogLines() throws Exception {
    RpcException e = failure(id -> RawFrame.response(id, 40, "a\r\nERROR b\u001b[31m\u202Ec"));
    assertThat(e).hasMessageContaining("a\\u000d\\u000aERROR b\\u001b[31m\\u202ec");
  }

  @Test
  void answersNobodyWaitsForAreCountedAndDropped() throws Exception {
    session.send(RawFrame.value(12345, "nobody's", Map.of()));
    assertThat(Await.result(answered(id -> RawFrame.value(id, "x", Map.of()))))
        .isEqualTo(Result.of("x"));
    assertThat(client.stats().snapshot().lateResponses()).isEqualTo(1);
  }
}
