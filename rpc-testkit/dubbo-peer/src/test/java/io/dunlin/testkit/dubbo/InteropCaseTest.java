package io.dunlin.testkit.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sample.wire.Address;
import org.sample.wire.TypesService;

class InteropCaseTest {
  @Test
  void everyTypeTheServiceHasIsTriedAndNoNameTwice() {
    assertThat(InteropCase.names()).doesNotHaveDuplicates();
    assertThat(TypesService.class.getMethods()).hasSizeLessThan(InteropCase.names().size());
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
