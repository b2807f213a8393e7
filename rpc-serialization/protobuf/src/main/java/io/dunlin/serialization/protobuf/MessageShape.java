package io.dunlin.serialization.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message's bytes mean as far as it takes to tell how much they will make: which fields hold
 * messages, text, or packed numbers. Immutable once the service is compiled; refers to itself where
 * messages nest in themselves.
 */
final class MessageShape {
  /** A message of which no field is known. */
  static final MessageShape UNKNOWN = new MessageShape(0);

  /** What stands in a field. */
  enum Kind {
    UNKNOWN,
    VARINT,
    FIXED32,
    FIXED64,
    STRING,
    BYTES,
    MESSAGE,
    GROUP
  }

  private final int[] numbers;
  private final Kind[] kinds;
  private final @Nullable MessageShape[] nested;

  private MessageShape(int fields) {
    this.numbers = new int[fields];
    this.kinds = new Kind[fields];
    this.nested = new MessageShape[fields];
  }

  /** The shape of {@code type}; {@code known} are those made before, and gets new ones. */
  static MessageShape of(Descriptor type, Map<Descriptor, MessageShape> known) {
    MessageShape made = known.get(type);
    if (made != null) {
      return made;
    }
    List<FieldDescriptor> fields =
        type.getFields().stream()
            .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
            .toList();
    MessageShape shape = new MessageShape(fields.size());
    known.put(type, shape);
    for (int i = 0; i < fields.size(); i++) {
      FieldDescriptor field = fields.get(i);
      shape.numbers[i] = field.getNumber();
      shape.kinds[i] = kind(field);
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        shape.nested[i] = of(field.getMessageType(), known);
      }
    }
    return shape;
  }

  private static Kind kind(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> Kind.STRING;
      case BYTES -> Kind.BYTES;
      case MESSAGE -> Kind.MESSAGE;
      case GROUP -> Kind.GROUP;
      case FIXED32, SFIXED32, FLOAT -> Kind.FIXED32;
      case FIXED64, SFIXED64, DOUBLE -> Kind.FIXED64;
      default -> Kind.VARINT;
    };
  }

  /** Index of the field of this number, or negative if it is unknown. */
  int find(int number) {
    int index = number - 1; // where it is in most messages
    if (index >= 0 && index < numbers.length && numbers[index] == number) {
      return index;
    }
    return Arrays.binarySearch(numbers, number);
  }

  /** Kind of the field that {@link #find} found. */
  Kind kind(int index) {
    return index < 0 ? Kind.UNKNOWN : kinds[index];
  }

  /** Shape of the messages in a field; {@link #UNKNOWN} if it holds none. */
  MessageShape nested(int index) {
    MessageShape shape = index < 0 ? null : nested[index];
    return shape == null ? UNKNOWN : shape;
  }
}
