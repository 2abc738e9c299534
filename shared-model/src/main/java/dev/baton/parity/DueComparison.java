package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import java.time.LocalDate;

/**
 * Compares which sessions and bars were due in each generation. What was due in one alone puts the verdict on hold, whatever
 * the rest says; its signals cannot be compared.
 */
final class DueComparison {

  private final ComparisonInput input;
  private final ReportBuilder report;

  DueComparison(ComparisonInput input, ReportBuilder report) {
    this.input = input;
    this.report = report;
  }

  void compare(Category category) {
    Sides<BarSlots> due = input.evidence().map(index -> index.due(category));
    for (Generation generation : Generation.values()) {
      due.of(generation)
          .unknown()
          .forEach((date, why) -> report.addUnknownDate(category, date, why));
      holdForDueInOtherAlone(category, due.of(generation), due.of(generation.other()));
      addNotComparable(category, generation, due);
    }
  }

  /** Puts those of the compared sessions on hold in which a broker call may or may not have been made. */
  void holdForUnknownCalls(Category category) {
    for (Generation generation : Generation.values()) {
      input
          .of(generation)
          .recorded()
          .unknownCalls()
          .forEach(
              (date, calls) -> {
                if (calls > 0 && report.has(category, date)) {
                  report.hold(category, date, HoldReason.LEDGER_HOLE);
                }
              });
    }
  }

  private void holdForDueInOtherAlone(Category category, BarSlots own, BarSlots other) {
    for (LocalDate date : other.dates()) {
      if (!own.dates().contains(date)) {
        report.hold(category, date, reason(own, date));
      }
    }
    if (!category.signalTimeframe().intraday()) {
      // By its schedule, one generation alone may evaluate a daily bar again on the day after.
      return;
    }
    other.byBar().keySet().stream()
        .filter(bar -> !own.isDue(bar))
        .map(other::session)
        .filter(own.dates()::contains)
        .forEach(date -> report.hold(category, date, reason(own, date)));
  }

  private static HoldReason reason(BarSlots own, LocalDate date) {
    if (own.none()) {
      return HoldReason.CATEGORY_OFF;
    }
    return own.datesAhead().contains(date) ? HoldReason.NOT_DONE : HoldReason.NOT_DUE;
  }

  private void addNotComparable(Category category, Generation generation, Sides<BarSlots> due) {
    BarSlots other = due.of(generation.other());
    String text =
        other.none()
            ? "%s has no slot of the category here"
            : "the bar is due in no slot of %s here";
    input
        .of(generation)
        .signals(category)
        .filter(signal -> due.of(generation).isDue(signal.key().barTime()))
        .filter(signal -> !other.isDue(signal.key().barTime()))
        .filter(input::covers)
        .forEach(
            signal ->
                report.add(
                    new NotComparable(
                        signal.key(),
                        generation,
                        other.none() ? Cause.CATEGORY_OFF : Cause.OTHER_SLOT,
                        text.formatted(generation.other().label()))));
  }
}
