package io.dunlin.serialization;

import io.dunlin.Attachments;
import io.dunlin.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * One message being written: a single run of values, in the order of the calls made here. Object
 * and type references run on from value to value.
 *
 * <p>Every method throws {@link RpcException} with code RPC-1402 if the value cannot be encoded, or
 * RPC-1204 if the sink refuses to grow; the message is then lost and the sink must be discarded.
 */
public interface BodyWriter {
  /** Writes a string or null. */
  void writeString(@Nullable String text);

  /** Writes an int. */
  void writeInt(int number);

  /** Writes the value of the method's parameter {@code index}. */
  void writeArgument(int index, @Nullable Object value);

  /** Writes what the method returned (the value of its future where it returns one). */
  void writeResult(@Nullable Object value);

  /** Writes an exception the method threw. */
  void writeException(Throwable error);

  /** Writes a map of strings. */
  void writeAttachments(Attachments attachments);
}
