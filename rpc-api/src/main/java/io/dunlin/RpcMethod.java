package io.dunlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Optional, on a method of a service interface: how its calls are carried unless configured. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RpcMethod {
  /** Time-out of the whole call in milliseconds, retries included; 0 leaves it to configuration. */
  long timeoutMillis() default 0;

  /** Attempts after the first, 0 to 10; -1 leaves it to configuration. */
  int retries() default -1;

  /** Whether running the method twice does no harm, so that a lost call may be repeated. */
  boolean idempotent() default false;

  /** Whether nobody waits for the method; it must return {@code void}. */
  boolean oneway() default false;

  /** Name of the cluster strategy; empty leaves it to configuration. */
  String strategy() default "";

  /** Name of the load balancer; empty leaves it to configuration. */
  String loadBalancer() default "";
}
