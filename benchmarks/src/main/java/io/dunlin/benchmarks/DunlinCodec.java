package io.dunlin.benchmarks;

import io.dunlin.Attachments;
import io.dunlin.Extensions;
import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import io.dunlin.samples.user.UserService;
import io.dunlin.samples.user.provider.UserServiceImpl;
import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.MethodCodec;
import io.dunlin.serialization.Serializer;
import io.dunlin.serialization.TypeRules;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Dunlin's hessian2. */
final class DunlinCodec implements Codec {
  private static final int INITIAL_BYTES = 256;
  private static final int MAX_BYTES = 1 << 20;
  private static final int VALUE_WITH_ATTACHMENTS = 4;

  private final MethodDescriptor method;
  private final Object[] arguments;
  private final @Nullable Object answer;
  private final MethodCodec codec;
  private final Attachments requestAttachments;
  private final Attachments answerAttachments;
  private final ByteSink sink = ByteSink.heap(INITIAL_BYTES, MAX_BYTES);
  private final byte[] request;
  private final byte[] encodedAnswer;

  DunlinCodec(Operation operation) {
    Serializer serializer =
        Extensions.of("serializer", ServiceLoader.load(Serializer.class)).get("hessian2");
    ServiceContract contract = ServiceContract.of(UserService.class);
    this.method = contract.methods(operation.method()).get(0);
    this.arguments = operation.arguments();
    this.answer = operation.call(new UserServiceImpl());
    this.codec = serializer.compile(contract, TypeRules.DEFAULT)[method.index()];
    String name = contract.interfaceName();
    this.requestAttachments =
        Attachments.of("path", name).with("interface", name).with("version", "0.0.0");
    this.answerAttachments = Attachments.of("dubbo", PROTOCOL_VERSION);
    int requestBytes = encodeRequest(); // may replace the sink's array
    this.request = Arrays.copyOf(sink.array(), requestBytes);
    int answerBytes = encodeAnswer();
    this.encodedAnswer = Arrays.copyOf(sink.array(), answerBytes);
  }

  @Override
  public int encodeRequest() {
    sink.position(0);
    BodyWriter writer = codec.writer(sink);
    writer.writeString(PROTOCOL_VERSION);
    writer.writeString(UserService.class.getName());
    writer.writeString("0.0.0");
    writer.writeString(method.name());
    writer.writeString(method.parameterDescriptor());
    for (int i = 0; i < arguments.length; i++) {
      writer.writeArgument(i, arguments[i]);
    }
    writer.writeAttachments(requestAttachments);
    return sink.position();
  }

  @Override
  public int encodeAnswer() {
    sink.position(0);
    BodyWriter writer = codec.writer(sink);
    writer.writeInt(VALUE_WITH_ATTACHMENTS);
    writer.writeResult(answer);
    writer.writeAttachments(answerAttachments);
    return sink.position();
  }

  @Override
  public @Nullable Object decodeRequest() {
    BodyReader reader = codec.reader(request, 0, request.length);
    for (int i = 0; i < 5; i++) { // the five strings of the head
      reader.readString();
    }
    Object last = null;
    for (int i = 0; i < arguments.length; i++) {
      last = reader.readArgument(i);
    }
    reader.readAttachments();
    return last;
  }

  @Override
  public @Nullable Object decodeAnswer() {
    BodyReader reader = codec.reader(encodedAnswer, 0, encodedAnswer.length);
    reader.readInt();
    Object value = reader.readResult();
    reader.readAttachments();
    return value;
  }
}
