package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which protocol versions get attachments, as real providers decide (protocol 1.5). */
class RouteTest {
  @ParameterizedTest
  @ValueSource(strings = {"2.0.2", "2.0.10", "2.0.99", "2.0.2-x", "2.0.2.1"})
  void versionsThatGetAttachments(String version) {
    assertThat(Route.understandsAttachments(version)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "2.0.0",
        "2.0.1",
        "2.1.0",
        "2.5.3",
        "2.6.2",
        "2.6.3",
        "2.7.0",
        "2.7.23",
        "3.0.0",
        "3.3.6",
        "2",
        "2.0",
        "abc",
        "",
        "99999999999999999999.1.1",
        "2.0.2.3.4.5.6.7.8.9"
      })
  void versionsThatGetNone(String version) {
    assertThat(Route.understandsAttachments(version)).isFalse();
  }
}
