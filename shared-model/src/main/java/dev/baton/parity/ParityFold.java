package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parity check whose evidence comes in parts, each with symbols of its own. A part is compared and let go: what stays of it
 * are counts, holes and the signals that are named in the report. The report is the same as that of one check of all evidence,
 * whatever the order of the parts.
 *
 * <p>Decided in ADR 43.
 */
public final class ParityFold {

  private final MarketDates dates;
  private final Set<Category> categories;
  private final Sides<Map<Category, BarSlots>> bars;
  private final DueBars due;
  private final Tolerances tolerances;
  private final List<AcceptedDifference> accepted;
  private final Explainer explainer;
  private final ReportBuilder report;

  ParityFold(
      MarketDates dates,
      Set<Category> categories,
      Sides<Map<Category, BarSlots>> bars,
      DueBars due,
      Tolerances tolerances,
      List<AcceptedDifference> accepted,
      Explainer explainer) {
    this.dates = dates;
    this.categories = categories;
    this.bars = bars;
    this.due = due;
    this.tolerances = tolerances;
    this.accepted = accepted;
    this.explainer = explainer;
    this.report = builder();
  }

  private ReportBuilder builder() {
    return new ReportBuilder(categories, tolerances, accepted);
  }

  /** What the comparison of a part found. */
  public static final class Part {

    private final ReportBuilder found;

    private Part(ReportBuilder found) {
      this.found = found;
    }
  }

  /**
   * Compares a part. Safe for use by several threads if the engine is.
   *
   * @param legacy evidence of some symbols, as for {@link ParityCheck#check}
   * @param optimized evidence of the same symbols
   * @throws IllegalArgumentException if a generation's evidence is in the place of the other's
   */
  public Part compared(GenerationEvidence legacy, GenerationEvidence optimized) {
    if (legacy.generation() != Generation.LEGACY
        || optimized.generation() != Generation.OPTIMIZED) {
      throw new IllegalArgumentException(
          "evidence of %s and %s in the place of legacy and optimized"
              .formatted(legacy.generation().label(), optimized.generation().label()));
    }
    Sides<EvidenceIndex> evidence =
        new Sides<>(legacy, optimized)
            .map(recorded -> new EvidenceIndex(recorded, bars.of(recorded.generation())));
    ReportBuilder found = builder();
    Comparison comparison =
        new Comparison(new ComparisonInput(dates, due, tolerances, explainer, evidence), found);
    categories.forEach(comparison::compare);
    return new Part(found);
  }

  /** Adds what was found in a part; one thread at a time. */
  public void add(Part part) {
    report.add(requireNonNull(part, "part is null").found);
  }

  /** The report on all parts that were added. */
  public ParityReport report() {
    return report.report(dates);
  }
}
