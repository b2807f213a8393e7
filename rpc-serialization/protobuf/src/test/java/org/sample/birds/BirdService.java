package org.sample.birds;

import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import java.util.concurrent.CompletableFuture;

/** A service of generated messages, which Dubbo's protobuf serialization can carry as well. */
public interface BirdService {
  /** A struct of both arguments. */
  Struct describe(StringValue name, Timestamp seen);

  /** All that were named so far. */
  ListValue all();

  /** Null if {@code name} is empty, and what it was given otherwise. */
  StringValue find(StringValue name);

  /** Fails with an {@link IllegalArgumentException} that holds the text. */
  StringValue fail(StringValue text);

  /** What it was given, later. */
  CompletableFuture<StringValue> later(StringValue name);

  /** Nothing. */
  void forget(StringValue name);
}
