package io.dunlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a field or parameter of a service's interface type: a proxy that calls the service. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface RpcReference {
  /** Group; empty takes the interface's {@link RpcContract}. */
  String group() default "";

  /** Version; empty takes the interface's {@link RpcContract}. */
  String version() default "";

  /** Addresses to call directly, such as {@code dubbo://host:20880}; empty asks the registry. */
  String direct() default "";

  /** Time-out of each call in milliseconds, retries included; 0 leaves it to configuration. */
  long timeoutMillis() default 0;

  /** Attempts after the first, 0 to 10; -1 leaves it to configuration. */
  int retries() default -1;

  /** Name of the cluster strategy; empty leaves it to configuration. */
  String strategy() default "";

  /** Name of the load balancer; empty leaves it to configuration. */
  String loadBalancer() default "";

  /** Whether building the reference fails when no provider can be called. */
  boolean check() default true;
}
