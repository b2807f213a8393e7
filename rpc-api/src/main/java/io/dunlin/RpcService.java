package io.dunlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On an implementation: which interface it is exported as. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcService {
  /** The service interface; {@code void} takes the only interface the class implements. */
  Class<?> interfaceType() default void.class;

  /** Group; empty takes the interface's {@link RpcContract}. */
  String group() default "";

  /** Version; empty takes the interface's {@link RpcContract}. */
  String version() default "";

  /** Share of traffic relative to other providers; 0 takes none. */
  int weight() default ServiceInstance.DEFAULT_WEIGHT;
}
