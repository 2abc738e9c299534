package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.slot.DueSlots;
import dev.baton.strategy.SignalEngine;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Compares the signals of two generations, as keyed sets, and explains every difference. A question that the evidence does not
 * answer puts the verdict on hold; it never passes.
 *
 * <p>Only bars that were due in both generations are compared. One signal that differs fails the comparison, however many
 * agree. Without a difference, the bound on the rate of mismatches decides whether there are enough signals to pass. Safe for
 * use by several threads if the engine is.
 */
public final class ParityCheck {

  private final DueBars due;
  private final Tolerances tolerances;
  private final List<AcceptedDifference> accepted;
  private final Explainer explainer;

  /**
   * @param due which bar a slot evaluates, by the calendar in force
   * @param accepted rules for known differences; the first one that accepts a difference counts
   * @param engine evaluates windows again where fingerprints do not decide; either generation's will do
   */
  public ParityCheck(
      DueBars due, Tolerances tolerances, List<AcceptedDifference> accepted, SignalEngine engine) {
    this.due = due;
    this.tolerances = tolerances;
    this.accepted = List.copyOf(accepted);
    this.explainer = new Explainer(due, tolerances, engine);
  }

  /**
   * The report on a range of market dates.
   *
   * @param from first market date of the slots that are compared
   * @param to last market date of the slots that are compared
   * @param categories at least one
   * @param slots the slots that were due; those of other dates are left out
   * @param legacy evidence of the range; signals and evaluations of the sessions around it help to explain
   * @param optimized likewise
   * @throws IllegalArgumentException if {@code from} is after {@code to}, there is no category, or a generation's evidence is
   *     in the place of the other's
   */
  public ParityReport check(
      LocalDate from,
      LocalDate to,
      Collection<Category> categories,
      DueSlots slots,
      GenerationEvidence legacy,
      GenerationEvidence optimized) {
    ParityFold fold = fold(from, to, categories, slots);
    fold.add(fold.compared(legacy, optimized));
    return fold.report();
  }

  /**
   * The same for evidence that comes in parts, like that of one symbol after another. The parameters are those of {@link
   * #check}.
   *
   * @throws IllegalArgumentException if {@code from} is after {@code to}, or there is no category
   */
  public ParityFold fold(
      LocalDate from, LocalDate to, Collection<Category> categories, DueSlots slots) {
    MarketDates dates = new MarketDates(from, to);
    if (categories.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs at least one category");
    }
    return new ParityFold(
        dates,
        EnumSet.copyOf(categories),
        Sides.of(generation -> bars(generation, dates, categories, slots)),
        due,
        tolerances,
        accepted,
        explainer);
  }

  private Map<Category, BarSlots> bars(
      Generation generation, MarketDates dates, Collection<Category> categories, DueSlots slots) {
    Map<Category, BarSlots> bars = new EnumMap<>(Category.class);
    for (Category category : categories) {
      bars.put(
          category,
          BarSlots.of(
              category,
              slots.of(generation, category).stream().filter(dates::contains).toList(),
              slots.ahead(generation, category).stream().filter(dates::contains).toList(),
              dates.of(slots.unknown(generation, category)),
              due));
    }
    return bars;
  }
}
