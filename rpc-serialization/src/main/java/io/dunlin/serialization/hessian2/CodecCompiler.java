package io.dunlin.serialization.hessian2;

import io.dunlin.ErrorCode;
import io.dunlin.RpcException;
import io.dunlin.serialization.objects.ClassShape;
import io.dunlin.serialization.objects.Kind;
import io.dunlin.serialization.objects.Maker;
import io.dunlin.serialization.objects.TypeKinds;
import io.dunlin.serialization.objects.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the codecs of types, one per type and contract. Codecs of types that hold themselves exist
 * before they are complete: they are put where they are found first, and completed afterwards.
 */
final class CodecCompiler {
  private final Map<TypeRef, ValueCodec> codecs = new HashMap<>();
  private final Map<Class<?>, WireClass> wireClasses = new HashMap<>();
  private final FieldRuns runs;

  CodecCompiler(FieldRuns runs) {
    this.runs = runs;
  }

  /** The codec of {@code type}. */
  ValueCodec codec(TypeRef type) {
    ValueCodec known = codecs.get(type);
    return known == null ? compile(type) : known;
  }

  private ValueCodec compile(TypeRef type) {
    Class<?> raw = type.raw();
    Kind kind = TypeKinds.of(raw);
    if (kind == null) {
      throw RpcException.of(ErrorCode.TYPE_NOT_CARRIED, type + ": " + TypeKinds.whyNot(raw));
    }
    return switch (kind) {
      case SCALAR -> put(type, ScalarCodecs.of(raw));
      case VALUE -> put(type, Core.codec(raw));
      case ENUM -> put(type, new EnumCodec(raw));
      case OPEN -> put(type, raw == Object.class ? OpenCodec.OBJECT : new OpenCodec(raw));
      case ARRAY -> array(type);
      case COLLECTION -> {
        CollectionCodec codec = put(type, new CollectionCodec(raw));
        codec.init(codec(type.argumentOf(Iterable.class, 0)));
        yield codec;
      }
      case MAP -> {
        MapCodec codec = put(type, new MapCodec(raw));
        codec.init(codec(type.argumentOf(Map.class, 0)), codec(type.argumentOf(Map.class, 1)));
        yield codec;
      }
      case OPTIONAL -> {
        OptionalCodec codec = put(type, new OptionalCodec());
        codec.init(codec(type.argumentOf(raw, 0)));
        yield codec;
      }
      case THROWABLE -> throwable(type);
      case RECORD -> record(type);
      case BEAN -> bean(type);
    };
  }

  private <C extends ValueCodec> C put(TypeRef type, C codec) {
    codecs.put(type, codec);
    return codec;
  }

  private ValueCodec array(TypeRef type) {
    ValueCodec primitives = PrimitiveArrayCodecs.of(type.raw());
    if (primitives != null) {
      return put(type, primitives);
    }
    ArrayCodec codec = put(type, new ArrayCodec(type.raw()));
    codec.init(codec(type.component()));
    return codec;
  }

  private ValueCodec throwable(TypeRef type) {
    List<FieldSlot> slots = new ArrayList<>();
    List<ClassShape.Member> members = ClassShape.members(type);
    ThrowableCodec codec = put(type, new ThrowableCodec(type.raw(), slots, names(members)));
    slots.addAll(slots(members));
    return codec;
  }

  private ValueCodec record(TypeRef type) {
    List<ClassShape.Member> members = ClassShape.members(type);
    RecordCodec codec = put(type, new RecordCodec(type.raw(), wireClass(type, members)));
    List<FieldSlot> slots = slots(members);
    codec.init(
        Maker.record(type.raw()), runs.maker(type.raw(), slots), slots, runs.of(type.raw(), slots));
    return codec;
  }

  private ValueCodec bean(TypeRef type) {
    List<ClassShape.Member> members = ClassShape.members(type);
    BeanCodec codec = put(type, new BeanCodec(type.raw(), wireClass(type, members)));
    List<FieldSlot> slots = slots(members);
    codec.init(
        Maker.bean(type.raw()), runs.maker(type.raw(), slots), slots, runs.of(type.raw(), slots));
    return codec;
  }

  private WireClass wireClass(TypeRef type, List<ClassShape.Member> members) {
    WireClass known = wireClasses.get(type.raw());
    if (known == null) {
      known = new WireClass(type.raw().getName(), names(members));
      wireClasses.put(type.raw(), known);
    }
    return known;
  }

  private static List<String> names(List<ClassShape.Member> members) {
    List<String> names = new ArrayList<>();
    for (ClassShape.Member member : members) {
      names.add(member.name());
    }
    return names;
  }

  private List<FieldSlot> slots(List<ClassShape.Member> members) {
    List<FieldSlot> slots = new ArrayList<>();
    for (ClassShape.Member member : members) {
      ValueCodec field = ScalarCodecs.ofField(member.type().raw());
      slots.add(FieldSlot.of(member, field == null ? codec(member.type()) : field));
    }
    return slots;
  }
}
