package io.dunlin.testkit.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sample.wire.Address;
import org.sample.wire.TypesService;

class InteropCaseTest {
  @Test
  void namesAreUnique() {
    assertThat(InteropCase.names()).doesNotHaveDuplicates();
  }

  @Test
  void everyMethodThatReturnsItsArgumentIsTried() {
    Set<String> called = new TreeSet<>();
    InteropClient client = clientOf(recording(called));
    for (InteropCase each : InteropCase.all()) {
      if (each.name().startsWith("types.")) {
        each.run(client);
      }
    }
    assertThat(called)
        .containsAll(
            Stream.of(TypesService.class.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(Method::getName)
                .filter(name -> !name.startsWith("fail"))
                .toList());
  }

  private static TypesService recording(Set<String> called) {
    return proxy(
        TypesService.class,
        (proxy, method, arguments) -> {
          called.add(method.getName());
          return arguments[0];
        });
  }

  private static InteropClient clientOf(TypesService types) {
    return proxy(InteropClient.class, (proxy, method, arguments) -> types);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    ClassLoader loader = InteropCaseTest.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
  }

  @Test
  void unknownCaseIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> InteropCase.named("nonsense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("types.LocalDate");
  }

  @Test
  void renderingTellsApartWhatAServiceCouldTellApart() {
    assertThat(Rendering.of(1)).isNotEqualTo(Rendering.of(1L));
    assertThat(Rendering.of(new ArrayList<>(List.of(1))))
        .isNotEqualTo(Rendering.of(new LinkedList<>(List.of(1))));
    assertThat(Rendering.of(new HashMap<>(Map.of("a", 1))))
        .isNotEqualTo(Rendering.of(new LinkedHashMap<>(Map.of("a", 1))));
    assertThat(Rendering.of(new Address("a", 1))).isNotEqualTo(Rendering.of(new Address("a", 2)));
  }

  @Test
  void renderingSeesWhetherTheSameObjectIsThereTwice() {
    Address one = new Address("a", 1);
    assertThat(Rendering.of(List.of(one, one)))
        .isNotEqualTo(Rendering.of(List.of(one, new Address("a", 1))));
  }

  @Test
  void renderingOfACycleEnds() {
    assertThat(Rendering.of(Samples.cycle())).isEqualTo(Rendering.of(Samples.cycle()));
  }

  @Test
  void exceptionOnlyTheProviderKnowsCannotBeFoundByName() {
    RuntimeException failure = ProviderOnlyExceptions.fromElsewhere("secret");
    assertThat(failure).hasMessage("secret");
    String name = failure.getClass().getName();
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
