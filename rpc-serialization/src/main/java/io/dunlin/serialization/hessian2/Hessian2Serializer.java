package io.dunlin.serialization.hessian2;

import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeRules;
import io.dunlin.serialization.objects.TypeKinds;
import io.dunlin.serialization.objects.TypeRef;
import io.dunlin.serialization.objects.TypeWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hessian 2 as Dubbo's peers speak it, number 2 on the wire and Dubbo's default.
 *
 * <p>Beyond what they understand, {@code Optional} and its primitive kinds travel between Dunlin
 * peers as objects with one field {@code value}, and classes need not be {@code Serializable}.
 */
public final class Hessian2Serializer implements Serializer {
  private final Refusals refusals = new Refusals();
  private final Throwables throwables = new Throwables();
  private final FieldRuns runs = new FieldRuns();
  private final Map<Class<?>, ValueCodec> core = new HashMap<>();

  /** For {@code ServiceLoader}. */
  public Hessian2Serializer() {
    core.putAll(Core.all());
    core.putAll(Core.openContainers());
  }

  @Override
  public String name() {
    return "hessian2";
  }

  @Override
  public int wireId() {
    return 2;
  }

  @Override
  public MethodCodec[] compile(ServiceContract contract, TypeRules rules) {
    CodecCompiler compiler = new CodecCompiler(runs);
    MethodCodec[] codecs = new MethodCodec[contract.methods().size()];
    for (MethodDescriptor method : contract.methods()) {
      TypeWalk.MethodTypes types = TypeWalk.of(contract, method, rules.admitted());
      codecs[method.index()] = methodCodec(compiler, types, rules.limits());
    }
    return codecs;
  }

  private MethodCodec methodCodec(
      CodecCompiler compiler, TypeWalk.MethodTypes types, DecodeLimits limits) {
    List<ValueCodec> arguments = new ArrayList<>();
    for (TypeRef parameter : types.parameters()) {
      arguments.add(parameter == null ? ScalarCodecs.of(void.class) : compiler.codec(parameter));
    }
    Map<Class<?>, ValueCodec> byClass = new HashMap<>(core);
    Map<String, ValueCodec> byName = new HashMap<>();
    for (Class<?> type : types.classes()) {
      ValueCodec codec = compiler.codec(TypeRef.of(type));
      byClass.put(type, codec);
      if (!TypeKinds.isJdk(type) || type.isEnum() || Throwable.class.isAssignableFrom(type)) {
        byName.put(type.getName(), codec);
      }
    }
    Scope scope = new Scope(types.where(), byClass, byName, limits, throwables, refusals);
    return new Hessian2Codec(
        scope, arguments.toArray(new ValueCodec[0]), compiler.codec(types.result()));
  }

  @Override
  public MethodCodec plain(TypeRules rules) {
    Scope scope = new Scope("message", core, Map.of(), rules.limits(), throwables, refusals);
    return new Hessian2Codec(scope, new ValueCodec[0], OpenCodec.OBJECT);
  }
}
