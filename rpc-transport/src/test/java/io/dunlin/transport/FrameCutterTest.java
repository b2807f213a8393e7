package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameCutterTest {
  private final List<String> seen = new ArrayList<>();
  private final List<Integer> arrays = new ArrayList<>();
  private final FramePool pool = new FramePool();
  private int limit = 1 << 20;
  private final FrameCutter cutter =
      new FrameCutter(
          pool,
          new FrameCutter.Receiver() {
            @Override
            public boolean header(int flags, int status, long id, int bodyBytes) {
              if (bodyBytes > limit) {
                seen.add("over " + bodyBytes);
                return false;
              }
              return true;
            }

            @Override
            public void frame(int flags, int status, long id, FrameBuffer body, int bodyBytes) {
              arrays.add(body.array().length);
              seen.add(
                  "%x %d %d %s"
                      .formatted(
                          flags,
                          status,
                          id,
                          bodyBytes > 20
                              ? bodyBytes
                                  + "#"
                                  + Arrays.hashCode(Arrays.copyOf(body.array(), bodyBytes))
                              : new String(body.array(), 0, bodyBytes)));
              pool.give(body);
            }

            @Override
            public void violation(FrameCutter.Violation violation, long found) {
              seen.add(violation + " " + Long.toHexString(found));
            }
          });

  private static byte[] frame(int flags, int status, long id, String body) {
    return new RawFrame(flags, status, id, body.getBytes()).bytes();
  }

  private void cut(byte... bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    cutter.cut(in);
    assertThat(in.isReadable()).isFalse();
    in.release();
  }

  @Test
  void frameArrivingOneByteAtATimeIsDeliveredOnce() {
    byte[] bytes = frame(0xC2, 0, -2, "hello");
    for (byte b : bytes) {
      assertThat(seen).isEmpty();
      cut(b);
    }
    assertThat(seen).containsExactly("c2 0 -2 hello");
    assertThat(cutter.midFrame()).isFalse();
  }

  @Test
  void framesInOneBufferAreDeliveredInOrder() {
    ByteBuf all =
        Unpooled.wrappedBuffer(
            frame(0xC2, 0, 1, "a"),
            frame(2, 20, 2, ""),
            frame(2, 40, Long.MIN_VALUE, "no"),
            Arrays.copyOf(frame(0xE2, 0, 4, "N"), 10));
    cutter.cut(all);
    all.release();
    assertThat(seen).containsExactly("c2 0 1 a", "2 20 2 ", "2 40 " + Long.MIN_VALUE + " no");
    assertThat(cutter.midFrame()).isTrue();
  }

  @Test
  void everySplitOfTwoFramesGivesTheSame() {
    byte[] first = frame(0xC2, 0, 7, "first");
    byte[] second = frame(2, 20, 8, "second");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    for (int split = 0; split <= both.length; split++) {
      seen.clear();
      cut(Arrays.copyOf(both, split));
      cut(Arrays.copyOfRange(both, split, both.length));
      assertThat(seen).as("split at %d", split).containsExactly("c2 0 7 first", "2 20 8 second");
    }
  }

  @Test
  void wrongMagicIsSeenWithItsFirstByteAndEndsTheCutting() {
    cut((byte) 'G');
    cut(frame(0xC2, 0, 1, "a"));
    assertThat(seen).containsExactly("MAGIC 4700");
  }

  @Test
  void wrongSecondByteOfTheMagicIsSeen() {
    cut((byte) 0xDA, (byte) 0xBC);
    assertThat(seen).containsExactly("MAGIC dabc");
  }

  @Test
  void negativeLengthEndsTheCutting() {
    cut(new RawFrame(0xC2, 0, 1, new byte[0]).bytes(-1));
    cut(frame(0xC2, 0, 2, "a"));
    assertThat(seen).containsExactly("LENGTH ffffffffffffffff");
  }

  @Test
  void bodyOverTheLimitIsPassedOverAndTheNextFrameIsRead() {
    limit = 10;
    byte[] large = frame(0xC2, 0, 1, "x".repeat(1000));
    cut(Arrays.copyOf(large, 500));
    cut(Arrays.copyOfRange(large, 500, large.length));
    cut(frame(0xC2, 0, 2, "next"));
    assertThat(seen).containsExactly("over 1000", "c2 0 2 next");
  }

  @Test
  void arrayGrowsWithWhatArrivesAndNotWithWhatIsAnnounced() {
    byte[] body = new byte[1 << 20];
    Arrays.fill(body, (byte) 7);
    byte[] large = new RawFrame(0xC2, 0, 1, body).bytes();
    cut(Arrays.copyOf(large, 100));
    FrameBuffer other = pool.take();
    assertThat(other.array().length).isLessThanOrEqualTo(64 << 10);
    cut(Arrays.copyOfRange(large, 100, large.length));
    assertThat(seen).containsExactly("c2 0 1 " + body.length + "#" + Arrays.hashCode(body));
    assertThat(arrays).allMatch(length -> length <= body.length);
  }
}
