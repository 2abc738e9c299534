package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Universe;
import dev.baton.market.Symbol;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;

/**
 * What is replayed: every slot of these categories in the sessions of these dates.
 *
 * @param from first date at the exchange, inclusive
 * @param to last date at the exchange, inclusive, not before {@code from}
 * @param categories at least one
 * @param universe the symbols of every category, replayed or not
 */
public record ReplayRange(
    LocalDate from, LocalDate to, Set<Category> categories, Universe universe) {

  /** A range of the default universe. */
  public ReplayRange(LocalDate from, LocalDate to, Set<Category> categories) {
    this(from, to, categories, Universe.DEFAULT);
  }

  /**
   * @throws IllegalArgumentException if {@code from} is after {@code to}, or there is no category
   */
  public ReplayRange {
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    requireNonNull(universe, "universe is null");
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    if (categories.isEmpty()) {
      throw new IllegalArgumentException("a replay needs at least one category");
    }
    categories = Collections.unmodifiableSet(EnumSet.copyOf(categories));
  }

  /** Whether the category is scanned for the symbol. */
  public boolean scans(Category category, Symbol symbol) {
    return categories.contains(category) && universe.of(category).contains(symbol);
  }

  public SortedSet<Symbol> symbols() {
    return universe.of(categories);
  }
}
