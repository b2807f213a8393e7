package io.dunlin.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.MethodDescriptor;
import io.dunlin.ServiceContract;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyFactoryTest {
  static Stream<ProxyFactory> factories() {
    return Stream.of(new JavassistProxyFactory(), new JdkProxyFactory());
  }

  interface Everything extends Inherited<String> {
    boolean bool(boolean value);

    byte int8(byte value);

    char unit(char value);

    short int16(short value);

    int int32(int value);

    long int64(long value);

    float real(float value);

    double wide(double value);

    String text(String value);

    int[][] grid(int[][] value);

    Map.Entry<String, Integer>[] entries(Map.Entry<String, Integer>[] value);

    void nothing();

    long sum(int a, long b, short c, double d);

    String overloaded(int value);

    String overloaded(String value);

    String overloaded(List<String> value);

    void fails() throws IOException;

    default String withDefault() {
      return "interface";
    }

    static String notRemote() {
      return "static";
    }
  }

  interface Inherited<T> {
    T inherited(T value);
  }

  static class Implementation implements Everything {
    @Override
    public boolean bool(boolean value) {
      return !value;
    }

    @Override
    public byte int8(byte value) {
      return (byte) (value + 1);
    }

    @Override
    public char unit(char value) {
      return (char) (value + 1);
    }

    @Override
    public short int16(short value) {
      return (short) (value + 1);
    }

    @Override
    public int int32(int value) {
      return value + 1;
    }

    @Override
    public long int64(long value) {
      return value + 1;
    }

    @Override
    public float real(float value) {
      return value + 1;
    }

    @Override
    public double wide(double value) {
      return value + 1;
    }

    @Override
    public String text(String value) {
      return value + "!";
    }

    @Override
    public int[][] grid(int[][] value) {
      return value;
    }

    @Override
    public Map.Entry<String, Integer>[] entries(Map.Entry<String, Integer>[] value) {
      return value;
    }

    @Override
    public void nothing() {}

    @Override
    public long sum(int a, long b, short c, double d) {
      return a + b + c + (long) d;
    }

    @Override
    public String overloaded(int value) {
      return "int";
    }

    @Override
    public String overloaded(String value) {
      return "String";
    }

    @Override
    public String overloaded(List<String> value) {
      return "List";
    }

    @Override
    public void fails() throws IOException {
      throw new IOException("as declared");
    }

    @Override
    public String inherited(String value) {
      return "inherited " + value;
    }
  }

  /** A proxy whose methods call the implementation through the factory's own callers. */
  private static Everything throughBoth(ProxyFactory factory) {
    ServiceContract contract = ServiceContract.of(Everything.class);
    BiFunction<Object, Object[], Object>[] callers = factory.newMethodCallers(contract);
    Implementation target = new Implementation();
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Object[], Object>[] plans = new Function[contract.methods().size()];
    for (MethodDescriptor method : contract.methods()) {
      plans[method.index()] = arguments -> callers[method.index()].apply(target, arguments);
    }
    return (Everything) factory.newProxy(contract, plans, "reference to everything");
  }

  @ParameterizedTest
  @MethodSource("factories")
  void everyKindOfParameterAndResultPassesThroughProxyAndCaller(ProxyFactory factory) {
    Everything proxy = throughBoth(factory);
    assertThat(proxy.bool(true)).isFalse();
    assertThat(proxy.int8((byte) 1)).isEqualTo((byte) 2);
    assertThat(proxy.unit('a')).isEqualTo('b');
    assertThat(proxy.int16((short) 1)).isEqualTo((short) 2);
    assertThat(proxy.int32(1)).isEqualTo(2);
    assertThat(proxy.int64(1L << 40)).isEqualTo((1L << 40) + 1);
    assertThat(proxy.real(1.5f)).isEqualTo(2.5f);
    assertThat(proxy.wide(1.5)).isEqualTo(2.5);
    assertThat(proxy.text("a")).isEqualTo("a!");
    assertThat(proxy.text(null)).isEqualTo("null!");
    int[][] grid = {{1}, {2, 3}};
    assertThat(proxy.grid(grid)).isSameAs(grid);
    assertThat(proxy.entries(null)).isNull();
    proxy.nothing();
    assertThat(proxy.sum(1, 2, (short) 3, 4)).isEqualTo(10);
    assertThat(proxy.overloaded(1)).isEqualTo("int");
    assertThat(proxy.overloaded("1")).isEqualTo("String");
    assertThat(proxy.overloaded(Arrays.asList("1"))).isEqualTo("List");
    assertThat(proxy.inherited("x")).isEqualTo("inherited x");
    assertThat(proxy.withDefault()).isEqualTo("interface");
  }

  @ParameterizedTest
  @MethodSource("factories")
  void checkedExceptionArrivesAsItWasThrown(ProxyFactory factory) {
    Everything proxy = throughBoth(factory);
    assertThatThrownBy(proxy::fails)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("as declared");
  }

  private static Object copyOf(Object reference) {
    return reference;
  }

  @ParameterizedTest
  @MethodSource("factories")
  void identityMethodsAreAnsweredByTheProxyItself(ProxyFactory factory) {
    Everything one = throughBoth(factory);
    Everything other = throughBoth(factory);
    assertThat(one.equals(copyOf(one))).isTrue();
    assertThat(one).isNotEqualTo(other).hasToString("reference to everything");
    assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void interfaceOfTheJdkIsServedThoughNothingCanBeDefinedBesideIt(ProxyFactory factory)
      throws Exception {
    ServiceContract contract = ServiceContract.of(Callable.class);
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Object[], Object>[] plans = new Function[] {arguments -> "called"};
    Callable<?> proxy = (Callable<?>) factory.newProxy(contract, plans, "");
    assertThat(proxy.call()).isEqualTo("called");
    Callable<String> target = () -> "target";
    assertThat(factory.newMethodCallers(contract)[0].apply(target, new Object[0]))
        .isEqualTo("target");
  }
}
