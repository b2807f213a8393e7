package io.dunlin.serialization.hessian2;

/**
 * Successive fields of one class, declared by one class. Public for the classes generated for
 * users' types, which extend it; see {@link FieldRuns}.
 */
public abstract class FieldRun {
  /** For generated classes. */
  protected FieldRun() {}

  /** Writes the fields of {@code owner} in order. */
  public abstract void write(HessianOutput out, Object owner);

  /** Reads the fields of {@code owner} in order. */
  public abstract void read(HessianInput in, Object owner);

  /** Makes a bean, or a record from its components, which are read in order. */
  public Object make(HessianInput in) {
    throw new UnsupportedOperationException();
  }

  /** A run that goes through the slots one by one. */
  static FieldRun of(FieldSlot[] slots) {
    return new Slots(slots);
  }

  /** A run that writes with {@code writer} and reads slot by slot, as final fields must be. */
  static FieldRun of(FieldRun writer, FieldSlot[] slots) {
    return new Split(writer, slots);
  }

  private static class Slots extends FieldRun {
    private final FieldSlot[] slots;

    Slots(FieldSlot[] slots) {
      this.slots = slots;
    }

    @Override
    public void write(HessianOutput out, Object owner) {
      for (FieldSlot slot : slots) {
        slot.write(out, owner);
      }
    }

    @Override
    public final void read(HessianInput in, Object owner) {
      for (FieldSlot slot : slots) {
        slot.read(in, owner);
      }
    }
  }

  private static final class Split extends Slots {
    private final FieldRun writer;

    Split(FieldRun writer, FieldSlot[] slots) {
      super(slots);
      this.writer = writer;
    }

    @Override
    public void write(HessianOutput out, Object owner) {
      writer.write(out, owner);
    }

    @Override
    public Object make(HessianInput in) {
      return writer.make(in);
    }
  }
}
