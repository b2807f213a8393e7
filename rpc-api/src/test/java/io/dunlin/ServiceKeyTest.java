package io.dunlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo.Greeter",
        "demo.Greeter:1.0.0",
        "gray/demo.Greeter",
        "gray/demo.Greeter:1.0.0",
        "g:1/demo.Greeter:2:3",
        "*/demo.Outer$Inner"
      })
  void printedFormIsReadBack(String text) {
    ServiceKey key = ServiceKey.parse(text);

    assertThat(key).hasToString(text);
    assertThat(ServiceKey.parse(key.toString())).isEqualTo(key);
  }

  @Test
  void partsAreWhereTheyBelong() {
    ServiceKey key = ServiceKey.parse("gray/demo.Greeter:1.0.0");

    assertThat(key.group()).isEqualTo("gray");
    assertThat(key.interfaceName()).isEqualTo("demo.Greeter");
    assertThat(key.version()).isEqualTo("1.0.0");
  }

  @ParameterizedTest
  @CsvSource({"0.0.0", "*", "''"})
  void versionsThatMeanNoneAreOneKey(String version) {
    assertThat(new ServiceKey("demo.Greeter", "", version))
        .isEqualTo(ServiceKey.of("demo.Greeter"));
  }

  @Test
  void badPartsAreNamed() {
    assertThatThrownBy(() -> ServiceKey.of(" "))
        .hasMessage("interfaceName: ' ' (expected: a name without '/' and ':')");
    assertThatThrownBy(() -> ServiceKey.of("a/b"))
        .hasMessage("interfaceName: 'a/b' (expected: a name without '/' and ':')");
    assertThatThrownBy(() -> new ServiceKey("demo.Greeter", "a/b", ""))
        .hasMessage("group: 'a/b' (expected: no '/')");
    assertThatThrownBy(() -> ServiceKey.parse("gray/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysSortByTheirText() {
    assertThat(ServiceKey.of("b"))
        .isGreaterThan(ServiceKey.of("a"))
        .isLessThan(new ServiceKey("b", "", "1"));
  }
}
