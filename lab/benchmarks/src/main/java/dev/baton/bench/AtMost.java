package dev.baton.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The longest that an operation of a benchmark method may take. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AtMost {

  /** Microseconds an operation. */
  double micros();

  /** The one parameter value that the target is for, like {@code bars=225}; for all if empty. */
  String of() default "";
}
