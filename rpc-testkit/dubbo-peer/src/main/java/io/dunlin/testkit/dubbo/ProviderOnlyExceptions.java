package io.dunlin.testkit.dubbo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;

/**
 * Exceptions of classes that no class file holds, so that only a JVM that has thrown them knows
 * them. They are {@link UnknownTemplateException} under names of equal length.
 */
final class ProviderOnlyExceptions {
  private static final String TEMPLATE = "UnknownTemplateException";

  private ProviderOnlyExceptions() {}

  /** Of a class that counts as shipped together with the service interface. */
  static RuntimeException besideTheInterface(String message) {
    return create(Beside.TYPE, message);
  }

  /** Of a class that seems to come from a library the consumer does not have. */
  static RuntimeException fromElsewhere(String message) {
    return create(Elsewhere.TYPE, message);
  }

  private static RuntimeException create(Class<?> type, String message) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return (RuntimeException) constructor.newInstance(message);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }

  private static byte[] renamed(String name) {
    String resource = TEMPLATE + ".class";
    try (InputStream in = ProviderOnlyExceptions.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " not found");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return text.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Beside {
    static final Class<?> TYPE = define();

    private static Class<?> define() {
      try {
        return MethodHandles.lookup().defineClass(renamed("UnknownProviderException"));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Elsewhere extends ClassLoader {
    static final Class<?> TYPE = new Elsewhere().define();

    Elsewhere() {
      super(ProviderOnlyExceptions.class.getClassLoader());
    }

    private Class<?> define() {
      byte[] bytes = renamed("UnknownExternalException");
      return defineClass(null, bytes, 0, bytes.length, new ProtectionDomain(source(), null));
    }

    private static CodeSource source() {
      try {
        return new CodeSource(new URL("file:/elsewhere.jar"), (Certificate[]) null);
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
