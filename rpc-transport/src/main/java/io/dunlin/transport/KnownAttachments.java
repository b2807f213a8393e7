package io.dunlin.transport;

import io.dunlin.Attachments;
import io.dunlin.HotPath;
import io.dunlin.serialization.BodyReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attachments that a connection's responses carried before, by their bytes: the framework's own are
 * the same in every response, so they are compared instead of decoded. Belongs to one event loop.
 */
@HotPath
final class KnownAttachments {
  private static final int MAX_BYTES = 512;

  private final byte[] @Nullable [] bytes = new byte[4] @Nullable [];
  private final Attachments[] parsed = new Attachments[4];
  private int next;

  KnownAttachments() {
    Arrays.fill(parsed, Attachments.EMPTY);
  }

  /** The attachments in {@code message[from..to)}, where {@code reader} stands. */
  Attachments read(BodyReader reader, byte[] message, int from, int to) {
    for (int i = 0; i < bytes.length; i++) {
      byte[] known = bytes[i];
      if (known != null && Arrays.equals(known, 0, known.length, message, from, to)) {
        return parsed[i];
      }
    }
    Attachments read = reader.readAttachments();
    if (to - from <= MAX_BYTES && PlainBytes.isStringMap(message, from, to)) {
      bytes[next] = Arrays.copyOfRange(message, from, to);
      parsed[next] = read;
      next = (next + 1) % bytes.length;
    }
    return read;
  }
}
