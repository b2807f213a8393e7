package io.dunlin.registry.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DubboUrlTest {
  @ParameterizedTest
  @CsvSource({
    "dubbo://10.0.0.7:20880/demo.Greeter, 10.0.0.7, 20880, demo.Greeter",
    "dubbo://host-1.example:20880, host-1.example, 20880, ''",
    "dubbo://[2001:db8::1]:20880/a, 2001:db8::1, 20880, a",
    "dubbo://[fe80::1%eth0]:20880/a, fe80::1%eth0, 20880, a",
    "dubbo://2001:db8:0:0:0:0:0:1:20880/a, 2001:db8:0:0:0:0:0:1, 20880, a",
    "consumer://10.0.0.7/a, 10.0.0.7, 0, a",
    "consumer://[::1]/a, ::1, 0, a",
    "tri://10.0.0.7:50051/a/b, 10.0.0.7, 50051, a/b",
  })
  void hostPortAndPathAreRead(String text, String host, int port, String path) {
    DubboUrl url = DubboUrl.parse(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.path()).isEqualTo(path);
  }

  @Test
  void parametersKeepTheirOrderAndTheirText() {
    String text = "dubbo://h:1/p?z=1&a=x y,%26;é=ü&empty=&m.1.callback=true";
    DubboUrl url = DubboUrl.parse(text);
    assertThat(url.parameters())
        .containsExactly(
            Map.entry("z", "1"),
            Map.entry("a", "x y,%26;é=ü"),
            Map.entry("empty", ""),
            Map.entry("m.1.callback", "true"));
    assertThat(url).hasToString(text);
  }

  @Test
  void nameWithoutValueIsItsOwnValueAsInDubbo() {
    assertThat(DubboUrl.parse("dubbo://h:1/p?a&b=2&&=x").parameters())
        .containsExactly(Map.entry("a", "a"), Map.entry("b", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dubbo",
        "://h:1",
        "dubbo:/h:1",
        "dubbo://",
        "dubbo:///p",
        "dubbo://h:/p",
        "dubbo://h:0/p",
        "dubbo://h:65536/p",
        "dubbo://h:99999999999/p",
        "dubbo://h:1:2/p",
        "dubbo://h:-1/p",
        "dubbo://good@evil:1/p",
        "dubbo://evil:1\\@good:1/p",
        "dubbo://evil:1#@good:1/p",
        "dubbo://a b:1/p",
        "dubbo://[::1/p",
        "dubbo://::1]:1/p",
        "dubbo://[::g]:1/p",
        "dubbo://::1:20880/p",
        "dubbo://1:2:3:4:5:6:7:8:9:20880/p",
        "dub bo://h:1/p",
        "1dubbo://h:1/p",
      })
  void whatCouldBeReadInTwoWaysIsRefused(String text) {
    assertThatThrownBy(() -> DubboUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url: ");
  }

  @Test
  void refusalCannotForgeALogLine() {
    assertThatThrownBy(() -> DubboUrl.parse("dubbo://h:1/p?a=\r\nERROR all is lost\u001b[2J"))
        .hasMessage("url: character 0xd at 16 in 'dubbo://h:1/p?a=..ERROR all is lost.[2J'");
    assertThatThrownBy(() -> DubboUrl.parse("x".repeat(300_000)))
        .hasMessage(
            "url: 300000 characters (expected: at most 200000) in '" + "x".repeat(120) + "…'");
  }

  @Test
  void hostAndPortAreThoseOfJavaNetUri() {
    String alphabet = "ab1.:@\\/#?[]%-&= 20";
    Random random = new Random(20880);
    int accepted = 0;
    for (int i = 0; i < 40_000; i++) {
      StringBuilder text = new StringBuilder("dubbo://");
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      DubboUrl url;
      try {
        url = DubboUrl.parse(text.toString());
      } catch (IllegalArgumentException e) {
        continue;
      }
      accepted++;
      int query = text.indexOf("?");
      URI uri;
      try {
        uri = URI.create(query < 0 ? text.toString() : text.substring(0, query));
      } catch (IllegalArgumentException e) {
        continue; // a path that URI refuses; nobody else reads another host
      }
      String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
      assertThat(uri.getHost()).as("%s", text).isEqualTo(host);
      assertThat(uri.getPort()).as("%s", text).isEqualTo(url.port() == 0 ? -1 : url.port());
    }
    assertThat(accepted).isGreaterThan(1_000);
  }
}
