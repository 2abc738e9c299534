package dev.baton.parity;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides the verdict on the figures of a comparison (ADR 15). */
final class Judge {

  private final Tolerances tolerances;

  Judge(Tolerances tolerances) {
    this.tolerances = tolerances;
  }

  /**
   * The judgement on these figures.
   *
   * @param known reasons to hold that the comparison found
   */
  Judgement judge(ParityFigures figures, Set<HoldReason> known) {
    if (figures.unaccepted() > 0) {
      return new Judgement(
          Verdict.FAIL,
          "%s of %s signals differ: %s drifted, %s missing, %s extra, of which %s are accepted"
              .formatted(
                  figures.drifted() + figures.missing() + figures.extra(),
                  figures.compared(),
                  figures.drifted(),
                  figures.missing(),
                  figures.extra(),
                  figures.accepted()),
          Set.of());
    }
    Set<HoldReason> holds = EnumSet.noneOf(HoldReason.class);
    holds.addAll(known);
    if (figures.lateOptimizedAlone() > 0) {
      holds.add(HoldReason.LATE);
    }
    if (figures.bars() == 0) {
      holds.add(HoldReason.NOTHING_COMPARED);
    } else if (figures.mismatchBound() >= tolerances.mismatchRate()) {
      holds.add(HoldReason.TOO_FEW_SIGNALS);
    }
    return holds.isEmpty()
        ? new Judgement(
            Verdict.PASS,
            "%s, under %s".formatted(support(figures), percent(tolerances.mismatchRate())),
            holds)
        : new Judgement(Verdict.HOLD, reason(holds, figures), holds);
  }

  private static String support(ParityFigures figures) {
    return "%s signals without a difference that is not accepted: at most %s mismatches"
        .formatted(figures.compared(), percent(figures.mismatchBound()));
  }

  private String reason(Set<HoldReason> holds, ParityFigures figures) {
    List<String> texts = new ArrayList<>();
    for (HoldReason hold : holds) {
      texts.add(
          switch (hold) {
            case NOTHING_COMPARED -> "no bar was evaluated by both";
            case TOO_FEW_SIGNALS ->
                "%s, %s signals are needed for under %s"
                    .formatted(
                        support(figures),
                        MismatchBound.needed(tolerances.mismatchRate(), tolerances.confidence()),
                        percent(tolerances.mismatchRate()));
            case DATA_HOLE ->
                "bars, or bars of their windows, are missing or suspended on both sides";
            case CALENDAR_UNKNOWN -> "the calendar does not know which bar was due";
            case CALENDAR_CHANGED ->
                "both published the same signals in slots or of bars that the calendar no longer has";
            case NOT_SCANNED -> "bars were not evaluated by both";
            case NOT_DONE -> "slots are not done yet";
            case NOT_DUE -> "one generation began later";
            case CATEGORY_OFF -> "one generation does not scan the category";
            case LEDGER_HOLE -> "calls of which nobody can tell whether the broker got them";
            case LATE ->
                "%s signals that legacy had in time are late in optimized"
                    .formatted(figures.lateOptimizedAlone());
          });
    }
    return String.join("; ", texts);
  }

  /** The judgement on all categories: FAIL if one failed, else HOLD with every reason, else PASS. */
  static Judgement worst(List<Judgement> judgements) {
    List<Judgement> failed =
        judgements.stream().filter(judgement -> judgement.verdict() == Verdict.FAIL).toList();
    if (!failed.isEmpty()) {
      return new Judgement(
          Verdict.FAIL,
          "%s of %s categories differ".formatted(failed.size(), judgements.size()),
          Set.of());
    }
    Set<HoldReason> holds = EnumSet.noneOf(HoldReason.class);
    judgements.forEach(judgement -> holds.addAll(judgement.holds()));
    if (judgements.isEmpty()) {
      holds.add(HoldReason.NOTHING_COMPARED);
    }
    return holds.isEmpty()
        ? new Judgement(Verdict.PASS, "all categories pass", holds)
        : new Judgement(
            Verdict.HOLD,
            "no signal differs; on hold for "
                + String.join(", ", holds.stream().map(HoldReason::label).toList()),
            holds);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
