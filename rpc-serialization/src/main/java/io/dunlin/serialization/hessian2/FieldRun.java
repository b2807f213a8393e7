package io.dunlin.serialization.hessian2;

/**
 * Successive fields of one class, declared by one class. Public for the classes generated for
 * users' types, which extend it.
 */
public abstract class FieldRun {
  /** For generated classes. */
  protected FieldRun() {}

  /** Writes the fields of {@code owner} in order. */
  public abstract void write(HessianOutput out, Object owner);

  /** Reads the fields of {@code owner} in order. */
  public abstract void read(HessianInput in, Object owner);

  /** A run that goes through the slots one by one. */
  static FieldRun of(FieldSlot[] slots) {
    return new Slots(slots);
  }

  private static final class Slots extends FieldRun {
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
    public void read(HessianInput in, Object owner) {
      for (FieldSlot slot : slots) {
        slot.read(in, owner);
      }
    }
  }
}
