package io.dunlin.serialization;

import io.dunlin.Attachments;
import io.dunlin.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * One message being read, in the order in which it was written.
 *
 * <p>Every method throws {@link RpcException} if the bytes are not what they should be: code
 * RPC-1401 names a class that is not admitted, RPC-1404 a limit that is exceeded, RPC-1403 anything
 * else. Nothing outside the method's types is instantiated, whatever the bytes say.
 */
public interface BodyReader {
  /** Reads a string or null. */
  @Nullable String readString();

  /** Reads an int. */
  int readInt();

  /** Reads the value of the method's parameter {@code index}. */
  @Nullable Object readArgument(int index);

  /** Passes over one value of any kind without making it. */
  void skip();

  /** Reads what the method returned. */
  @Nullable Object readResult();

  /**
   * Reads an exception. One whose class this process lacks or does not admit comes back as {@link
   * io.dunlin.RemoteException}.
   */
  Throwable readException();

  /** Reads a map of attachments; numbers and booleans become their text; null reads as empty. */
  Attachments readAttachments();

  /** Index in the array of the next unread byte. */
  int position();
}
