package io.dunlin.transport;

import io.dunlin.RpcCallback;
import io.dunlin.RpcMethod;
import java.util.concurrent.CompletableFuture;

/** The service that these tests call. */
public interface Demo {
  String hello(String name);

  int add(int a, int b);

  void ping();

  String fail(String message);

  String attachment(String key);

  CompletableFuture<String> later(String value);

  String big(int chars);

  /** Returns when the test lets it. */
  String held(String value);

  @RpcMethod(oneway = true)
  void fire(String value);

  void watch(String key, @RpcCallback Listener listener);

  /** Is called back. */
  interface Listener {
    String progress(String step, int percent);
  }
}
