package io.dunlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Optional, on a service interface: the group and version both sides use unless they say others.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcContract {
  /** Group of the service; empty for none. */
  String group() default "";

  /** Version of the service; empty for none. */
  String version() default "";
}
