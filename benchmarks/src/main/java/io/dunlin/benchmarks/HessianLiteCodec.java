package io.dunlin.benchmarks;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import io.dunlin.ServiceContract;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.UserServiceImpl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hessian as Dubbo drives it: one factory for all messages, a new output or input for each. */
final class HessianLiteCodec implements Codec {
  private static final int INITIAL_BYTES = 8192;
  private static final int VALUE_WITH_ATTACHMENTS = 4;

  private final String method;
  private final String descriptor;
  private final Object[] arguments;
  private final Class<?>[] types;
  private final @Nullable Object answer;
  private final SerializerFactory factory = new SerializerFactory();
  private final Map<String, String> requestAttachments = new TreeMap<>();
  private final Map<String, String> answerAttachments = Map.of("dubbo", PROTOCOL_VERSION);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
  private final byte[] request;
  private final byte[] encodedAnswer;

  HessianLiteCodec(Operation operation) throws IOException {
    var contract = ServiceContract.of(UserService.class).methods(operation.method()).get(0);
    this.method = contract.name();
    this.descriptor = contract.parameterDescriptor();
    this.arguments = operation.arguments();
    this.types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i].getClass();
    }
    this.answer = operation.call(new UserServiceImpl());
    String name = UserService.class.getName();
    requestAttachments.putAll(Map.of("path", name, "interface", name, "version", "0.0.0"));
    encodeRequest();
    this.request = bytes.toByteArray();
    encodeAnswer();
    this.encodedAnswer = bytes.toByteArray();
  }

  private Hessian2Output output() {
    bytes.reset();
    Hessian2Output output = new Hessian2Output(bytes);
    output.setSerializerFactory(factory);
    return output;
  }

  private Hessian2Input input(byte[] message) {
    Hessian2Input input = new Hessian2Input(new ByteArrayInputStream(message));
    input.setSerializerFactory(factory);
    return input;
  }

  @Override
  public int encodeRequest() throws IOException {
    Hessian2Output output = output();
    output.writeString(PROTOCOL_VERSION);
    output.writeString(UserService.class.getName());
    output.writeString("0.0.0");
    output.writeString(method);
    output.writeString(descriptor);
    for (Object argument : arguments) {
      output.writeObject(argument);
    }
    output.writeObject(requestAttachments);
    output.flushBuffer();
    return bytes.size();
  }

  @Override
  public int encodeAnswer() throws IOException {
    Hessian2Output output = output();
    output.writeInt(VALUE_WITH_ATTACHMENTS);
    output.writeObject(answer);
    output.writeObject(answerAttachments);
    output.flushBuffer();
    return bytes.size();
  }

  @Override
  public @Nullable Object decodeRequest() throws IOException {
    Hessian2Input input = input(request);
    for (int i = 0; i < 5; i++) { // the five strings of the head
      input.readString();
    }
    Object last = null;
    for (Class<?> type : types) {
      last = input.readObject(type);
    }
    input.readObject(Map.class);
    return last;
  }

  @Override
  public @Nullable Object decodeAnswer() throws IOException {
    Hessian2Input input = input(encodedAnswer);
    input.readInt();
    Object value = input.readObject();
    input.readObject(Map.class);
    return value;
  }
}
