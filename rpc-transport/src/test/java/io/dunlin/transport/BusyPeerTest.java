package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that always have something to say. */
class BusyPeerTest {
  private final ManualClock manual = new ManualClock();
  private final Rig rig = new Rig(ResourceConfig.DEFAULT.withClock(manual));

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void peerWhoseReadingsAlwaysEndInsideAFrameIsNoSlowPeer() throws Exception {
    Transport.Listener listener = rig.server(TransportConfig.DEFAULT);
    byte[] heartbeat = new RawFrame(0xE2, 0, 1, new byte[] {'N'}).bytes();
    byte[] begin = Arrays.copyOf(heartbeat, 8);
    byte[] end = Arrays.copyOfRange(heartbeat, 8, heartbeat.length);
    try (RawClient peer = new RawClient(listener.address().getPort())) {
      peer.send(begin);
      for (int i = 0; i < 10; i++) {
        peer.send(joined(end, begin));
        assertThat(RawFrame.read(peer.in).status()).isEqualTo(20);
        manual.advance(Duration.ofSeconds(2));
      }
    }
  }

  private static byte[] joined(byte[] one, byte[] other) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(one);
    both.write(other);
    return both.toByteArray();
  }
}
