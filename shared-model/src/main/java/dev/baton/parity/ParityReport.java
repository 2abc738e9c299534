package dev.baton.parity;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a comparison. The same evidence gives the same report, in the same order.
 *
 * @param judgement the worst of the categories'
 * @param categories over the whole range
 * @param sessions each category in each session
 * @param causes how many mismatches each cause has
 * @param mismatches every signal that differs, by bar time and key
 * @param holes what could not be compared
 * @param notComparable signals of bars that were due on one side only
 * @param late signals that are late in the optimized generation alone; they match or differ like all others
 */
public record ParityReport(
    LocalDate from,
    LocalDate to,
    Judgement judgement,
    List<CategoryParity> categories,
    List<SessionParity> sessions,
    Map<Cause, Integer> causes,
    List<Mismatch> mismatches,
    List<Hole> holes,
    List<NotComparable> notComparable,
    List<LateSignal> late) {

  public ParityReport {
    categories = List.copyOf(categories);
    sessions = List.copyOf(sessions);
    mismatches = List.copyOf(mismatches);
    holes = List.copyOf(holes);
    notComparable = List.copyOf(notComparable);
    late = List.copyOf(late);
  }
}
