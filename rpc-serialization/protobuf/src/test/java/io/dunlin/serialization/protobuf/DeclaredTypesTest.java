package io.dunlin.serialization.protobuf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcCallback;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.TypeRules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"unused", "rawtypes"}) // interfaces are read, not called
class DeclaredTypesTest {
  private static final String INSTEAD =
      "; declare a message generated from a .proto file (between Dunlin peers also String, byte[],"
          + " a primitive or its wrapper), or serve this interface with hessian2 [RPC-1405]";

  interface TakesAMap {
    Struct find(StringValue name, Map<String, String> filter);
  }

  interface ReturnsAList {
    List<Struct> find();
  }

  interface TakesAnyMessage {
    void store(Message message);
  }

  interface TakesAnArray {
    void store(Struct[] all);
  }

  interface ReturnsAFutureOfAList {
    CompletableFuture<List<Struct>> find();
  }

  interface ReturnsAFutureOfSomething {
    CompletableFuture find();
  }

  interface TakesACallback {
    void listen(StringValue topic, @RpcCallback Runnable listener);
  }

  @Test
  void parameterThatIsNoMessageIsNamed() {
    refused(
        TakesAMap.class,
        ".find(com.google.protobuf.StringValue,java.util.Map) cannot be carried by protobuf: its"
            + " parameter 1, java.util.Map, is not a generated message"
            + INSTEAD);
  }

  @Test
  void resultThatIsNoMessageIsNamed() {
    refused(
        ReturnsAList.class,
        ".find() cannot be carried by protobuf: its result,"
            + " java.util.List<com.google.protobuf.Struct>, is not a generated message"
            + INSTEAD);
  }

  @Test
  void arrayOfMessagesIsRefused() {
    refused(
        TakesAnArray.class,
        ".store([Lcom.google.protobuf.Struct;) cannot be carried by protobuf: its parameter 0,"
            + " com.google.protobuf.Struct[], is not a generated message"
            + INSTEAD);
  }

  @Test
  void interfaceOfAllMessagesIsRefused() {
    refused(
        TakesAnyMessage.class,
        ".store(com.google.protobuf.Message) cannot be carried by protobuf: its parameter 0,"
            + " com.google.protobuf.Message, stands for any message, and the wire does not say"
            + " which one it is"
            + INSTEAD);
  }

  @Test
  void futuresAreLookedInto() {
    refused(
        ReturnsAFutureOfAList.class,
        ".find() cannot be carried by protobuf: its result,"
            + " java.util.List<com.google.protobuf.Struct>, is not a generated message"
            + INSTEAD);
    refused(
        ReturnsAFutureOfSomething.class,
        ".find() cannot be carried by protobuf: its result,"
            + " java.util.concurrent.CompletableFuture, does not say what it is a future of"
            + INSTEAD);
  }

  @Test
  void callbackIsRefused() {
    refused(
        TakesACallback.class,
        ".listen(com.google.protobuf.StringValue,java.lang.Runnable) cannot be carried by protobuf:"
            + " its parameter 1 is a callback; serve this interface with hessian2 [RPC-1405]");
  }

  @Test
  void interfaceKnownByNameOnlyIsRefused() {
    ServiceContract contract =
        ServiceContract.of(
            "a.Service",
            List.of(
                MethodDescriptor.of(
                    0, "find", List.of("int"), "int", MethodDescriptor.Shape.BLOCKING)));

    assertThatThrownBy(() -> new ProtobufSerializer().compile(contract, TypeRules.DEFAULT))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "a.Service.find(int) cannot be carried by protobuf: it is known by name only, and"
                + " messages need their classes; make generic calls with hessian2 [RPC-1405]");
  }

  private static void refused(Class<?> service, String message) {
    assertThatThrownBy(
            () -> new ProtobufSerializer().compile(ServiceContract.of(service), TypeRules.DEFAULT))
        .isInstanceOf(RpcException.class)
        .hasMessage(service.getName() + message);
  }
}
