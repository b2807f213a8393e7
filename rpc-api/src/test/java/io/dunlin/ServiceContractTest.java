package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceContractTest {
  interface Parent {
    Object same(String text);
  }

  @RpcContract(group = "gray", version = "1.2.0")
  @RpcTypes({StringBuilder.class})
  interface Sample extends Parent {
    String over(int number);

    String over(String text);

    String over(String text, int number);

    @Override
    String same(String text); // narrows the type, which leaves a bridge behind

    default String more() {
      return "";
    }

    static void helper() {}
  }

  interface Empty {}

  interface OnewayWithAnswer {
    @RpcMethod(oneway = true)
    String note(String text);
  }

  interface CallbackThatIsNone {
    void listen(@RpcCallback String listener);
  }

  private final ServiceContract contract = ServiceContract.of(Sample.class);

  @Test
  void methodsStandAtTheirIndexInAnOrderThatDoesNotDependOnTheJvm() {
    assertThat(contract.methods())
        .extracting(MethodDescriptor::toString)
        .containsExactly(
            "more()",
            "over(java.lang.String,int)",
            "over(java.lang.String)",
            "over(int)",
            "same(java.lang.String)");
    for (int i = 0; i < contract.methods().size(); i++) {
      assertThat(contract.methods().get(i).index()).isEqualTo(i);
    }
  }

  @Test
  void overloadsAreFoundByDescriptor() {
    assertThat(contract.methods("over")).hasSize(3);
    assertThat(contract.method("over", "I")).hasToString("over(int)");
    assertThat(contract.method("over", "Ljava/lang/String;I"))
        .hasToString("over(java.lang.String,int)");
    assertThat(contract.method("over", "J")).isNull();
    assertThat(contract.method("absent", "")).isNull();
    assertThat(contract.methods("absent")).isEmpty();
  }

  @Test
  void overriddenMethodIsThereOnceWithItsOwnType() {
    assertThat(contract.methods("same"))
        .extracting(MethodDescriptor::returnType)
        .containsExactly("java.lang.String");
  }

  @Test
  void annotationsOfTheInterfaceAreRead() {
    assertThat(contract.key()).hasToString("gray/" + Sample.class.getName() + ":1.2.0");
    assertThat(contract.admittedTypes()).containsExactly(StringBuilder.class);
    assertThat(contract.type()).isEqualTo(Sample.class);
  }

  @Test
  void contractMayBeMadeOfNames() {
    ServiceContract generic = ServiceContract.of("demo.Greeter", List.of(Calls.HELLO));

    assertThat(generic.key()).hasToString("demo.Greeter");
    assertThat(generic.type()).isNull();
    assertThat(generic.method("hello", "Ljava/lang/String;")).isSameAs(Calls.HELLO);
  }

  @Test
  void classIsRefused() {
    assertThatThrownBy(() -> ServiceContract.of(String.class))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "java.lang.String is not an interface; export and refer to interfaces only [RPC-1505]");
    assertThatThrownBy(() -> ServiceContract.of(RpcTypes.class))
        .hasMessageContaining("is not an interface");
  }

  @Test
  void interfaceWithoutMethodsIsRefused() {
    assertThatThrownBy(() -> ServiceContract.of(Empty.class))
        .hasMessage(Empty.class.getName() + " has no methods; nothing could be called [RPC-1505]");
  }

  @Test
  void onewayMethodThatReturnsSomethingIsRefused() {
    assertThatThrownBy(() -> ServiceContract.of(OnewayWithAnswer.class))
        .hasMessage(
            OnewayWithAnswer.class.getName()
                + " declares note(java.lang.String) oneway, but it returns java.lang.String; a"
                + " oneway method returns void [RPC-1505]");
  }

  @Test
  void callbackThatIsNoInterfaceIsRefused() {
    assertThatThrownBy(() -> ServiceContract.of(CallbackThatIsNone.class))
        .hasMessage(
            CallbackThatIsNone.class.getName()
                + " marks parameter 0 of listen(java.lang.String) as callback, but java.lang.String"
                + " is not an interface [RPC-1505]");
  }
}
