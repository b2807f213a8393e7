package io.dunlin.serialization.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.dunlin.serialization.DecodeLimits;
import java.io.IOException;

/**
 * What one body may still make. The parser of a generated class knows no limits but depth, and two
 * bytes can make it an object of a hundred; so the bytes are walked once before it sees them, and
 * what it would make is counted. Used by one thread.
 */
final class Budget {
  // Bytes of heap that one thing takes, rounded up: lists grow ahead, unknown fields are kept in
  // trees.
  private static final int MESSAGE_BYTES = 64;
  private static final int TEXT_BYTES = 48;
  private static final int NUMBER_BYTES = 16;
  private static final int UNKNOWN_BYTES = 128;

  private final DecodeLimits limits;
  private int elements;
  private long allocation;

  Budget(DecodeLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts what the message in {@code bytes[from..from + length)} would make.
   *
   * @throws io.dunlin.RpcException code RPC-1404 if that is too much
   * @throws IOException if the bytes are no message
   */
  void admit(MessageShape shape, byte[] bytes, int from, int length, String what)
      throws IOException {
    count(1, MESSAGE_BYTES, what);
    walk(CodedInputStream.newInstance(bytes, from, length), shape, 0, 1, what);
  }

  /** Counts {@code number} values that take {@code bytes} on the heap in all. */
  void count(int number, long bytes, String what) {
    elements += number;
    if (elements > limits.maxElements()) {
      throw ProtobufErrors.limit(what, "maxElements", limits.maxElements());
    }
    allocation += bytes;
    if (allocation > limits.maxAllocationBytes()) {
      throw ProtobufErrors.limit(what, "maxAllocationBytes", limits.maxAllocationBytes());
    }
  }

  /** Walks one message up to the end of {@code in}, or up to the end of {@code group} if not 0. */
  private void walk(CodedInputStream in, MessageShape shape, int group, int depth, String what)
      throws IOException {
    checkDepth(depth, what);
    while (true) {
      int tag = in.readTag();
      int number = WireFormat.getTagFieldNumber(tag);
      if (tag == 0) {
        if (group != 0) {
          throw new InvalidProtocolBufferException("group " + group + " does not end");
        }
        return;
      }
      int index = shape.find(number);
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_VARINT -> {
          long ignored = in.readRawVarint64();
          number(index, what);
        }
        case WireFormat.WIRETYPE_FIXED32 -> {
          in.skipRawBytes(4);
          number(index, what);
        }
        case WireFormat.WIRETYPE_FIXED64 -> {
          in.skipRawBytes(8);
          number(index, what);
        }
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(in, shape, index, depth, what);
        case WireFormat.WIRETYPE_START_GROUP -> {
          boolean known = shape.kind(index) == MessageShape.Kind.GROUP;
          count(1, known ? MESSAGE_BYTES : UNKNOWN_BYTES, what);
          walk(in, known ? shape.nested(index) : MessageShape.UNKNOWN, number, depth + 1, what);
        }
        case WireFormat.WIRETYPE_END_GROUP -> {
          if (number != group) {
            throw new InvalidProtocolBufferException("end of group " + number + " outside it");
          }
          return;
        }
        default -> throw new InvalidProtocolBufferException("tag " + tag + " has no wire type");
      }
    }
  }

  private void number(int index, String what) {
    count(1, index < 0 ? UNKNOWN_BYTES : NUMBER_BYTES, what);
  }

  private void delimited(CodedInputStream in, MessageShape shape, int index, int depth, String what)
      throws IOException {
    int length = in.readRawVarint32();
    int outer = in.pushLimit(length); // refuses what is negative or reaches beyond the message
    switch (shape.kind(index)) {
      case STRING -> {
        if (length > 3L * limits.maxStringChars()) { // no char takes more than three
          throw ProtobufErrors.limit(what, "maxStringChars", limits.maxStringChars());
        }
        count(1, TEXT_BYTES + 2L * length, what);
        in.skipRawBytes(length);
      }
      case MESSAGE -> {
        count(1, MESSAGE_BYTES, what);
        walk(in, shape.nested(index), 0, depth + 1, what);
      }
      case VARINT -> {
        while (!in.isAtEnd()) {
          long ignored = in.readRawVarint64();
          count(1, NUMBER_BYTES, what);
        }
      }
      case FIXED32 -> {
        count(length / 4, length / 4 * (long) NUMBER_BYTES, what);
        in.skipRawBytes(length);
      }
      case FIXED64 -> {
        count(length / 8, length / 8 * (long) NUMBER_BYTES, what);
        in.skipRawBytes(length);
      }
      default -> {
        if (length > limits.maxBinaryBytes()) {
          throw ProtobufErrors.limit(what, "maxBinaryBytes", limits.maxBinaryBytes());
        }
        count(1, UNKNOWN_BYTES + (long) length, what);
        in.skipRawBytes(length);
      }
    }
    in.popLimit(outer);
  }

  /** Checks the depth of something nested, the outermost being 1. */
  void checkDepth(int depth, String what) {
    if (depth > limits.maxDepth()) {
      throw ProtobufErrors.limit(what, "maxDepth", limits.maxDepth());
    }
  }
}
