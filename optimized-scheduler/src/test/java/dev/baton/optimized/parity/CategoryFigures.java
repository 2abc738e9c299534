package dev.baton.optimized.parity;

import dev.baton.category.Category;
import dev.baton.parity.Judgement;
import dev.baton.parity.ParityFigures;
import dev.baton.parity.ParityReport;
import java.util.List;
import java.util.Optional;

/** Day trading with sixty signals that match, of which some are late. */
final class CategoryFigures {

  private static final ParityFigures SOME =
      new ParityFigures(
          100,
          0,
          60,
          60,
          60,
          0,
          0,
          0,
          0,
          0,
          1,
          3,
          2,
          Optional.of(1.0),
          Optional.of(true),
          Optional.of(1.0),
          0.04,
          0.04,
          Optional.empty(),
          Optional.empty());

  private CategoryFigures() {}

  static List<ParityReport.OfCategory> of(Judgement judgement) {
    return List.of(new ParityReport.OfCategory(Category.DAY_TRADING, SOME, judgement, judgement));
  }
}
