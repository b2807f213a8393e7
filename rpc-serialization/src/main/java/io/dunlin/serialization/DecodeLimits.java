package io.dunlin.serialization;

/**
 * Caps on what one message may hold, whoever sends it. A message over a cap is refused with code
 * RPC-1404; nothing is allocated for a length before it is checked.
 *
 * @param maxDepth nesting of objects and collections
 * @param maxElements values in the whole message
 * @param maxStringChars UTF-16 units of one string
 * @param maxBinaryBytes bytes of one byte array
 * @param maxAllocationBytes estimate of all that is allocated for one message
 * @param maxClassDefinitions class definitions in one message
 * @param maxFields fields of one class definition
 * @param maxAttachments attachments of one message
 * @param maxAttachmentChars UTF-16 units of one attachment's key or value
 */
public record DecodeLimits(
    int maxDepth,
    int maxElements,
    int maxStringChars,
    int maxBinaryBytes,
    long maxAllocationBytes,
    int maxClassDefinitions,
    int maxFields,
    int maxAttachments,
    int maxAttachmentChars) {
  /** 64 deep, a million values, 4 Mi characters, 8 MiB, 64 MiB in all, 64 attachments of 8 Ki. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(64, 1_000_000, 4 << 20, 8 << 20, 64L << 20, 256, 512, 64, 8 << 10);

  public DecodeLimits {
    positive("maxDepth", maxDepth);
    positive("maxElements", maxElements);
    positive("maxStringChars", maxStringChars);
    positive("maxBinaryBytes", maxBinaryBytes);
    positive("maxAllocationBytes", maxAllocationBytes);
    positive("maxClassDefinitions", maxClassDefinitions);
    positive("maxFields", maxFields);
    positive("maxAttachments", maxAttachments);
    positive("maxAttachmentChars", maxAttachmentChars);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
