package io.dunlin.serialization.protobuf;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Function;

/**
 * How values of one declared type travel: as which message, and how they get into and out of it.
 */
final class Carrier {
  private final Class<?> type;
  private final Message prototype;
  private final MessageShape shape;
  private final Function<Object, Message> wrap;
  private final Function<Message, Object> unwrap;

  Carrier(
      Class<?> type,
      Message prototype,
      MessageShape shape,
      Function<Object, Message> wrap,
      Function<Message, Object> unwrap) {
    this.type = type;
    this.prototype = prototype;
    this.shape = shape;
    this.wrap = wrap;
    this.unwrap = unwrap;
  }

  /** The declared type, or the wrapper of a primitive one. */
  Class<?> type() {
    return type;
  }

  /** Reads the one class of message that can stand here. */
  Parser<? extends Message> parser() {
    return prototype.getParserForType();
  }

  MessageShape shape() {
    return shape;
  }

  Message wrap(Object value) {
    return wrap.apply(value);
  }

  Object unwrap(Message message) {
    return unwrap.apply(message);
  }
}
