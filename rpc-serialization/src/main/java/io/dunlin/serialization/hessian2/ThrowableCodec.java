package io.dunlin.serialization.hessian2;

import io.dunlin.RemoteException;
import io.dunlin.serialization.objects.Maker;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception or error. {@code Throwable}'s own fields are out of reach without opening java.base,
 * so they are written from its accessors, and an instance is made by {@code Throwable}'s own
 * constructor when its fields have been read; fields of users' classes are set by name.
 *
 * <p>One whose class is unknown or not admitted becomes a {@link RemoteException}, if the
 * declaration allows that.
 */
final class ThrowableCodec extends ValueCodec {
  private static final String[] BASE = {
    "suppressedExceptions", "stackTrace", "cause", "detailMessage"
  };

  /** Numbers that have this text and no other. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private static final ValueCodec STACK =
      new ArrayCodec(StackTraceElement[].class, Core.codec(StackTraceElement.class));

  /** Reads causes and suppressed ones: any exception, admitted or not. */
  static final ThrowableCodec ANY = new ThrowableCodec(Throwable.class);

  private final WireClass wire;
  private final Constructor<?> maker;
  private final List<FieldSlot> slots;

  /** A codec for a class of the JDK, or one whose own fields do not matter. */
  ThrowableCodec(Class<?> type) {
    this(type, new ArrayList<>());
  }

  /** A codec of {@code type}, which gets {@code slots} for its own fields before it is used. */
  ThrowableCodec(Class<?> type, List<FieldSlot> slots, List<String> ownFields) {
    this(type, slots, wire(type.getName(), ownFields));
  }

  private ThrowableCodec(Class<?> type, List<FieldSlot> slots) {
    this(type, slots, wire(type.getName(), List.of()));
  }

  private ThrowableCodec(Class<?> type, List<FieldSlot> slots, WireClass wire) {
    super(type);
    this.slots = slots;
    this.wire = wire;
    this.maker = Maker.throwable(type);
  }

  private static WireClass wire(String name, List<String> ownFields) {
    List<String> fields = new ArrayList<>(List.of(BASE));
    fields.addAll(ownFields);
    return new WireClass(name, fields);
  }

  @Override
  WireClass wireClass() {
    return wire;
  }

