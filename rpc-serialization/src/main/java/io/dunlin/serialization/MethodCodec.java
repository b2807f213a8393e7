package io.dunlin.serialization;

/**
 * Writes and reads what one method's messages hold: its arguments, result and exceptions, admitting
 * the method's declared types only. Immutable, safe for any number of threads; the writers and
 * readers it opens belong to one message and one thread at a time.
 */
public interface MethodCodec {
  /** Opens a message to be written to {@code sink}. */
  BodyWriter writer(ByteSink sink);

  /** Opens a message that lies in {@code bytes[from..to)}; the array is not changed nor kept. */
  BodyReader reader(byte[] bytes, int from, int to);
}
