package dev.baton.category;

import dev.baton.enums.EnumMaps;
import dev.baton.market.Symbol;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The symbols of every category.
 *
 * @param symbols in scan order; each category has an entry
 */
public record Universe(Map<Category, List<Symbol>> symbols) {

  /** The universe of the system being replaced. */
  public static final Universe DEFAULT =
      new Universe(EnumMaps.each(Category.class, CategoryDefaults::universe));

  /**
   * @throws IllegalArgumentException if a category has no entry
   */
  public Universe {
    symbols = EnumMaps.copy(Category.class, symbols, List::copyOf);
    if (symbols.size() < Category.values().length) {
      throw new IllegalArgumentException("a universe needs every category, and has " + symbols);
    }
  }

  /** The symbols of a category, in scan order. */
  public List<Symbol> of(Category category) {
    return symbols.get(category);
  }

  /** The symbols of these categories, sorted. */
  public SortedSet<Symbol> of(Collection<Category> categories) {
    TreeSet<Symbol> all = new TreeSet<>();
    categories.forEach(category -> all.addAll(of(category)));
    return Collections.unmodifiableSortedSet(all);
  }

  /** The symbols of all categories, sorted. */
  public SortedSet<Symbol> all() {
    return of(EnumSet.allOf(Category.class));
  }
}
