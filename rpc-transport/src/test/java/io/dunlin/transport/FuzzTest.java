package io.dunlin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.Result;
import io.dunlin.RpcException;
import io.dunlin.testkit.Await;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutated frames against a live server, and against a live client by a rogue server. Whatever
 * comes: the process answers others, no caller waits for ever, no buffer is lost (see LeakCheck).
 * Seeded: a failure prints the seed, and {@code -Ddunlin.fuzz.seed=…} repeats it.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FuzzTest {
  private static final String DEMO = Demo.class.getName();
  private static final String STRING = "Ljava/lang/String;";
  private static final boolean SLOW = Boolean.getBoolean("dunlin.slow");
  private static final int REQUESTS = SLOW ? 3_000_000 : 150_000;
  private static final int RESPONSES = SLOW ? 1_000_000 : 60_000;
  private static final long SEED = Long.getLong("dunlin.fuzz.seed", 20_261_121L);

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private static List<RawFrame> requests() {
    List<RawFrame> corpus = new ArrayList<>();
    corpus.add(RawFrame.request(1, "hello", STRING, "Ada"));
    corpus.add(RawFrame.request(2, "add", "II", 40, 2));
    corpus.add(RawFrame.request(3, "ping", ""));
    corpus.add(RawFrame.request(4, "fail", STRING, "boom"));
    corpus.add(RawFrame.request(5, "hello", STRING, "x".repeat(20_000)));
    corpus.add(
        RawFrame.request(
            0xC2,
            6,
            DEMO,
            "0.0.0",
            "hello",
            STRING,
            Map.of("timeout", "1000", "_TO", "900", "dunlin", "1", "generic", "true"),
            "x"));
    corpus.add(
        RawFrame.request(
            0xC2,
            7,
            DEMO,
            "0.0.0",
            "$invoke",
            STRING + "[" + STRING + "[Ljava/lang/Object;",
            Map.of("generic", "true"),
            "add",
            new String[] {"int", "int"},
            new Object[] {1, 2}));
    corpus.add(
        RawFrame.request(
            0xC2,
            8,
            DEMO,
            "0.0.0",
            "$echo",
            "Ljava/lang/Object;",
            Map.of(),
            Map.of("k", List.of(1, 2L, 3.5, "x"))));
    corpus.add(RawFrame.request(0x82, 9, DEMO, "0.0.0", "ping", "", Map.of()));
    corpus.add(new RawFrame(0xE2, 0, 10, new byte[] {'N'}));
    corpus.add(new RawFrame(0xA2, 0, 11, new byte[] {1, 'R'}));
    corpus.add(RawFrame.value(12, "an answer nobody asked for", Map.of()));
    return corpus;
  }

  /**
   * One to four changes anywhere. {@code framed} repairs the length afterwards, so that the stream
   * goes on and what follows is read too.
   */
  private static byte[] mutate(SplittableRandom random, List<RawFrame> corpus, boolean framed) {
    byte[] bytes = corpus.get(random.nextInt(corpus.size())).bytes();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int from = framed ? 2 : 0;
      int at = from + random.nextInt(bytes.length - from);
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> bytes[at] = (byte) "NHZCOQMVUXRSTIBJDKLWAEF".charAt(random.nextInt(23));
        case 4 -> { // cut out a piece
          int end = Math.min(bytes.length, at + 1 + random.nextInt(16));
          if (at >= DubboFrames.HEADER_BYTES) {
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
            System.arraycopy(bytes, end, shorter, at, bytes.length - end);
            bytes = shorter;
          }
        }
        case 5 -> { // repeat a piece
          int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
          if (at >= DubboFrames.HEADER_BYTES) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + (end - at));
            System.arraycopy(bytes, at, longer, end, bytes.length - at);
            bytes = longer;
          }
        }
        default -> { // a large number where one may stand
          for (int j = at; j < Math.min(bytes.length, at + 4); j++) {
            bytes[j] = (byte) (random.nextBoolean() ? 0x7F : 0xFF);
          }
        }
      }
    }
    if (framed) {
      int body = bytes.length - DubboFrames.HEADER_BYTES;
      for (int i = 0; i < 4; i++) {
        bytes[12 + i] = (byte) (body >> (24 - 8 * i));
      }
    }
    return bytes;
  }

  @Test
  void serverSurvivesMutatedRequests() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    List<RawFrame> corpus = requests();
    DubboTransport transport = rig.transport(TransportConfig.DEFAULT);
    WorkerPool pool = rig.open(WorkerPool.fixed("fuzz-worker", 4, Integer.MAX_VALUE));
    rig.export(Rig.CONTRACT.key(), pool, null);
    int port = rig.listen(transport).address().getPort();
    RawClient witness = rig.open(new RawClient(port));
    int sent = 0;
    while (sent < REQUESTS) {
      // Most connections carry many frames; some are broken by the first.
      boolean framed = random.nextInt(10) != 0;
      int frames = framed ? 500 : 5;
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = 0; i < frames; i++) {
        stream.write(mutate(random, corpus, framed));
      }
      sent += frames;
      byte[] probe = RawFrame.request(Long.MAX_VALUE, "add", "II", 1, 1).bytes();
      stream.write(probe);
      talk(port, stream.toByteArray(), framed);
      if (random.nextInt(20) == 0) {
        assertThat(witness.call(RawFrame.request(sent, "ping", "")).status())
            .as("another connection, seed %d, after %d frames", SEED, sent)
            .isEqualTo(20);
      }
    }
    assertThat(witness.call(RawFrame.request(1, "hello", STRING, "Ada")).status()).isEqualTo(20);
    Await.until("every request ended", () -> pool.inFlight() == 0);
    Await.until("all accounted for", () -> transport.shared().receivedBytes.get() == 0);
    Await.until("all sent or dropped", () -> transport.shared().sendBytes.get() == 0);
    assertThat(transport.stats().snapshot().requestsServed()).isGreaterThan(REQUESTS / 20);
  }

  /** Sends everything and reads answers until the probe's, or until the server closes. */
  private static void talk(int port, byte[] bytes, boolean framed) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  socket.getOutputStream().write(bytes);
                  if (!framed) {
                    socket.shutdownOutput();
                  }
                } catch (IOException e) {
                  // the server has closed
                }
              });
      try {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (true) {
          RawFrame frame = RawFrame.read(in);
          if (frame.id() == Long.MAX_VALUE && (frame.flags() & 0x80) == 0) {
            assertThat(frame.status()).isEqualTo(20);
            break;
          }
        }
      } catch (java.net.SocketTimeoutException e) {
        throw new AssertionError("neither answered nor closed, seed " + SEED, e);
      } catch (IOException e) {
        assertThat(framed)
            .as("closed although every frame was well cut, seed %d: %s", SEED, e)
            .isFalse();
      }
      writing.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void clientSurvivesMutatedResponses() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    RawServer server = rig.open(new RawServer());
    DubboTransport client = rig.transport(TransportConfig.DEFAULT);
    AtomicLong outcomes = new AtomicLong();
    int sent = 0;
    while (sent < RESPONSES) {
      try (Remote remote = Rig.ready(client.connect(Rig.instance(server.port()), Rig.codecs()));
          RawServer.Session session = server.session()) {
        boolean framed = random.nextInt(10) != 0;
        int frames = framed ? 400 : 3;
        List<CompletionStage<Result>> calls = new ArrayList<>();
        List<RawFrame> corpus = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
          calls.add(
              remote.invoker().invoke(rig.invocation("hello", Duration.ofSeconds(30), "Ada")));
          long id = session.read().id();
          corpus.add(RawFrame.value(id, "Hello", Map.of("dubbo", "2.0.2")));
          corpus.add(RawFrame.value(id, List.of(1, "x"), Map.of()));
          corpus.add(RawFrame.response(id, 40 + 10 * (i % 7), "text [RPC-1301]"));
          corpus.add(new RawFrame(0x22, 20, id, new byte[] {'N'}));
          corpus.add(new RawFrame(0xE2, 0, id, new byte[] {'N'}));
          corpus.add(RawFrame.request(id, "progress", STRING + "I", "x", 1));
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
          stream.write(mutate(random, corpus, framed));
        }
        sent += frames;
        Thread drain = drain(session);
        try {
          session.send(stream.toByteArray());
        } catch (IOException e) {
          // the client has closed
        }
        session.close();
        drain.join(20_000);
        for (CompletionStage<Result> call : calls) {
          try {
            call.toCompletableFuture().get(20, TimeUnit.SECONDS);
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).as("seed %d", SEED).isInstanceOf(RpcException.class);
          }
          outcomes.incrementAndGet();
        }
      }
    }
    Await.until("all sent or dropped", () -> client.shared().sendBytes.get() == 0);
    // The same client calls a good server.
    int port = rig.server(TransportConfig.DEFAULT).address().getPort();
    assertThat(rig.value(Rig.ready(rig.connect(client, port)), "hello", "Ada"))
        .isEqualTo("Hello Ada");
    assertThat(outcomes.get()).isGreaterThan(5_000);
  }

  private static Thread drain(RawServer.Session session) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (session.in.read() >= 0) {
                  // answers to mutated requests
                }
              } catch (IOException e) {
                // closed
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
