package io.dunlin.bootstrap;

import io.dunlin.ErrorCode;
import io.dunlin.MethodDescriptor;
import io.dunlin.RpcException;
import io.dunlin.ServiceContract;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javassist.CannotCompileException;
import javassist.ClassClassPath;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtMethod;
import javassist.CtNewConstructor;
import javassist.LoaderClassPath;
import javassist.Modifier;
import javassist.NotFoundException;
import javassist.bytecode.ClassFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proxies and method callers as generated classes, without reflection per call.
 *
 * <p>A generated class stands beside the service's interface, defined through a private look-up
 * there, so it sees an interface that is not public and needs no {@code --add-opens}. It mentions
 * JDK types and the interface's own types only, because the interface's class loader need not know
 * Dunlin. There is one per interface and kind, however many references are made, and it is unloaded
 * with the interface (adr 0002). Where no look-up is possible (the interface's module does not open
 * its package to {@code io.dunlin}) the JDK's proxies serve instead, and the log says so.
 *
 * <p>For {@code User getUser(long id)} at position 2, the proxy holds
 *
 * <pre>{@code
 * private final Function p2;
 * public User getUser(long id) { return (User) p2.apply(new Object[] {Long.valueOf(id)}); }
 * }</pre>
 */
public final class JavassistProxyFactory implements ProxyFactory {
  private static final Logger log = LoggerFactory.getLogger(JavassistProxyFactory.class);
  private static final String FUNCTION = Function.class.getName();

  private final JdkProxyFactory fallback = new JdkProxyFactory();

  /** For {@link java.util.ServiceLoader}; keeps no state. */
  public JavassistProxyFactory() {}

  @Override
  public String name() {
    return "javassist";
  }

