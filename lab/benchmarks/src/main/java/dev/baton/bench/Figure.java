package dev.baton.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a benchmark class measures, in words. Each of its methods is one way to do it and gives the line its name; a method
 * {@value #ORACLE} is the one that the others are compared with.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Figure {

  /** The name of the method that evaluates with the ta4j engine. */
  String ORACLE = "ta4j";

  /** The text of the table's line; a parameter's value takes the place of its name in braces. */
  String value();
}
