package io.dunlin.serialization.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fields of messages that are read without a generated class. */
final class Fields {
  private Fields() {}

  /** Whether {@code tag} begins a string or message in field {@code number}. */
  static boolean isDelimited(int tag, int number) {
    return WireFormat.getTagFieldNumber(tag) == number
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** Whether {@code tag} begins a number in field {@code number}. */
  static boolean isVarint(int tag, int number) {
    return WireFormat.getTagFieldNumber(tag) == number
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
  }

  /** Passes over a field that is not known here. */
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("end of a group outside it");
    }
  }

  /** Reads a string of at most {@code maxChars}, which is the limit called {@code limit}. */
  static String text(CodedInputStream in, int maxChars, String limit, String what)
      throws IOException {
    int bytes = in.readRawVarint32();
    if (bytes > 3L * maxChars) { // no char takes more than three
      throw ProtobufErrors.limit(what, limit, maxChars);
    }
    String text = new String(in.readRawBytes(bytes), StandardCharsets.UTF_8);
    if (text.length() > maxChars) {
      throw ProtobufErrors.limit(what, limit, maxChars);
    }
    return text;
  }
}
