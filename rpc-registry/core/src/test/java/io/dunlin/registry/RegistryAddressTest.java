package io.dunlin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryAddressTest {
  @Test
  void everyPartIsRead() {
    RegistryAddress address =
        RegistryAddress.parse(
            " ZooKeeper://me:s@cret@zk1:2182,[fe80::1%eth0],zk_3/a/b/?group=shop&backup=zk4:1 ",
            2181);
    assertThat(address.scheme()).isEqualTo("zookeeper");
    assertThat(address.hosts()).isEqualTo("zk1:2182,[fe80::1%eth0]:2181,zk_3:2181,zk4:1");
    assertThat(address.path()).isEqualTo("a/b");
    assertThat(address.user()).isEqualTo("me");
    assertThat(address.password()).isEqualTo("s@cret");
    assertThat(address.parameters()).containsExactly(Map.entry("group", "shop"));
    assertThat(address).hasToString("zookeeper://zk1:2182,[fe80::1%eth0]:2181,zk_3:2181,zk4:1/a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N/A", "n/a", " N/A "})
  void noRegistryIsRecognised(String text) {
    assertThat(RegistryAddress.isNone(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "zookeeper, no scheme",
    "'', no scheme",
    "zookeeper://, no host",
    "'zookeeper://a,,b', no host",
    "zookeeper://a:0, port 0 is not 1 to 65535",
    "zookeeper://a:70000, port 70000 is not 1 to 65535",
    "zookeeper://a:x, host 'a:x' cannot be read",
    "zookeeper://fe80::1:2181, host 'fe80::1:2181' cannot be read",
    "zookeeper://a b:1, host 'a b:1' cannot be read",
  })
  void whatCannotBeUnderstoodIsSaid(String text, String why) {
    assertThatThrownBy(() -> RegistryAddress.parse(text, 2181))
        .isInstanceOf(RpcException.class)
        .hasMessage(
            "address '"
                + text
                + "': "
                + why
                + " (expected: scheme://host:port, such as zookeeper://10.0.0.5:2181 or dubbo://10.0.0.7:20880) [RPC-1501]")
        .extracting(e -> ((RpcException) e).code())
        .isEqualTo(ErrorCode.INVALID_ADDRESS);
  }

  @Test
  void portIsAskedForWhereThereIsNoUsualOne() {
    assertThatThrownBy(() -> RegistryAddress.parse("dubbo://host", 0))
        .hasMessageContaining("host 'host' has no port");
  }

  @Test
  void passwordsStayOutOfErrors() {
    assertThatThrownBy(() -> RegistryAddress.parse("zookeeper://me:secret@a:0", 2181))
        .hasMessageContaining("'zookeeper://…@a:0'")
        .hasMessageNotContaining("secret");
  }
}
