package dev.baton.parity;

import dev.baton.category.Generation;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The same thing of both generations. */
record Sides<T>(T legacy, T optimized) {

  static <T> Sides<T> of(Function<Generation, T> value) {
    return new Sides<>(value.apply(Generation.LEGACY), value.apply(Generation.OPTIMIZED));
  }

  /** That generation's value, and none of the other one. */
  static <T> Sides<Optional<T>> only(Generation generation, Optional<T> value) {
    return of(each -> each == generation ? value : Optional.empty());
  }

  T of(Generation generation) {
    return switch (generation) {
      case LEGACY -> legacy;
      case OPTIMIZED -> optimized;
    };
  }

  <R> Sides<R> map(Function<T, R> mapping) {
    return new Sides<>(mapping.apply(legacy), mapping.apply(optimized));
  }

  boolean both(Predicate<T> condition) {
    return condition.test(legacy) && condition.test(optimized);
  }

  boolean either(Predicate<T> condition) {
    return condition.test(legacy) || condition.test(optimized);
  }

  /** What the legacy value gives, or else the optimized one. */
  <R> Optional<R> first(Function<T, Optional<R>> answer) {
    return answer.apply(legacy).or(() -> answer.apply(optimized));
  }
}
