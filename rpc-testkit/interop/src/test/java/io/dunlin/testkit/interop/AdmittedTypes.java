package io.dunlin.testkit.interop;

import io.dunlin.serialization.DecodeLimits;
import org.sample.wire.Address;
import org.sample.wire.Color;
import org.sample.wire.DemoRuntimeException;
import org.sample.wire.Derived;
import org.sample.wire.Operation;
import org.sample.wire.Order;
import org.sample.wire.Page;
import org.sample.wire.Point;

/** What the sample services pass where they declare {@code Object}, and throw undeclared. */
final class AdmittedTypes {
  static final Class<?>[] ALL = {
    Address.class,
    Color.class,
    DemoRuntimeException.class,
    Derived.class,
    Operation.class,
    Order.class,
    Page.class,
    Point.class
  };

  /** As the defaults, but for the sample's chain of objects, which is nested deeper. */
  static final DecodeLimits DEEP = deep(DecodeLimits.DEFAULT);

  private AdmittedTypes() {}

  private static DecodeLimits deep(DecodeLimits usual) {
    return new DecodeLimits(
        1_000,
        usual.maxElements(),
        usual.maxStringChars(),
        usual.maxBinaryBytes(),
        usual.maxAllocationBytes(),
        usual.maxClassDefinitions(),
        usual.maxFields(),
        usual.maxAttachments(),
        usual.maxAttachmentChars());
  }
}
