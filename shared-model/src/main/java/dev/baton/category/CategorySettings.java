package dev.baton.category;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Symbol;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * The universe of a category in a generation, and the time for one symbol.
 *
 * @param symbols its universe, in scan order, without duplicates, at least one
 * @param symbolTimeout the longest one symbol may take, real time
 */
public record CategorySettings(Category category, List<Symbol> symbols, Duration symbolTimeout) {

  /**
   * @throws IllegalArgumentException if the universe is empty or has a symbol twice, or the time-out is not positive
   */
  public CategorySettings {
    requireNonNull(category, "category is null");
    symbols = List.copyOf(symbols);
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("the universe of " + category.label() + " is empty");
    }
    if (new HashSet<>(symbols).size() != symbols.size()) {
      throw new IllegalArgumentException(
          "the universe of %s has a symbol twice: %s".formatted(category.label(), symbols));
    }
    if (!symbolTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "symbol timeout %s of %s is not positive".formatted(symbolTimeout, category.label()));
    }
  }
}