  @Override
  public Object newProxy(
      ServiceContract contract,
      Function<@Nullable Object[], @Nullable Object>[] plans,
      String description) {
    Class<?> type = Proxies.interfaceOf(contract);
    MethodHandles.Lookup lookup = lookupIn(type);
    if (lookup == null) {
      return fallback.newProxy(contract, plans, description);
    }
    try {
      return beside(type, "$DunlinReference", lookup, generated -> proxyClass(generated, contract))
          .getDeclaredConstructor(Function[].class, String.class)
          .newInstance(plans, description);
    } catch (ReflectiveOperationException e) {
      throw cannotGenerate(type, e);
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  public BiFunction<Object, @Nullable Object[], @Nullable Object>[] newMethodCallers(
      ServiceContract contract) {
    Class<?> type = Proxies.interfaceOf(contract);
    MethodHandles.Lookup lookup = lookupIn(type);
    if (lookup == null) {
      return fallback.newMethodCallers(contract);
    }
    try {
      Class<?> caller =
          beside(type, "$DunlinCaller", lookup, generated -> callerClass(generated, contract));
      BiFunction[] callers = new BiFunction[contract.methods().size()];
      for (int i = 0; i < callers.length; i++) {
        callers[i] = (BiFunction) caller.getDeclaredConstructor(int.class).newInstance(i);
      }
      return callers;
    } catch (ReflectiveOperationException e) {
      throw cannotGenerate(type, e);
    }
  }

  /** Fills a new class of the pool. */
  private interface Generator {
    void generate(CtClass generated) throws NotFoundException, CannotCompileException;
  }

  /** The class of this name beside {@code type}, generated the first time it is asked for. */
  private static Class<?> beside(
      Class<?> type, String suffix, MethodHandles.Lookup lookup, Generator generator)
      throws IllegalAccessException, ClassNotFoundException {
    String name = type.getName() + suffix;
    try {
      return lookup.findClass(name);
    } catch (ClassNotFoundException notYet) {
      try {
        CtClass generated = poolFor(type).makeClass(name);
        generated.setModifiers(Modifier.PUBLIC | Modifier.FINAL);
        generator.generate(generated);
        generated.getClassFile().setMajorVersion(ClassFile.JAVA_11);
        return lookup.defineClass(generated.toBytecode());
      } catch (LinkageError lostARace) {
        return lookup.findClass(name);
      } catch (NotFoundException | CannotCompileException | IOException e) {
        throw cannotGenerate(type, e);
      }
    }
  }

  private static void proxyClass(CtClass generated, ServiceContract contract)
      throws NotFoundException, CannotCompileException {
    ClassPool pool = generated.getClassPool();
    generated.addInterface(pool.get(contract.interfaceName()));
    StringBuilder assignments = new StringBuilder();
    for (MethodDescriptor descriptor : contract.methods()) {
      int index = descriptor.index();
      addField(generated, "private final " + FUNCTION + " p" + index + ";");
      assignments.append("this.p%d = $1[%d];".formatted(index, index));
      generated.addMethod(proxyMethod(pool, generated, descriptor));
    }
    addField(generated, "private final String description;");
    generated.addConstructor(
        CtNewConstructor.make(
            new CtClass[] {pool.get(FUNCTION + "[]"), pool.get("java.lang.String")},
            null,
            "{ super(); " + assignments + " this.description = $2; }",
            generated));
    if (contract.methods("toString").isEmpty()) {
      generated.addMethod(
          CtMethod.make("public String toString() { return description; }", generated));
    }
  }

  private static void callerClass(CtClass generated, ServiceContract contract)
      throws NotFoundException, CannotCompileException {
    generated.addInterface(generated.getClassPool().get(BiFunction.class.getName()));
    addField(generated, "private final int method;");
    generated.addConstructor(
        CtNewConstructor.make(
            new CtClass[] {CtClass.intType}, null, "{ super(); this.method = $1; }", generated));
    generated.addMethod(CtMethod.make(callerSource(contract), generated));
  }

  private static CtMethod proxyMethod(
      ClassPool pool, CtClass generated, MethodDescriptor descriptor)
      throws NotFoundException, CannotCompileException {
    Method method = Objects.requireNonNull(descriptor.method());
    Class<?>[] types = method.getParameterTypes();
    CtClass[] parameters = new CtClass[types.length];
    for (int i = 0; i < types.length; i++) {
      parameters[i] = pool.get(sourceName(types[i]));
    }
    CtClass returned = pool.get(sourceName(method.getReturnType()));
    CtMethod generatedMethod = new CtMethod(returned, method.getName(), parameters, generated);
    generatedMethod.setModifiers(Modifier.PUBLIC);
    String call = "p" + descriptor.index() + ".apply($args)";
    // $args boxes the parameters, ($r) unboxes and casts the result: javassist's own notation.
    generatedMethod.setBody(
        method.getReturnType() == void.class
            ? "{ " + call + "; }"
            : "{ return ($r) " + call + "; }");
    return generatedMethod;
  }

  /** One switch for all methods of an interface keeps the number of generated classes small. */
  private static String callerSource(ServiceContract contract) {
    String service = sourceName(Proxies.interfaceOf(contract));
    StringBuilder source = new StringBuilder();
    source.append("public Object apply(Object target, Object arguments) {\n");
    source.append(service).append(" service = (").append(service).append(") target;\n");
    source.append("Object[] a = (Object[]) arguments;\nswitch (this.method) {\n");
    for (MethodDescriptor descriptor : contract.methods()) {
      Method method = Objects.requireNonNull(descriptor.method());
      StringBuilder call = new StringBuilder("service." + method.getName() + "(");
      Class<?>[] types = method.getParameterTypes();
      for (int i = 0; i < types.length; i++) {
        call.append(i == 0 ? "" : ", ").append(unboxed(types[i], "a[" + i + "]"));
      }
      call.append(")");
      Class<?> returned = method.getReturnType();
      source.append("case ").append(descriptor.index()).append(": ");
      if (returned == void.class) {
        source.append(call).append("; return null;\n");
      } else {
        source.append("return ").append(boxed(returned, call.toString())).append(";\n");
      }
    }
    return source.append("default: throw new IllegalStateException();\n}\n}").toString();
  }

  private static String unboxed(Class<?> type, String expression) {
    if (!type.isPrimitive()) {
      return "(" + sourceName(type) + ") " + expression;
    }
    return "((" + wrapper(type) + ") " + expression + ")." + type.getName() + "Value()";
  }

  private static String boxed(Class<?> type, String expression) {
    return type.isPrimitive() ? wrapper(type) + ".valueOf(" + expression + ")" : expression;
  }

  private static String wrapper(Class<?> primitive) {
    return java.lang.invoke.MethodType.methodType(primitive).wrap().returnType().getName();
  }

  /** {@code pkg.Type$Nested[]}, as javassist's pool and compiler know types. */
  private static String sourceName(Class<?> type) {
    return type.isArray() ? sourceName(type.getComponentType()) + "[]" : type.getName();
  }

  private static void addField(CtClass generated, String source) throws CannotCompileException {
    generated.addField(javassist.CtField.make(source, generated));
  }

  private static ClassPool poolFor(Class<?> type) {
    ClassPool pool = new ClassPool(null);
    pool.appendSystemPath();
    pool.appendClassPath(new ClassClassPath(type));
    if (type.getClassLoader() != null) {
      pool.appendClassPath(new LoaderClassPath(type.getClassLoader()));
    }
    return pool;
  }

  private static MethodHandles.@Nullable Lookup lookupIn(Class<?> type) {
    try {
      JavassistProxyFactory.class.getModule().addReads(type.getModule());
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      log.info(
          "{} is served by a JDK proxy: its module does not open {} to {} ({})",
          type.getName(),
          type.getPackageName(),
          JavassistProxyFactory.class.getModule(),
          e.getMessage());
      return null;
    }
  }

  private static RpcException cannotGenerate(Class<?> type, Exception cause) {
    return RpcException.of(
        ErrorCode.INVALID_INTERFACE,
        "cannot generate a class for %s: %s; choose proxy(\"jdk\") if the interface is right"
            .formatted(type.getName(), cause.getMessage()),
        cause);
  }
}
