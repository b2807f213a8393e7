package io.dunlin.serialization.hessian2;

import io.dunlin.serialization.objects.ClassShape;
import io.dunlin.serialization.objects.Maker;
import io.dunlin.serialization.objects.TypeRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generates, for each users' class, code that moves its fields without reflection and without
 * boxes: one hidden class per run of fields that one class declares, a nest mate of that class so
 * that private fields are within reach. A class whose loader cannot see ours is served by
 * reflection, and so is one in a module other than ours, where one of the two is named: the JDK
 * lets nobody define a nest mate across modules. On the class path both are in the unnamed one.
 */
final class FieldRuns {
  /** Fields per generated class; a method may have 64 Ki bytes, a field needs about twenty. */
  private static final int MAX_FIELDS = 256;

  private final ClassValue<List<RunClass>> generated =
      new ClassValue<>() {
        @Override
        protected List<RunClass> computeValue(Class<?> type) {
          return generate(type);
        }
      };

  /**
   * A run of fields.
   *
   * @param from index of its first field among the class's
   * @param to index behind its last field
   * @param constructor takes the codecs of the fields; null if nothing could be generated
   * @param reads whether the generated class reads as well as writes
   */
  private record RunClass(int from, int to, @Nullable Constructor<?> constructor, boolean reads) {}

  /** The runs of {@code type}, which together have all {@code slots} in order. */
  List<FieldRun> of(Class<?> type, List<FieldSlot> slots) {
    List<FieldRun> runs = new ArrayList<>();
    for (RunClass run : generated.get(type)) {
      FieldSlot[] own = slots.subList(run.from, run.to).toArray(new FieldSlot[0]);
      Constructor<?> constructor = run.constructor;
      if (constructor == null) {
        runs.add(FieldRun.of(own));
      } else {
        FieldRun made = instance(constructor, own);
        runs.add(run.reads ? made : FieldRun.of(made, own));
      }
    }
    return runs;
  }

  private static FieldRun instance(Constructor<?> constructor, FieldSlot[] slots) {
    ValueCodec[] codecs = new ValueCodec[slots.length];
    for (int i = 0; i < codecs.length; i++) {
      codecs[i] = slots[i].codec();
    }
    return (FieldRun) Maker.make(constructor, (Object) codecs);
  }

  /**
   * What makes instances of {@code type}: generated code, or null if there is none for it. A bean
   * without a constructor that takes nothing has none.
   */
  @Nullable FieldRun maker(Class<?> type, List<FieldSlot> slots) {
    if (!canSeeUs(type)
        || slots.size() > MAX_FIELDS
        || (!type.isRecord() && Maker.defaultConstructor(type) == null)) {
      return null;
    }
    FieldSlot[] components = type.isRecord() ? slots.toArray(new FieldSlot[0]) : new FieldSlot[0];
    List<Field> fields = new ArrayList<>();
    for (FieldSlot component : components) {
      fields.add(component.field());
    }
    Constructor<?> constructor = define(type, RunClassFile.maker(type, fields));
    return constructor == null ? null : instance(constructor, components);
  }

  private static List<RunClass> generate(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (ClassShape.Member member : ClassShape.members(TypeRef.of(type))) {
      fields.add(member.field());
    }
    List<RunClass> runs = new ArrayList<>();
    int from = 0;
    while (from < fields.size()) {
      Class<?> owner = fields.get(from).getDeclaringClass();
      int to = from + 1;
      while (to < fields.size()
          && to - from < MAX_FIELDS
          && fields.get(to).getDeclaringClass() == owner) {
        to++;
      }
      List<Field> own = fields.subList(from, to);
      boolean reads = own.stream().noneMatch(field -> Modifier.isFinal(field.getModifiers()));
      Constructor<?> constructor =
          canSeeUs(owner) ? define(owner, RunClassFile.run(owner, own, reads)) : null;
      runs.add(new RunClass(from, to, constructor, reads));
      from = to;
    }
    return List.copyOf(runs);
  }

  private static boolean canSeeUs(Class<?> owner) {
    ClassLoader loader = owner.getClassLoader();
    if (loader == null || owner.getModule().isNamed() || FieldRuns.class.getModule().isNamed()) {
      return false;
    }
    try {
      return Class.forName(FieldRun.class.getName(), false, loader) == FieldRun.class;
    } catch (ClassNotFoundException | LinkageError unseen) {
      return false;
    }
  }

  private static @Nullable Constructor<?> define(Class<?> owner, byte[] bytes) {
    try {
      MethodHandles.Lookup lookup =
          Maker.lookupIn(owner).defineHiddenClass(bytes, false, ClassOption.NESTMATE);
      Constructor<?> constructor = lookup.lookupClass().getDeclaredConstructor(ValueCodec[].class);
      constructor.setAccessible(true);
      return constructor;
    } catch (IllegalAccessException | NoSuchMethodException | LinkageError refused) {
      // Slower and otherwise the same: the slots serve.
      return null;
    }
  }

  /** For tests: whether code was generated for all fields of {@code type}. */
  boolean isGenerated(Class<?> type) {
    return generated.get(type).stream().allMatch(run -> run.constructor != null);
  }
}
