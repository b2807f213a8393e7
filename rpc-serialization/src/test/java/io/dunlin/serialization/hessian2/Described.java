package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Compares a value with the notation of the recorded frames' independent decoding. */
final class Described {
  private final Map<Integer, Object> byNumber = new HashMap<>();

  void assertSame(Object value, JsonNode described) throws Exception {
    if (described == null || described.isNull()) {
      assertThat(value).isNull();
    } else if (described.isBoolean()) {
      assertThat(value).isEqualTo(described.asBoolean());
    } else if (described.isTextual()) {
      assertThat(String.valueOf(value)).isEqualTo(described.asText());
    } else if (described.has("int") || described.has("long")) {
      long number =
          described.has("int") ? described.get("int").asLong() : described.get("long").asLong();
      assertThat(((Number) value).longValue()).isEqualTo(number);
    } else if (described.has("double")) {
      double number = described.get("double").asDouble();
      if (value instanceof Float f) {
        assertThat(f).isEqualTo((float) number);
      } else {
        assertThat(value).isEqualTo(number);
      }
    } else if (described.has("dateMillis")) {
      assertThat(value).isEqualTo(new Date(described.get("dateMillis").asLong()));
    } else if (described.has("bytes")) {
      assertThat((byte[]) value)
          .isEqualTo(HexFormat.of().parseHex(described.get("bytes").asText()));
    } else if (described.has("ref")) {
      assertThat(value).isSameAs(byNumber.get(described.get("ref").asInt()));
    } else if (described.has("list")) {
      remember(value, described);
      assertList(value, described.get("list"));
    } else if (described.has("map")) {
      remember(value, described);
      assertMap((Map<?, ?>) value, described.get("map"));
    } else if (described.has("object")) {
      remember(value, described);
      assertObject(value, described);
    } else {
      assertDigest(value, described);
    }
  }

  private void remember(Object value, JsonNode described) {
    if (described.has("refId")) {
      byNumber.put(described.get("refId").asInt(), value);
    }
  }

  private void assertList(Object value, JsonNode elements) throws Exception {
    Object[] found;
    if (value instanceof Collection<?> values) {
      found = values.toArray();
    } else {
      found = new Object[Array.getLength(value)];
      for (int i = 0; i < found.length; i++) {
        found[i] = Array.get(value, i);
      }
    }
    assertThat(found).hasSize(elements.size());
    for (int i = 0; i < found.length; i++) {
      assertSame(found[i], elements.get(i));
    }
  }

  private void assertMap(Map<?, ?> map, JsonNode entries) throws Exception {
    assertThat(map).hasSize(entries.size());
    for (JsonNode entry : entries) {
      String key = entry.get(0).asText();
      assertThat(map.containsKey(key)).as(key).isTrue();
      assertSame(map.get(key), entry.get(1));
    }
  }

  private void assertObject(Object value, JsonNode described) throws Exception {
    String name = described.get("object").asText();
    JsonNode fields = described.get("fields");
    if (value instanceof Enum<?> constant) {
      assertThat(constant.getDeclaringClass().getName()).isEqualTo(name);
      assertThat(constant.name()).isEqualTo(fields.get(0).get(1).asText());
    } else if (value instanceof BigDecimal number) {
      assertThat(number).isEqualTo(new BigDecimal(fields.get(0).get(1).asText()));
    } else if (value instanceof Class<?> type) {
      assertThat(type.getName()).isEqualTo(fields.get(0).get(1).asText());
    } else if (value instanceof LocalDate date) {
      assertThat(date).isEqualTo(LocalDate.of(2024, 2, 29));
    } else if (value instanceof LocalDateTime time) {
      assertThat(time).isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59, 58, 123456789));
    } else {
      assertThat(value.getClass().getName()).isEqualTo(name);
      for (JsonNode field : fields) {
        assertSame(get(value, field.get(0).asText()), field.get(1));
      }
    }
  }

  private static Object get(Object owner, String name) throws Exception {
    for (Field field : owner.getClass().getDeclaredFields()) {
      if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        return field.get(owner);
      }
    }
    throw new AssertionError(name);
  }

  /** Long strings and binaries are described by their length and digest. */
  private static void assertDigest(Object value, JsonNode described) throws Exception {
    byte[] bytes =
        value instanceof byte[] binary
            ? binary
            : ((String) value).getBytes(StandardCharsets.UTF_16BE);
    String found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(described.toString()).contains(found);
  }
}
