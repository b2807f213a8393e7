package io.dunlin.serialization.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.dunlin.Attachments;
import io.dunlin.serialization.DecodeLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attachments as Dubbo writes them: {@code message Map { map<string, string> attachments = 1; }},
 * each entry being a message of its own.
 *
 * @param entries what it holds
 */
record AttachmentsMessage(Map<String, String> entries) {
  private static final int ENTRY = 1;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final String WHAT = "attachments";

  int size() {
    int size = 0;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      int bytes = size(entry);
      size +=
          CodedOutputStream.computeTagSize(ENTRY)
              + CodedOutputStream.computeUInt32SizeNoTag(bytes)
              + bytes;
    }
    return size;
  }

  private static int size(Map.Entry<String, String> entry) {
    return CodedOutputStream.computeStringSize(KEY, entry.getKey())
        + CodedOutputStream.computeStringSize(VALUE, entry.getValue());
  }

  void writeTo(CodedOutputStream out) throws IOException {
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      out.writeTag(ENTRY, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(size(entry));
      out.writeString(KEY, entry.getKey());
      out.writeString(VALUE, entry.getValue());
    }
  }

  /** Reads up to the limit of {@code in}. */
  static Attachments read(CodedInputStream in, DecodeLimits limits) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    int tag = in.readTag();
    for (; tag != 0; tag = in.readTag()) {
      if (!Fields.isDelimited(tag, ENTRY)) {
        Fields.skip(in, tag);
        continue;
      }
      if (entries.size() >= limits.maxAttachments()) {
        throw ProtobufErrors.limit(WHAT, "maxAttachments", limits.maxAttachments());
      }
      int outer = in.pushLimit(in.readRawVarint32());
      readEntry(in, entries, limits.maxAttachmentChars());
      in.popLimit(outer);
    }
    return Attachments.copyOf(entries);
  }

  private static void readEntry(CodedInputStream in, Map<String, String> entries, int maxChars)
      throws IOException {
    String key = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (Fields.isDelimited(tag, KEY)) {
        key = Fields.text(in, maxChars, "maxAttachmentChars", WHAT);
      } else if (Fields.isDelimited(tag, VALUE)) {
        value = Fields.text(in, maxChars, "maxAttachmentChars", WHAT);
      } else {
        Fields.skip(in, tag);
      }
    }
    entries.put(key, value);
  }
}
