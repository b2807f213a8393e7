package org.sample.birds;

import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The service on either side, and the calls that every consumer makes of it. */
public final class Birds implements BirdService {
  private static final String DUNLIN = "Calidris alpina, Alpenstrandläufer 🐦";

  private final List<String> names = new CopyOnWriteArrayList<>();

  @Override
  public Struct describe(StringValue name, Timestamp seen) {
    names.add(name.getValue());
    return Struct.newBuilder()
        .putFields("name", text(name.getValue()))
        .putFields("seen", text(seen.getSeconds() + "." + seen.getNanos()))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  @Override
  public ListValue all() {
    ListValue.Builder all = ListValue.newBuilder();
    names.forEach(name -> all.addValues(text(name)));
    return all.build();
  }

  @Override
  public StringValue find(StringValue name) {
    return name.getValue().isEmpty() ? null : name;
  }

  @Override
  public StringValue fail(StringValue text) {
    throw new IllegalArgumentException(text.getValue(), new IllegalStateException("deeper"));
  }

  @Override
  public CompletableFuture<StringValue> later(StringValue name) {
    return CompletableFuture.supplyAsync(() -> name);
  }

  @Override
  public void forget(StringValue name) {
    names.remove(name.getValue());
  }

  /**
   * Makes every kind of call.
   *
   * @throws IllegalStateException naming the first answer that is not what it should be
   */
  public static void call(BirdService birds) {
    StringValue name = StringValue.of(DUNLIN);
    Struct described =
        birds.describe(name, Timestamp.newBuilder().setSeconds(-1).setNanos(7).build());
    check("name", described.getFieldsOrThrow("name").getStringValue(), DUNLIN);
    check("seen", described.getFieldsOrThrow("seen").getStringValue(), "-1.7");
    check("all", birds.all(), ListValue.newBuilder().addValues(text(DUNLIN)).build());
    check("found", birds.find(name), name);
    check("null", birds.find(StringValue.getDefaultInstance()), null);
    check("long", birds.find(StringValue.of("x".repeat(300_000))).getValue().length(), 300_000);
    check("later", birds.later(name).join(), name);
    birds.forget(name);
    check("none", birds.all(), ListValue.getDefaultInstance());
  }

  private static void check(String what, Object found, Object expected) {
    if (!java.util.Objects.equals(found, expected)) {
      throw new IllegalStateException(what + ": " + found + " (expected: " + expected + ")");
    }
  }
}