  @Override
  public void write(HessianOutput out, @Nullable Object value) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof RemoteException remote) {
      writeRemote(out, remote);
    } else if (value.getClass() != type()) {
      out.scope().throwableWriter((Throwable) value, this).write(out, value);
    } else if (!out.writeReference(value)) {
      Throwable error = (Throwable) value;
      out.enter();
      out.writeObjectBegin(wire);
      writeBase(out, error, message(error));
      for (FieldSlot slot : slots) {
        slot.write(out, error);
      }
      out.leave();
    }
  }

  private static @Nullable String message(Throwable error) {
    try {
      return error.getMessage();
    } catch (RuntimeException broken) {
      return "getMessage() threw " + broken.getClass().getName();
    }
  }

  private static void writeBase(HessianOutput out, Throwable error, @Nullable String message) {
    Throwable[] suppressed = error.getSuppressed();
    out.takeReference();
    out.writeListBegin(null, suppressed.length);
    for (Throwable each : suppressed) {
      ANY.write(out, each);
    }
    STACK.write(out, error.getStackTrace());
    // A reference to itself says that there is no cause, as Throwable itself says it.
    Throwable cause = error.getCause();
    if (cause == null) {
      out.writeReference(error);
    } else {
      ANY.write(out, cause);
    }
    out.writeString(message);
  }

  /** Passes an exception of a third process on under its own name. */
  private static void writeRemote(HessianOutput out, RemoteException remote) {
    if (out.writeReference(remote)) {
      return;
    }
    List<String> names = new ArrayList<>(remote.fields().keySet());
    out.enter();
    out.writeObjectBegin(wire(remote.className(), names));
    writeBase(out, remote, remote.remoteMessage());
    for (String name : names) {
      writeText(out, remote.fields().get(name));
    }
    out.leave();
  }

  /** Writes what a text stands for: its field may be a number where the class is known. */
  private static void writeText(HessianOutput out, @Nullable String text) {
    if ("true".equals(text) || "false".equals(text)) {
      out.writeBoolean("true".equals(text));
    } else if (text != null && INTEGER.matcher(text).matches()) {
      out.writeLong(Long.parseLong(text));
    } else {
      out.writeString(text);
    }
  }

  @Override
  public @Nullable Object read(HessianInput in) {
    int tag = in.tag();
    ClassDef def = in.objectDefinition(tag, wire);
    if (def != null) {
      return in.scope().throwable(def.name(), this).readObject(in, def);
    }
    if (tag == 'N') {
      return null;
    }
    if (tag == 'Q') {
      return in.reference(this);
    }
    if (Tags.isMap(tag)) {
      in.mapBegin(tag);
      String name = in.containerType();
      if (name != null) {
        return in.scope().throwable(name, this).readMap(in, name);
      }
    }
    throw in.unexpected(tag, expected());
  }

  /** A cause that refers back to the exception being read is no cause. */
  @Override
  @Nullable Object incomplete(HessianInput in) {
    return null;
  }

  @Override
  Object readObject(HessianInput in, ClassDef def) {
    Parts parts = new Parts(this);
    int number = in.open(HessianInput.IN_PROGRESS);
    for (int i = 0; i < def.fieldCount(); i++) {
      parts.read(in, def.field(i));
    }
    return made(in, number, parts);
  }

  @Override
  Object readMap(HessianInput in, @Nullable String wireType) {
    Parts parts = new Parts(this);
    int number = in.open(HessianInput.IN_PROGRESS);
    while (!in.nextIsEnd()) {
      in.count(1);
      String name = in.readString();
      parts.read(in, name == null ? "" : name);
    }
    return made(in, number, parts);
  }

  private Object made(HessianInput in, int number, Parts parts) {
    Throwable made;
    try {
      made = Maker.newThrowable(maker, parts.message, parts.cause);
      parts.complete(made);
      for (Map.Entry<FieldSlot, @Nullable Object> own : parts.own.entrySet()) {
        own.getKey().set(made, own.getValue());
      }
      // Some classes take their cause or message for more than it is (UncheckedIOException); better
      // refused here than found out by a logger.
      Object unused = made.getCause();
      unused = made.getMessage();
    } catch (RuntimeException thrown) {
      throw in.invalid(expected() + " cannot be made: " + thrown, thrown);
    }
    in.resolve(number, made);
    in.close(number);
    return made;
  }

  /** Reads an exception whose class is not admitted. */
  static final class Remote extends ValueCodec {
    private final String className;

    Remote(String className) {
      super(RemoteException.class);
      this.className = className;
    }

    @Override
    public void write(HessianOutput out, @Nullable Object value) {
      ANY.write(out, value);
    }

    @Override
    public @Nullable Object read(HessianInput in) {
      return ANY.read(in);
    }

    @Override
    Object readObject(HessianInput in, ClassDef def) {
      Parts parts = new Parts(null);
      int number = in.open(HessianInput.IN_PROGRESS);
      for (int i = 0; i < def.fieldCount(); i++) {
        parts.read(in, def.field(i));
      }
      return made(in, number, parts);
    }

    @Override
    Object readMap(HessianInput in, @Nullable String wireType) {
      Parts parts = new Parts(null);
      int number = in.open(HessianInput.IN_PROGRESS);
      while (!in.nextIsEnd()) {
        in.count(1);
        String name = in.readString();
        parts.read(in, name == null ? "" : name);
      }
      return made(in, number, parts);
    }

    private Object made(HessianInput in, int number, Parts parts) {
      RemoteException made =
          new RemoteException(className, parts.message == null ? "" : parts.message, parts.scalars);
      if (parts.cause != null) {
        made.initCause(parts.cause);
      }
      parts.complete(made);
      in.resolve(number, made);
      in.close(number);
      return made;
    }
  }

  /** What has been read of one exception. */
  private static final class Parts {
    private final @Nullable ThrowableCodec codec;
    private final Map<FieldSlot, @Nullable Object> own = new LinkedHashMap<>();
    private final Map<String, String> scalars = new LinkedHashMap<>();
    private @Nullable String message;
    private @Nullable Throwable cause;
    private StackTraceElement[] stack = new StackTraceElement[0];
    private final List<Throwable> suppressed = new ArrayList<>();

    Parts(@Nullable ThrowableCodec codec) {
      this.codec = codec;
    }

    void read(HessianInput in, String field) {
      switch (field) {
        case "detailMessage" -> message = in.readString();
        case "cause" -> cause = (Throwable) ANY.read(in);
        case "stackTrace" -> readStack(in);
        case "suppressedExceptions" -> readSuppressed(in);
        default -> readOwn(in, field);
      }
    }

    private void readStack(HessianInput in) {
      StackTraceElement[] read = (StackTraceElement[]) STACK.read(in);
      if (read != null) {
        for (StackTraceElement element : read) {
          if (element == null) {
            throw in.malformed("a stack trace with a hole");
          }
        }
        stack = read;
      }
    }

    private void readSuppressed(HessianInput in) {
      Object read = SUPPRESSED.read(in);
      if (read instanceof List<?> errors) {
        for (Object error : errors) {
          if (error instanceof Throwable present) {
            suppressed.add(present);
          }
        }
      }
    }

    private void readOwn(HessianInput in, String field) {
      if (codec == null) {
        if (in.nextIsScalar()) {
          Object value = in.readOpen(OpenCodec.OBJECT);
          if (value != null && !(value instanceof byte[])) {
            scalars.put(field, value.toString());
          }
        } else {
          in.skip();
        }
        return;
      }
      // The last of one name wins: that of the subclass.
      FieldSlot found = null;
      for (FieldSlot slot : codec.slots) {
        if (slot.name().equals(field)) {
          found = slot;
        }
      }
      if (found == null) {
        in.skip();
      } else {
        own.put(found, found.codec().read(in));
      }
    }

    void complete(Throwable made) {
      made.setStackTrace(stack);
      for (Throwable each : suppressed) {
        if (each != made) {
          made.addSuppressed(each);
        }
      }
    }
  }

  private static final ValueCodec SUPPRESSED = new CollectionCodec(List.class, ANY);
}
