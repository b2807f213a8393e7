package io.dunlin.serialization.protobuf;

import io.dunlin.serialization.BodyReader;
import io.dunlin.serialization.BodyWriter;
import io.dunlin.serialization.ByteSink;
import io.dunlin.serialization.DecodeLimits;
import io.dunlin.serialization.MethodCodec;
import org.jspecify.annotations.Nullable;

/** The codec of one method, or of what belongs to none. */
final class ProtobufCodec implements MethodCodec {
  private final String valueName;
  private final String exceptionName;
  private final String attachmentsName;
  private final Carrier[] arguments;
  private final String[] argumentNames;
  private final @Nullable Carrier result;
  private final String resultName;
  private final Carrier string;
  private final Carrier int32;
  private final DecodeLimits limits;

  /**
   * A codec.
   *
   * @param what the method, for messages; empty for what belongs to no method
   * @param result null for a method that returns nothing
   */
  ProtobufCodec(
      String what,
      Carrier[] arguments,
      @Nullable Carrier result,
      Carriers carriers,
      DecodeLimits limits) {
    String whole = what.isEmpty() ? "a message" : what;
    this.valueName = "a value of " + whole;
    this.exceptionName = "exception of " + whole;
    this.attachmentsName = "attachments of " + whole;
    this.arguments = arguments;
    this.argumentNames = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      argumentNames[i] = "argument " + i + " of " + whole;
    }
    this.result = result;
    this.resultName = "result of " + whole;
    this.string = carriers.string();
    this.int32 = carriers.int32();
    this.limits = limits;
  }

  @Override
  public BodyWriter writer(ByteSink sink) {
    return new ProtobufWriter(this, sink);
  }

  @Override
  public BodyReader reader(byte[] bytes, int from, int to) {
    return new ProtobufReader(this, bytes, from, to);
  }

  String valueName() {
    return valueName;
  }

  String exceptionName() {
    return exceptionName;
  }

  String attachmentsName() {
    return attachmentsName;
  }

  /** Carrier of the parameter {@code index}, or null if there is none such. */
  @Nullable Carrier argument(int index) {
    return index < arguments.length ? arguments[index] : null;
  }

  String argumentName(int index) {
    return index < arguments.length ? argumentNames[index] : "argument " + index;
  }

  /** Carrier of the result, or null if there is none. */
  @Nullable Carrier result() {
    return result;
  }

  String resultName() {
    return resultName;
  }

  Carrier string() {
    return string;
  }

  Carrier int32() {
    return int32;
  }

  DecodeLimits limits() {
    return limits;
  }
}
