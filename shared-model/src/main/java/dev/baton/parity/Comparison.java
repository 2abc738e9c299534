package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/** One run of the parity check: every bar that was due in both generations, then what was due in one alone or in none. */
final class Comparison {

  private final Sides<EvidenceIndex> evidence;
  private final ReportBuilder report;
  private final BarComparison bars;
  private final DueComparison due;
  private final SignalsNotDue notDue;

  Comparison(ComparisonInput input, ReportBuilder report) {
    this.evidence = input.evidence();
    this.report = report;
    this.notDue = new SignalsNotDue(input, report);
    this.bars = new BarComparison(input, notDue, report);
    this.due = new DueComparison(input, report);
  }

  void compare(Category category) {
    Sides<BarSlots> slots = evidence.map(index -> index.due(category));
    SortedSet<Symbol> symbols = new TreeSet<>(evidence.legacy().symbols(category));
    symbols.addAll(evidence.optimized().symbols(category));
    for (Instant bar : slots.legacy().byBar().keySet()) {
      if (slots.optimized().isDue(bar)) {
        LocalDate session = later(slots.map(of -> of.session(bar)));
        ParityTally tally = report.tally(category, session);
        for (Symbol symbol : symbols) {
          bars.compare(new BarKey(category, symbol, bar), session, tally);
        }
      }
    }
    due.compare(category);
    notDue.addAll(category);
    due.holdForUnknownCalls(category);
  }

  private static LocalDate later(Sides<LocalDate> dates) {
    return dates.legacy().isAfter(dates.optimized()) ? dates.legacy() : dates.optimized();
  }
}
