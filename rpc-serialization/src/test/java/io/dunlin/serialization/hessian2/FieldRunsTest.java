package io.dunlin.serialization.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.serialization.hessian2.Samples.Derived;
import io.dunlin.serialization.hessian2.Samples.Everything;
import io.dunlin.serialization.hessian2.Samples.Fixed;
import io.dunlin.serialization.hessian2.Samples.Page;
import io.dunlin.serialization.hessian2.Samples.Plain;
import io.dunlin.serialization.hessian2.Samples.Point;
import io.dunlin.serialization.hessian2.Samples.Wide;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sample.wire.Order;

/** Code generated for users' classes. */
class FieldRunsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Plain.class,
        Derived.class,
        Point.class,
        Wide.class,
        Page.class,
        Fixed.class,
        Order.class
      })
  void codeIsGeneratedForPrivateFieldsInEveryPackage(Class<?> type) {
    assertThat(new FieldRuns().isGenerated(type)).isTrue();
  }

  /** Loads one class itself, without being able to see ours. */
  private static final class Blind extends ClassLoader {
    Blind() {
      super(ClassLoader.getPlatformClassLoader());
    }

    Class<?> define(Class<?> type) throws IOException {
      String file = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(type.getName(), bytes, 0, bytes.length);
      }
    }
  }

  @Test
  void classWhoseLoaderCannotSeeOursIsServedByReflection() throws Exception {
    Class<?> alien = new Blind().define(Plain.class);
    assertThat(alien).isNotSameAs(Plain.class);
    assertThat(new FieldRuns().isGenerated(alien)).isFalse();
  }

  @Test
  void fieldsOfEveryPrimitiveTypeAreMoved() {
    Many many = new Many();
    many.a = 5;
    many.h = "h";
    many.i = true;
    many.j = '\u00e9';
    interface Api {
      Many many(Many v);
    }
    assertThat(new Wire(Api.class).roundTrip("many", many))
        .usingRecursiveComparison()
        .isEqualTo(many);
  }

  static class Many {
    int a;
    long b = Long.MIN_VALUE;
    short c = -5;
    byte d = 7;
    float e = 1.5f;
    double f = -0.25;
    Integer g = 9;
    String h;
    boolean i;
    char j;
    int[] k = {1, 2};
    Plain[] l = {new Plain("x", 1)};
    List<int[]> m = List.of(new int[] {5});
  }

  @Test
  void everythingStillCompilesTwice() {
    Hessian2Serializer serializer = new Hessian2Serializer();
    io.dunlin.ServiceContract contract = io.dunlin.ServiceContract.of(Everything.class);
    for (int i = 0; i < 2; i++) {
      assertThat(serializer.compile(contract, io.dunlin.serialization.TypeRules.DEFAULT))
          .doesNotContainNull();
    }
  }
}
