package io.dunlin.serialization.hessian2;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.TypeRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One interface's codecs by method name, and the real library beside them. */
final class Wire {
  private final Map<String, MethodCodec> codecs = new HashMap<>();
  private final Map<String, Class<?>> types = new HashMap<>();

  Wire(Class<?> api) {
    this(api, TypeRules.DEFAULT);
  }

  Wire(Class<?> api, TypeRules rules) {
    ServiceContract contract = ServiceContract.of(api);
    MethodCodec[] compiled = new Hessian2Serializer().compile(contract, rules);
    List<MethodDescriptor> methods = contract.methods();
    for (int i = 0; i < compiled.length; i++) {
      codecs.put(methods.get(i).name(), compiled[i]);
      types.put(methods.get(i).name(), methods.get(i).method().getReturnType());
    }
  }

  MethodCodec codec(String method) {
    return codecs.get(method);
  }

  Class<?> type(String method) {
    return types.get(method);
  }

  byte[] write(String method, Object value) {
    ByteSink sink = ByteSink.heap(16, 1 << 27);
    BodyWriter out = codec(method).writer(sink);
    out.writeResult(value);
    return Arrays.copyOf(sink.array(), sink.position());
  }

  Object read(String method, byte[] bytes) {
    return codec(method).reader(bytes, 0, bytes.length).readResult();
  }

  Object roundTrip(String method, Object value) {
    return read(method, write(method, value));
  }

  static byte[] realWrite(Object... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Hessian2Output out = new Hessian2Output(bytes);
    out.setSerializerFactory(factory());
    for (Object value : values) {
      out.writeObject(value);
    }
    out.flush();
    return bytes.toByteArray();
  }

  static Object realRead(byte[] bytes, Class<?> declared) throws IOException {
    Hessian2Input in = new Hessian2Input(new ByteArrayInputStream(bytes));
    in.setSerializerFactory(factory());
    return in.readObject(declared);
  }

  private static SerializerFactory factory() {
    SerializerFactory factory = new SerializerFactory();
    factory.setAllowNonSerializable(true);
    return factory;
  }
}
