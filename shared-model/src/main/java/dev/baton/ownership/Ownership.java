package dev.baton.ownership;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;

/** Decides whether a generation's signals are live or shadow. The slot decides, not the moment of the question (ADR 25). */
@FunctionalInterface
public interface Ownership {

  /**
   * Mode of the generation's signals of that symbol in that category.
   *
   * @param slot the slot that finds the signals; market time
   */
  Mode mode(Category category, Symbol symbol, Instant slot);

  /** One mode for every category, symbol and slot. */
  static Ownership always(Mode mode) {
    return (_, _, _) -> mode;
  }
}
