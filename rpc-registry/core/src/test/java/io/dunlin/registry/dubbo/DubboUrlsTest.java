package io.dunlin.registry.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.Endpoint;
import io.dunlin.RpcCallback;
import io.dunlin.ServiceContract;
import io.dunlin.ServiceInstance;
import io.dunlin.ServiceKey;
import io.dunlin.registry.ConsumerInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DubboUrlsTest {
  private static final String GREETER = "demo.Greeter";

  interface Listener {
    void on(String event);
  }

  interface Watched {
    void watch(String what, @RpcCallback Listener listener);

    String hello(String name);

    String hello(int times);

    String bye();
  }

  @Test
  void publishedProviderSaysWhatDubboProvidersSay() {
    Map<String, String> extras = DubboUrls.parametersOf(ServiceContract.of(Watched.class));
    ServiceInstance instance =
        new ServiceInstance(
            Endpoint.of("dubbo", "10.0.0.7", 20880),
            new ServiceKey(GREETER, "blue", "1.2.0"),
            50,
            "shop",
            "0.1",
            0,
            extras);
    assertThat(DubboUrls.toPublishedUrl(instance, 1700000000000L))
        .isEqualTo(
            "dubbo://10.0.0.7:20880/demo.Greeter?application=shop&deprecated=false&dubbo=2.0.2&dunlin=0.1"
                + "&dynamic=true&generic=false&group=blue&interface=demo.Greeter&methods=bye,hello,watch"
                + "&prefer.serialization=hessian2&release=3.3.6&revision=1.2.0&side=provider"
                + "&timestamp=1700000000000&version=1.2.0&watch.1.callback=true&weight=50");
  }

  @Test
  void announcedConsumerSaysWhatDubboConsumersSay() {
    ConsumerInfo consumer =
        new ConsumerInfo("10.0.0.9", ServiceKey.parse("demo.Greeter:1.0"), "web", Map.of());
    assertThat(DubboUrls.toConsumerUrl(consumer, 1700000000000L))
        .matches(
            "consumer://10\\.0\\.0\\.9/demo\\.Greeter\\?application=web&category=consumers&check=false&dubbo=2\\.0\\.2"
                + "&dunlin=[^&]+&interface=demo\\.Greeter&pid=\\d+&release=3\\.3\\.6&revision=1\\.0"
                + "&side=consumer&sticky=false&timestamp=1700000000000&version=1\\.0");
  }

  @ParameterizedTest
  @CsvSource({
    // What a 3.3.6 consumer accepts of a provider node.
    "dubbo://10.0.0.7:20880/demo.Greeter,",
    "dubbo://10.0.0.7:20880/?interface=demo.Greeter,",
    "dubbo://10.0.0.7:20880/demo.Greeter?interface=demo.Other,",
    "dubbo://10.0.0.7:20880/demo.Greeter?serialization=nobody-knows,",
    "dubbo://10.0.0.7:20880/demo.Greeter?category=configurators, is of category 'configurators'",
    "dubbo://10.0.0.7:20880/demo.Greeter?enabled=false, is disabled by its operator",
    "dubbo://10.0.0.7:20880/demo.Greeter?disabled=true, is disabled by its operator",
    "dubbo://10.0.0.7:20880/other/path,",
    "dubbo://10.0.0.7:20880/demo.Greeter?version=1.0, 'version is ''1.0'', wanted none'",
    "dubbo://10.0.0.7:20880/demo.Greeter?group=blue, 'group is ''blue'', wanted none'",
    "dubbo://10.0.0.7:20880/demo.Greeter?version=0.0.0,",
    "dubbo://10.0.0.7:20880/demo.Greeter?version=*,",
    "dubbo://10.0.0.7:20880/demo.Greeter?weight=much&timestamp=never,",
  })
  void providerIsUsedOrTheReasonIsSaid(String url, String reason) {
    ServiceInstance instance = DubboUrls.toInstance(url, GREETER);
    assertThat(instance.service().interfaceName()).isEqualTo(GREETER);
    assertThat(DubboUrls.mismatch(ServiceKey.of(GREETER), instance)).isEqualTo(reason);
  }

  @Test
  void aPathOfItsOwnIsKeptForTheRequestsToName() {
    String url = "dubbo://10.0.0.7:20880/context/demo.Greeter?interface=demo.Greeter";
    ServiceInstance instance = DubboUrls.toInstance(url, GREETER);
    assertThat(instance.extras()).containsExactly(Map.entry("path", "context/demo.Greeter"));
    assertThat(DubboUrls.toUrl(instance)).isEqualTo(url);
  }

  @Test
  void weightChangedByRuleReplacesThePublishedOne() {
    ServiceInstance instance =
        DubboUrls.toInstance("dubbo://10.0.0.7:20880/demo.Greeter?weight=100", GREETER);
    assertThat(DubboUrls.toUrl(instance)).contains("weight=100");
    assertThat(DubboUrls.toUrl(instance.withWeight(7))).contains("weight=7");
    assertThat(DubboUrls.toInstance("dubbo://10.0.0.7:20880/x?weight=2147483648", GREETER).weight())
        .isEqualTo(100);
    assertThat(DubboUrls.toInstance("dubbo://10.0.0.7:20880/x?weight=-5", GREETER).weight())
        .isEqualTo(100);
  }

  @Test
  void zoneTagAndIdentityOfAnEndpointTravel() {
    Endpoint endpoint =
        new Endpoint("pod-7", "2001:db8::7", 20880, "dubbo", "eu-1", Map.of("tag", "gray"));
    ServiceInstance instance = ServiceInstance.of(endpoint, ServiceKey.of(GREETER));
    String url = DubboUrls.toUrl(instance);
    assertThat(url)
        .isEqualTo(
            "dubbo://[2001:db8::7]:20880/demo.Greeter?dubbo.tag=gray&dunlin.endpoint=pod-7"
                + "&interface=demo.Greeter&zone=eu-1");
    assertThat(DubboUrls.toInstance(url, GREETER).endpoint()).isEqualTo(endpoint);
  }

  @Test
  void textThatWouldChangeTheUrlIsNotPublished() {
    ServiceInstance instance =
        new ServiceInstance(
            Endpoint.of("dubbo", "10.0.0.7", 20880),
            ServiceKey.of(GREETER),
            100,
            "shop",
            "",
            0,
            Map.of("note", "a&weight=1000"));
    assertThatThrownBy(() -> DubboUrls.toUrl(instance))
        .hasMessage("parameter note: 'a&weight=1000' (expected: no '&'; percent-encode the value)");
  }

  @Test
  void servicesOfOneProcessShareItsEndpointAndTheirTexts() {
    ProviderReader reader = new ProviderReader();
    ServiceInstance one = reader.read("dubbo://10.0.0.7:20880/a.One?owner=team", "a.One");
    ServiceInstance two = reader.read("dubbo://10.0.0.7:20880/a.Two?owner=team", "a.Two");
    assertThat(two.endpoint()).isSameAs(one.endpoint());
    assertThat(two.extras().get("owner")).isSameAs(one.extras().get("owner"));
  }

  @ParameterizedTest
  @CsvSource({
    "empty://10.0.0.9/demo.Greeter?category=providers, empty",
    "override://0.0.0.0/demo.Greeter?weight=1, override",
    "route://0.0.0.0/demo.Greeter, route",
    "dubbo://10.0.0.7:20880/demo.Greeter,",
    "tri://10.0.0.7:50051/demo.Greeter,",
    "rubbish,",
  })
  void sentinelsAreToldFromProviders(String url, String sentinel) {
    assertThat(DubboUrls.sentinel(url)).isEqualTo(sentinel);
  }

  @Test
  void nodeNamesAreEncodedByTheRulesOfForms() {
    String url = "dubbo://h:1/p?a=x y,z&b=ü";
    String name = "dubbo%3A%2F%2Fh%3A1%2Fp%3Fa%3Dx+y%2Cz%26b%3D%C3%BC";
    assertThat(DubboUrls.encode(url)).isEqualTo(name);
    assertThat(DubboUrls.decode(name)).isEqualTo(url);
    assertThatThrownBy(() -> DubboUrls.decode("dubbo%3"))
        .hasMessage("url: not percent-encoded text: 'dubbo%3'");
  }
}
