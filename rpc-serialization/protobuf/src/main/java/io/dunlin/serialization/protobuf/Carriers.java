package io.dunlin.serialization.protobuf;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Finds the carrier of each declared type; lives while one service is compiled. */
final class Carriers {
  private final Map<Descriptor, MessageShape> shapes = new HashMap<>();
  private final Map<Class<?>, Carrier> known = new HashMap<>();
  private final Carrier string;
  private final Carrier int32;

  Carriers() {
    Int32Value int32Value = Int32Value.getDefaultInstance();
    string =
        wrapper(
            String.class, StringValue.getDefaultInstance(), StringValue::of, StringValue::getValue);
    int32 = wrapper(Integer.class, int32Value, Int32Value::of, Int32Value::getValue);
    wrapper(Boolean.class, BoolValue.getDefaultInstance(), BoolValue::of, BoolValue::getValue);
    wrapper(
        Byte.class,
        int32Value,
        (Byte value) -> Int32Value.of(value),
        message -> (byte) within(message, Byte.MIN_VALUE, Byte.MAX_VALUE));
    wrapper(
        Short.class,
        int32Value,
        (Short value) -> Int32Value.of(value),
        message -> (short) within(message, Short.MIN_VALUE, Short.MAX_VALUE));
    wrapper(
        Character.class,
        int32Value,
        (Character value) -> Int32Value.of(value),
        message -> (char) within(message, Character.MIN_VALUE, Character.MAX_VALUE));
    wrapper(Long.class, Int64Value.getDefaultInstance(), Int64Value::of, Int64Value::getValue);
    wrapper(Float.class, FloatValue.getDefaultInstance(), FloatValue::of, FloatValue::getValue);
    wrapper(Double.class, DoubleValue.getDefaultInstance(), DoubleValue::of, DoubleValue::getValue);
    wrapper(
        byte[].class,
        BytesValue.getDefaultInstance(),
        (byte[] bytes) -> BytesValue.of(ByteString.copyFrom(bytes)),
        message -> message.getValue().toByteArray());
  }

  private <T, M extends Message> Carrier wrapper(
      Class<T> type, M prototype, Function<T, M> wrap, Function<M, T> unwrap) {
    @SuppressWarnings("unchecked") // a carrier parses nothing but its prototype's class
    Carrier carrier =
        new Carrier(
            type,
            prototype,
            MessageShape.of(prototype.getDescriptorForType(), shapes),
            value -> wrap.apply(type.cast(value)),
            message -> unwrap.apply((M) message));
    known.put(type, carrier);
    known.put(MethodType.methodType(type).unwrap().returnType(), carrier); // int of Integer
    return carrier;
  }

  private static int within(Int32Value message, int min, int max) {
    int value = message.getValue();
    if (value < min || value > max) {
      throw ProtobufErrors.outOfRange(value, min, max);
    }
    return value;
  }

  Carrier string() {
    return string;
  }

  Carrier int32() {
    return int32;
  }

  /**
   * The carrier of {@code type}.
   *
   * @param what the method, for messages
   * @param position its parameter or result, for messages
   */
  Carrier of(Type type, String what, String position) {
    if (!(type instanceof Class<?> declared)) {
      throw ProtobufErrors.notCarried(what, position, type, "is not a generated message");
    }
    Carrier carrier = known.get(declared);
    if (carrier == null) {
      Message prototype = prototype(declared, what, position);
      carrier =
          new Carrier(
              declared,
              prototype,
              MessageShape.of(prototype.getDescriptorForType(), shapes),
              declared.asSubclass(Message.class)::cast,
              message -> message);
      known.put(declared, carrier);
    }
    return carrier;
  }

  private static Message prototype(Class<?> type, String what, String position) {
    if (!MessageLite.class.isAssignableFrom(type)) {
      throw ProtobufErrors.notCarried(what, position, type, "is not a generated message");
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw ProtobufErrors.notCarried(
          what,
          position,
          type,
          "stands for any message, and the wire does not say which one it is");
    }
    if (!Message.class.isAssignableFrom(type)) {
      throw ProtobufErrors.notCarried(
          what, position, type, "was generated for the lite runtime; generate it for the full one");
    }
    try {
      return (Message) type.getMethod("getDefaultInstance").invoke(null);
    } catch (NoSuchMethodException | ClassCastException | NullPointerException e) {
      throw ProtobufErrors.notCarried(
          what, position, type, "has no static getDefaultInstance() as generated messages have");
    } catch (IllegalAccessException e) {
      throw ProtobufErrors.notCarried(
          what, position, type, "cannot be reached: make it public and export its package");
    } catch (InvocationTargetException e) {
      throw ProtobufErrors.notCarried(what, position, type, "does not load: " + e.getCause());
    }
  }
}
