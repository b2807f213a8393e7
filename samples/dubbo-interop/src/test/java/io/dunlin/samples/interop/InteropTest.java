package io.dunlin.samples.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteropTest {
  @TempDir Path logs;

  @Test
  void dunlinAndDubboCallEachOtherThroughZooKeeperAndByAddress() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean right = Interop.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), logs);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(right).as(text).isTrue();
    assertThat(text.lines().filter(line -> line.startsWith("  ok ")).count())
        .as(text)
        .isEqualTo(4 * 8);
    assertThat(text)
        .contains("Dunlin calls Dubbo, found through ZooKeeper")
        .contains("Dunlin calls Dubbo, by its address")
        .contains("Dubbo calls Dunlin, found through ZooKeeper")
        .contains("Dubbo calls Dunlin, by its address")
        .contains("getUser(42) -> user 42 (王小明, user42@example.com)")
        .contains("listUser(0) -> threw java.lang.IllegalArgumentException: pageNumber: 0")
        .endsWith("All calls gave what they should." + System.lineSeparator());
  }

  @Test
  void dubboIsNotOnDunlinsClassPath() {
    assertThatThrownBy(() -> Class.forName("org.apache.dubbo.config.ServiceConfig"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
