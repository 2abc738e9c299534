package dev.baton.ownership;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a service declares for each category.
 *
 * @param modes the mode of every category
 */
public record Declaration(Map<Category, Mode> modes) {

  /**
   * @throws IllegalArgumentException if a category has no mode
   */
  public Declaration {
    modes = EnumMaps.copy(Category.class, modes, Function.identity());
    if (modes.size() < Category.values().length) {
      throw new IllegalArgumentException("each category needs a mode, not only " + modes.keySet());
    }
  }

  public static Declaration everywhere(Mode mode) {
    return new Declaration(EnumMaps.each(Category.class, _ -> mode));
  }

  /** The categories that the service scans. */
  public Set<Category> scanned() {
    EnumSet<Category> scanned = EnumSet.allOf(Category.class);
    scanned.removeIf(category -> modes.get(category) == Mode.OFF);
    return Collections.unmodifiableSet(scanned);
  }

  public boolean scans() {
    return !scanned().isEmpty();
  }
}
