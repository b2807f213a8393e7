package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MethodDescriptorTest {
  interface Base<T> {
    void inherited(T value);
  }

  interface Sample extends Base<String> {
    void none();

    void primitives(boolean z, byte b, char c, short s, int i, long j, float f, double d);

    void objects(String text, List<String> list, Map.Entry<String, String> nested);

    void arrays(int[] one, String[][] two, Map.Entry<?, ?>[] nested);

    void varargs(String... texts);

    <N extends Number> void bounded(N number);

    CompletableFuture<String> future();

    CompletionStage<String> stage();

    @RpcMethod(oneway = true, idempotent = true)
    void note(String text);

    void listen(String topic, @RpcCallback Consumer<String> listener);
  }

  private static MethodDescriptor method(String name) {
    return ServiceContract.of(Sample.class).methods(name).get(0);
  }

  @Test
  void descriptorsAreThoseOfTheJvmJoined() {
    assertThat(method("none").parameterDescriptor()).isEmpty();
    assertThat(method("primitives").parameterDescriptor()).isEqualTo("ZBCSIJFD");
    assertThat(method("objects").parameterDescriptor())
        .isEqualTo("Ljava/lang/String;Ljava/util/List;Ljava/util/Map$Entry;");
    assertThat(method("arrays").parameterDescriptor())
        .isEqualTo("[I[[Ljava/lang/String;[Ljava/util/Map$Entry;");
    assertThat(method("varargs").parameterDescriptor()).isEqualTo("[Ljava/lang/String;");
  }

  @Test
  void typeVariablesAreErased() {
    assertThat(method("bounded").parameterDescriptor()).isEqualTo("Ljava/lang/Number;");
    assertThat(method("inherited").parameterDescriptor()).isEqualTo("Ljava/lang/Object;");
  }

  @Test
  void descriptorMadeOfNamesIsTheSame() {
    for (MethodDescriptor method : ServiceContract.of(Sample.class).methods()) {
      MethodDescriptor byHand =
          MethodDescriptor.of(
              0,
              method.name(),
              method.parameterTypes(),
              method.returnType(),
              MethodDescriptor.Shape.BLOCKING);
      assertThat(byHand.parameterDescriptor()).isEqualTo(method.parameterDescriptor());
      assertThat(byHand.method()).isNull();
    }
  }

  @Test
  void shapeFollowsReturnTypeAndAnnotation() {
    assertThat(method("none").shape()).isEqualTo(MethodDescriptor.Shape.BLOCKING);
    assertThat(method("future").shape()).isEqualTo(MethodDescriptor.Shape.FUTURE);
    assertThat(method("stage").shape()).isEqualTo(MethodDescriptor.Shape.FUTURE);
    assertThat(method("note").shape()).isEqualTo(MethodDescriptor.Shape.ONEWAY);
  }

  @Test
  void annotationsAreRead() {
    assertThat(method("note").idempotent()).isTrue();
    assertThat(method("none").idempotent()).isFalse();
    assertThat(method("listen").callbackParameters()).containsExactly(1);
    assertThat(method("none").method()).isNotNull();
  }

  @Test
  void printedFormShowsNameAndTypes() {
    assertThat(method("objects"))
        .hasToString("objects(java.lang.String,java.util.List,java.util.Map$Entry)");
  }
}
