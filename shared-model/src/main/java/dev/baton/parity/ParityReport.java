package dev.baton.parity;

import dev.baton.category.Category;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The result of a comparison. The same evidence gives the same report, in the same order.
 *
 * @param judgement the worst of the categories' judgements
 * @param categories results over the whole range
 * @param sessions results of each category in each session
 * @param causes number of mismatches by cause
 * @param mismatches every signal that differs, by bar time and key
 * @param holes what could not be compared
 * @param notComparable signals of bars that were due in one generation alone
 * @param late signals that are late in the optimized generation alone; each also counts as a match or a mismatch
 */
public record ParityReport(
    LocalDate from,
    LocalDate to,
    Judgement judgement,
    List<OfCategory> categories,
    List<OfSession> sessions,
    Map<Cause, Integer> causes,
    List<Mismatch> mismatches,
    List<Hole> holes,
    List<NotComparable> notComparable,
    List<LateSignal> late) {

  /**
   * The result for a category over all sessions.
   *
   * @param judgement on all sessions; on hold if one of them is
   * @param withoutHoles the judgement on the sessions that are not on hold
   */
  public record OfCategory(
      Category category, ParityFigures figures, Judgement judgement, Judgement withoutHoles) {}

  /** The result for a category in one session. */
  public record OfSession(
      Category category, LocalDate session, ParityFigures figures, Judgement judgement) {}

  public ParityReport {
    categories = List.copyOf(categories);
    sessions = List.copyOf(sessions);
    mismatches = List.copyOf(mismatches);
    holes = List.copyOf(holes);
    notComparable = List.copyOf(notComparable);
    late = List.copyOf(late);
  }
}
