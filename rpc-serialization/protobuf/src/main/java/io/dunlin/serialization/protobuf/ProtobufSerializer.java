package io.dunlin.serialization.protobuf;

import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeRules;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Serialization {@code protobuf}, number 22: a body is a run of Protocol Buffers messages, each
 * behind its length (a varint), as Dubbo 2.7 lays it out:
 *
 * <pre>
 * string, of a request's head or an error text   google.protobuf.StringValue
 * kind of a response                             google.protobuf.Int32Value
 * argument, result                               the declared message
 * attachments                                    { map&lt;string, string&gt; = 1; }
 * exception                                      class name, message, stack trace, cause
 * </pre>
 *
 * <p>Parameters and results are classes generated from {@code .proto} files. Between Dunlin peers
 * they may also be strings, byte arrays, primitives and their wrappers, which travel as the
 * well-known wrapper messages; Dubbo carries generated messages only. Whatever else an interface
 * declares is refused when it is exported or referred to, and so are callback parameters and
 * generic calls. A null result is carried; a null argument is not.
 *
 * <p>Exceptions arrive as {@link io.dunlin.RemoteException}, the declared ones too: what is written
 * of them is text. Messages of one method are parsed as its declared classes and nothing else,
 * without extensions; {@code Any} is never unpacked.
 */
public final class ProtobufSerializer implements Serializer {
  private static final int WIRE_ID = 22;

  /** Made by {@link java.util.ServiceLoader}, or by hand. */
  public ProtobufSerializer() {}

  @Override
  public String name() {
    return "protobuf";
  }

  @Override
  public int wireId() {
    return WIRE_ID;
  }

  @Override
  public MethodCodec[] compile(ServiceContract contract, TypeRules rules) {
    Carriers carriers = new Carriers();
    MethodCodec[] codecs = new MethodCodec[contract.methods().size()];
    for (MethodDescriptor method : contract.methods()) {
      codecs[method.index()] =
          codec(contract.interfaceName() + "." + method, method, carriers, rules);
    }
    return codecs;
  }

  private static MethodCodec codec(
      String what, MethodDescriptor descriptor, Carriers carriers, TypeRules rules) {
    Method method = descriptor.method();
    if (method == null) {
      throw ProtobufErrors.generic(what);
    }
    if (!descriptor.callbackParameters().isEmpty()) {
      throw ProtobufErrors.callback(what, descriptor.callbackParameters().get(0));
    }
    Class<?>[] parameters = method.getParameterTypes();
    Carrier[] arguments = new Carrier[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = carriers.of(parameters[i], what, "parameter " + i);
    }
    return new ProtobufCodec(
        what, arguments, result(what, descriptor, method, carriers), carriers, rules.limits());
  }

  private static @Nullable Carrier result(
      String what, MethodDescriptor descriptor, Method method, Carriers carriers) {
    Type type = method.getGenericReturnType();
    if (descriptor.shape() == MethodDescriptor.Shape.FUTURE) {
      if (!(type instanceof ParameterizedType future)) {
        throw ProtobufErrors.notCarried(
            what, "result", type, "does not say what it is a future of");
      }
      type = future.getActualTypeArguments()[0];
    }
    if (type == void.class || type == Void.class) {
      return null;
    }
    return carriers.of(type, what, "result");
  }

  @Override
  public MethodCodec plain(TypeRules rules) {
    return new ProtobufCodec("", new Carrier[0], null, new Carriers(), rules.limits());
  }
}
