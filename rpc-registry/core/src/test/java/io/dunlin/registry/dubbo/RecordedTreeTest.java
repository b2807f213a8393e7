package io.dunlin.registry.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.ConsumerInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Node names that real Dubbo wrote (see vectors/README.md) must survive reading and printing. */
final class RecordedTreeTest {
  private static final String SERVICE = "org.sample.wire.DemoService";

  static Stream<String> providers() throws Exception {
    return nodes("/dubbo/" + SERVICE + "/providers/");
  }

  static Stream<String> consumers() throws Exception {
    return nodes("/dubbo/" + SERVICE + "/consumers/");
  }

  @ParameterizedTest
  @MethodSource({"providers", "consumers"})
  void urlPrintsAsItWasRead(String name) {
    assertThat(DubboUrls.encode(DubboUrl.parse(DubboUrls.decode(name)).toString())).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void providerPrintsAsItWasRead(String name) {
    String url = DubboUrls.decode(name);
    ServiceInstance instance = DubboUrls.toInstance(url, SERVICE);

    assertThat(instance.endpoint().host()).isEqualTo("10.20.30.40");
    assertThat(instance.application()).isEqualTo("shop-provider");
    assertThat(instance.peerVersion()).isEmpty();
    String printed = DubboUrls.toUrl(instance);
    if (!url.contains("interface=")) { // a simplified registry leaves it out
      printed = printed.replace("&interface=" + SERVICE, "");
    }
    assertThat(printed).isEqualTo(url);
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void consumerPrintsAsItWasRead(String name) {
    String url = DubboUrls.decode(name);
    ConsumerInfo consumer = DubboUrls.toConsumer(url, SERVICE);

    assertThat(consumer.host()).isEqualTo("10.20.30.40");
    assertThat(consumer.application()).isEqualTo("shop-consumer");
    assertThat(DubboUrls.toConsumerUrl(consumer, 1).replaceFirst("&dunlin=[^&]*", ""))
        .isEqualTo(url);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void providerIsMatchedByItsOwnGroupAndVersionOnly(String name) {
    ServiceInstance instance = DubboUrls.toInstance(DubboUrls.decode(name), SERVICE);
    boolean blue = instance.service().group().equals("blue");

    assertThat(DubboUrls.matches(ServiceKey.of(SERVICE), instance)).isEqualTo(!blue);
    assertThat(DubboUrls.matches(new ServiceKey(SERVICE, "blue", "1.2.0"), instance))
        .isEqualTo(blue);
    assertThat(DubboUrls.matches(new ServiceKey(SERVICE, "green,blue", "1.2.0"), instance))
        .isEqualTo(blue);
    assertThat(DubboUrls.matches(new ServiceKey(SERVICE, "*", "1.2.0"), instance)).isEqualTo(blue);
    assertThat(DubboUrls.matches(new ServiceKey(SERVICE, "blue", "1.3.0"), instance)).isFalse();
  }

  private static Stream<String> nodes(String prefix) throws Exception {
    List<String> names = new ArrayList<>();
    for (String file :
        List.of(
            "zookeeper-tree.json",
            "zookeeper-tree-2.7.23.json",
            "zookeeper-tree-dubbo-only.json",
            "zookeeper-tree-metadata-remote.json")) {
      try (InputStream in = RecordedTreeTest.class.getResourceAsStream("/vectors/" + file)) {
        for (JsonNode node : new ObjectMapper().readTree(in).get("nodes")) {
          String path = node.get("path").asText();
          if (path.startsWith(prefix)) {
            names.add(path.substring(prefix.length()));
          }
        }
      }
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(8);
    return names.stream();
  }
}
