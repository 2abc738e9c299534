package dev.baton.simulator.clock;

import dev.baton.csv.PlainNumber;
import java.time.Duration;

/** How fast market time runs. */
public sealed interface Speed {

  /** As fast as the participants go: market time jumps from wake-up to wake-up. */
  record Max() implements Speed {
    @Override
    public String toString() {
      return "max";
    }
  }

  /**
   * A multiple of real time.
   *
   * @param factor market seconds per real second, above 0 and at most 100,000
   * @param skipIdle whether the time in which every participant waits is left out but for a moment before the next wake-up,
   *     as nights always are
   */
  record Times(double factor, boolean skipIdle) implements Speed {
    /**
     * @throws IllegalArgumentException if the factor is out of range
     */
    public Times {
      if (!(factor > 0 && factor <= 100_000)) {
        throw new IllegalArgumentException(
            "a speed of " + factor + " is out of range; above 0 and at most 100000, or max");
      }
    }

    @Override
    public String toString() {
      return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }
  }

  /**
   * {@code max} or a number.
   *
   * @throws IllegalArgumentException if the text is neither, or the number is out of range
   */
  static Speed parse(String text, boolean skipIdle) {
    if (text.strip().equalsIgnoreCase("max")) {
      return new Max();
    }
    double factor;
    try {
      factor = PlainNumber.decimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no speed; a number or max", e);
    }
    return new Times(factor, skipIdle);
  }

  /** The real time that so much market time takes; nothing at {@code max}. */
  default Duration real(Duration market) {
    return switch (this) {
      case Max() -> Duration.ZERO;
      case Times(double factor, _) -> Duration.ofNanos((long) (market.toNanos() / factor));
    };
  }

  /** The market time that passes in so much real time; nothing at {@code max}, where it jumps. */
  default Duration market(Duration real) {
    return switch (this) {
      case Max() -> Duration.ZERO;
      case Times(double factor, _) -> Duration.ofNanos((long) Math.ceil(real.toNanos() * factor));
    };
  }
}
