package io.dunlin.transport;

import io.dunlin.HotPath;
import java.util.Arrays;

/**
 * Looks at Hessian bytes without decoding them, as far as that takes knowing short strings only. Of
 * a string that is not short or not ASCII it says "no", and the caller decodes.
 */
@HotPath
final class PlainBytes {
  private static final int NULL = 'N';
  private static final int UNTYPED_MAP = 'H';
  private static final int END = 'Z';

  private PlainBytes() {}

  /**
   * Index behind the string or null at {@code at}, if it is a short one; -1 otherwise. Whether its
   * characters are ASCII is not looked at.
   */
  static int skipString(byte[] bytes, int at, int to) {
    if (at >= to) {
      return -1;
    }
    int tag = bytes[at] & 0xFF;
    int end;
    if (tag < 0x20) {
      end = at + 1 + tag;
    } else if (tag >= 0x30 && tag <= 0x33 && at + 1 < to) {
      end = at + 2 + ((tag - 0x30) << 8) + (bytes[at + 1] & 0xFF);
    } else if (tag == NULL) {
      end = at + 1;
    } else {
      return -1;
    }
    return end <= to ? end : -1;
  }

  /**
   * Whether {@code bytes[from..to)} is exactly one untyped map of short ASCII strings or nulls: it
   * then means the same wherever it stands.
   */
  static boolean isStringMap(byte[] bytes, int from, int to) {
    if (to - from < 2 || bytes[from] != UNTYPED_MAP || bytes[to - 1] != END) {
      return false;
    }
    int at = from + 1;
    int strings = 0;
    while (at < to && bytes[at] != END) {
      int end = skipString(bytes, at, to);
      if (end < 0) {
        return false;
      }
      int tag = bytes[at] & 0xFF;
      for (int i = tag < 0x20 ? at + 1 : at + 2; i < end; i++) {
        if (bytes[i] < 0) {
          return false;
        }
      }
      at = end;
      strings++;
    }
    return at == to - 1 && strings % 2 == 0;
  }

  /** Appends {@code text}, at most 32 767 chars, as one final chunk. */
  static void writeString(FrameBuffer frame, String text) {
    byte[] bytes = new byte[3 + 3 * text.length()];
    bytes[0] = 'S';
    bytes[1] = (byte) (text.length() >> 8);
    bytes[2] = (byte) text.length();
    int at = 3;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i); // halves of surrogate pairs are written one by one
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | (c >> 6));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        bytes[at++] = (byte) (0xE0 | (c >> 12));
        bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    frame.append(Arrays.copyOf(bytes, at));
  }
}
