package dev.baton.scan;

import dev.baton.category.Category;
import dev.baton.category.RulesVersion;
import dev.baton.enums.EnumMaps;
import java.util.Map;
import java.util.function.Function;

/**
 * The rules by which a process evaluates windows.
 *
 * @param texts the text of each category's {@link RulesVersion}
 */
public record RulesInForce(Map<Category, String> texts) {

  /** Those of a process without a setting and without symbol facts. */
  public static final RulesInForce DEFAULT = of(WindowHoles.DEFAULT, PriceBreaks.DEFAULT);

  public RulesInForce {
    texts = EnumMaps.copy(Category.class, texts, Function.identity());
  }

  public static RulesInForce of(WindowHoles holes, PriceBreaks breaks) {
    return new RulesInForce(
        EnumMaps.each(
            Category.class,
            category ->
                RulesVersion.of(
                        category, holes.most(category), breaks.largest(), holes.facts().version())
                    .text()));
  }

  /** The text of the category's rules. */
  public String of(Category category) {
    return texts.get(category);
  }
}
