package org.sample.wire;

import io.dunlin.RpcCallback;
import io.dunlin.RpcTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** As at the recorded peers, with what our closed world wants to be told. */
public interface DemoService {
  String sayHello(String name);

  long twice(long value);

  int add(int a, int b);

  @RpcTypes(Address.class)
  Order echoOrder(Order order);

  String describe(int v);

  String describe(String v);

  String describe(Object v);

  String longText(String text);

  byte[] bytes(byte[] data);

  void ping();

  void store(String value);

  String nothing();

  String failChecked(String message) throws DemoException;

  String failRuntime(String message);

  String failDeclaredRuntime(String message) throws DemoDeclaredException;

  String failJdk(String message);

  String slow(int millis);

  CompletableFuture<String> later(String value);

  void fire(String value);

  String attachment(String key);

  List<Address> addresses(List<Address> list);

  Map<String, Integer> counts(Map<String, Integer> map);

  Set<String> names(Set<String> set);

  int[] ints(int[] data);

  String[] strings(String[] data);

  Address[] addressArray(Address[] data);

  @RpcTypes({Address.class, Color.class})
  Object any(Object value);

  void watch(String key, @RpcCallback ProgressListener listener);

  String big(int size);

  FloatPair floats(FloatPair pair);
}
