package io.dunlin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a service interface or one of its methods: classes that may stand where the declared type does
 * not name them, such as an {@code Object}, an open interface or a raw collection. What these
 * classes reach is admitted with them. Nothing else is ever instantiated.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RpcTypes {
  /** The admitted classes. */
  Class<?>[] value();
}
