package io.dunlin.transport;

import io.dunlin.MethodDescriptor;
import io.dunlin.serialization.MethodCodec;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all requests with one head have in common. Immutable.
 *
 * @param kind how the request is to be understood
 * @param path service named in the head
 * @param version service version named in the head; empty for none
 * @param attachmentsUnderstood whether the requester's protocol version knows attachments of
 *     responses (protocol 1.5)
 * @param wireId serialization of the request
 * @param method the exported method; for generic calls and echo a stand-in with their name
 * @param codec reads arguments and writes results
 * @param plain reads and writes what belongs to no method
 * @param executor where it runs
 * @param admitter finds the service that the attachments name, and checks them
 * @param authenticated whether the attachments are to be checked before any argument is decoded
 */
record Route(
    Kind kind,
    String path,
    String version,
    boolean attachmentsUnderstood,
    int wireId,
    MethodDescriptor method,
    MethodCodec codec,
    MethodCodec plain,
    Executor executor,
    Admitter admitter,
    boolean authenticated) {
  /** Kinds of requests (protocol 1.13 and 1.14). */
  enum Kind {
    /** A method of the interface. */
    CALL,
    /** {@code $invoke} and {@code $invokeAsync}. */
    GENERIC,
    /** {@code $echo}. */
    ECHO
  }

  /** Decides about a request whose attachments are known. Called on worker threads. */
  interface Admitter {
    /**
     * The target of a request.
     *
     * @throws io.dunlin.RpcException of class REJECTED if there is none or it may not be called
     */
    Admitted admit(Route route, Link link, io.dunlin.Attachments attachments);

    /** Whether what was admitted once still stands. */
    boolean isCurrent(Admitted admitted);
  }

  /** Whether {@code version} of a request's first item lies in 2.0.2 to 2.0.99 (protocol 1.5). */
  static boolean understandsAttachments(@Nullable String version) {
    if (version == null) {
      return false;
    }
    if (version.equals(DubboFrames.VERSION)) {
      return true;
    }
    String[] pieces = version.split("\\.", -1);
    long number = 0;
    for (String piece : pieces) {
      int digits = 0;
      while (digits < piece.length() && digits < 9 && Character.isDigit(piece.charAt(digits))) {
        digits++;
      }
      if (digits == 0) {
        return false;
      }
      number = number * 100 + Long.parseLong(piece.substring(0, digits));
      if (number > Integer.MAX_VALUE) {
        return false;
      }
    }
    if (pieces.length == 3) {
      number *= 100;
    }
    return number >= 2_00_02_00 && number <= 2_00_99_00;
  }
}
