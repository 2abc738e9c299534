package dev.baton.ownership;

import dev.baton.category.Category;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    EnumMap<Category, Mode> copy = new EnumMap<>(Category.class);
    copy.putAll(modes);
    if (copy.size() < Category.values().length) {
      throw new IllegalArgumentException("each category needs a mode, not only " + copy.keySet());
    }
    modes = Collections.unmodifiableMap(copy);
  }

  /** One mode for all categories. */
  public static Declaration everywhere(Mode mode) {
    return new Declaration(
        Arrays.stream(Category.values()).collect(Collectors.toMap(Function.identity(), _ -> mode)));
  }

  /** The categories that the service scans. */
  public Set<Category> scanned() {
    EnumSet<Category> scanned = EnumSet.allOf(Category.class);
    scanned.removeIf(category -> modes.get(category) == Mode.OFF);
    return Collections.unmodifiableSet(scanned);
  }

  /** Whether the service scans any category. */
  public boolean scans() {
    return !scanned().isEmpty();
  }
}
