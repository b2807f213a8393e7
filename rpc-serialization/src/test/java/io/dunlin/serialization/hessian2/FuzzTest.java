package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.RpcException;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.TypeRules;
import io.dunlin.serialization.hessian2.Samples.Everything;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.sample.wire.DemoService;

/**
 * Messages with mutations: whatever comes in, out comes a value or an {@link RpcException}, soon,
 * and without filling the memory. {@code -Pslow} makes it twenty times as many.
 */
class FuzzTest {
  private static final long SEED = 20261121;
  private static final int ROUNDS = Boolean.getBoolean("dunlin.slow") ? 2_000_000 : 100_000;

  /** Of one message; a thousandth of what the test JVM has, so that growth would show. */
  private static final DecodeLimits LIMITS =
      new DecodeLimits(64, 10_000, 1 << 16, 1 << 16, 1 << 20, 64, 64, 16, 1024);

  private static final TypeRules RULES = new TypeRules(Set.of(), LIMITS);

  record Seed(MethodCodec codec, byte[] bytes, boolean exception) {}

  @Test
  void mutatedMessagesAreReadOrRefused() throws Exception {
    List<Seed> seeds = seeds();
    Random random = new Random(SEED);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Seed seed = seeds.get(random.nextInt(seeds.size()));
      byte[] bytes = mutated(seed.bytes(), random);
      int number = round;
      try {
        read(seed, bytes, random.nextInt(8) == 0);
      } catch (RpcException expected) {
        refused++;
      } catch (Throwable other) {
        throw new AssertionError(
            "seed " + SEED + " round " + number + ": " + Arrays.toString(bytes), other);
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 10).isLessThan(ROUNDS);
  }

  @Test
  void messagesOfRandomBytesAreReadOrRefusedQuickly() throws Exception {
    List<Seed> seeds = seeds();
    Random random = new Random(SEED + 1);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(Boolean.getBoolean("dunlin.slow") ? 600 : 60),
        () -> {
          for (int round = 0; round < ROUNDS / 5; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            try {
              read(seed, bytes, false);
            } catch (RpcException expected) {
              assertThat(expected.getMessage()).matches("(?s).*\\[RPC-140[134]\\]");
            }
          }
        });
  }

  private static void read(Seed seed, byte[] bytes, boolean skip) {
    BodyReader in = seed.codec().reader(bytes, 0, bytes.length);
    if (skip) {
      in.skip();
    } else if (seed.exception()) {
      in.readException();
    } else {
      in.readResult();
    }
    in.readAttachments();
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes[at] = TAGS[random.nextInt(TAGS.length)];
        case 4 -> {
          // A piece of the message again, somewhere else.
          int from = random.nextInt(bytes.length);
          int length = Math.min(bytes.length - Math.max(at, from), random.nextInt(20));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> {
          byte[] longer = new byte[bytes.length + 1];
          System.arraycopy(bytes, 0, longer, 0, at);
          longer[at] = TAGS[random.nextInt(TAGS.length)];
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }

  private static final byte[] TAGS = {
    'C',
    'O',
    'Q',
    'M',
    'H',
    'V',
    'X',
    'Z',
    'N',
    'R',
    'S',
    'A',
    'B',
    0x55,
    0x57,
    0x60,
    0x61,
    0x70,
    0x78,
    0x7f,
    (byte) 0x90,
    (byte) 0x91,
    'I',
    'L',
    'D',
    0x4a,
    0x5f,
    0
  };

  private static List<Seed> seeds() throws Exception {
    Wire everything = new Wire(Everything.class, RULES);
    Wire demo = new Wire(DemoService.class, RULES);
    Wire open = new Wire(Everything.class);
    List<Seed> seeds = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    for (CarriedTypesTest.Carried carried : CarriedTypesTest.all()) {
      byte[] bytes = open.write(carried.method(), carried.value());
      if (bytes.length < 2000
          && bytes.length > 1
          && taken.merge(carried.method(), 1, Integer::sum) < 5) {
        seeds.add(new Seed(everything.codec(carried.method()), bytes, false));
      }
    }
    for (RecordedFramesTest.Row row : RecordedFramesTest.all()) {
      if (!row.request() && row.status() == 20 && row.body().length < 8000) {
        byte[] body = Arrays.copyOfRange(row.body(), 1, row.body().length);
        boolean exception = row.decoded().path("kind").asInt() % 3 == 0;
        seeds.add(new Seed(demo.codec(exception ? "failChecked" : "echoOrder"), body, exception));
      }
    }
    return seeds;
  }
}
