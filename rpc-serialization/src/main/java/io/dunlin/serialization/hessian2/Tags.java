package io.dunlin.serialization.hessian2;

/** What the first byte of a value says (protocol 2.1). */
final class Tags {
  private Tags() {}

  static boolean isString(int tag) {
    return tag < 0x20 || (tag >= 0x30 && tag <= 0x33) || tag == 'S' || tag == 'R';
  }

  static boolean isBytes(int tag) {
    return (tag >= 0x20 && tag <= 0x2f) || (tag >= 0x34 && tag <= 0x37) || tag == 'A' || tag == 'B';
  }

  static boolean isInt(int tag) {
    return tag == 'I' || (tag >= 0x80 && tag <= 0xd7);
  }

  static boolean isNumber(int tag) {
    return tag >= 0x80
        || tag == 'I'
        || tag == 'L'
        || tag == 'D'
        || (tag >= 0x59 && tag <= 0x5f && tag != 'Z')
        || (tag >= 0x38 && tag <= 0x3f);
  }

  static boolean isScalar(int tag) {
    return isString(tag)
        || isBytes(tag)
        || isNumber(tag)
        || tag == 'N'
        || tag == 'T'
        || tag == 'F'
        || tag == 0x4a
        || tag == 0x4b;
  }

  static boolean isList(int tag) {
    return (tag >= 0x70 && tag <= 0x7f) || (tag >= 0x55 && tag <= 0x58);
  }

  static boolean isMap(int tag) {
    return tag == 'H' || tag == 'M';
  }

  static boolean isObject(int tag) {
    return tag == 'C' || tag == 'O' || (tag & 0xf0) == 0x60;
  }

  /** The value that a tag begins, in words. */
  static String describe(int tag) {
    if (isString(tag)) {
      return "a string";
    }
    if (isBytes(tag)) {
      return "bytes";
    }
    if (isNumber(tag)) {
      return "a number";
    }
    if (isList(tag)) {
      return "a list";
    }
    if (isMap(tag)) {
      return "a map";
    }
    if (isObject(tag)) {
      return "an object";
    }
    return switch (tag) {
      case 'N' -> "null";
      case 'T', 'F' -> "a boolean";
      case 'Q' -> "a reference";
      case 'Z' -> "the end of a list or map";
      case 0x4a, 0x4b -> "a date";
      default -> "byte 0x%02x, which begins no value".formatted(tag);
    };
  }
}
