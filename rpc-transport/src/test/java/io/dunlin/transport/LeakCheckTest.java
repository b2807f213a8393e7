package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.testkit.Await;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void lostBufferIsSeen() {
    lose();
    Await.until(
        "the detector noticed",
        () -> {
          System.gc();
          PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
          return !LeakCheck.LEAKS.isEmpty();
        });
    assertThat(LeakCheck.LEAKS.poll()).contains("ByteBuf");
    LeakCheck.LEAKS.clear();
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
  }
}
