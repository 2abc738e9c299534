package dev.baton.stack.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.category.Generation;
import dev.baton.parity.Diagnosis;
import dev.baton.parity.FieldDrift;
import dev.baton.parity.HoldReason;
import dev.baton.parity.Hole;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signals of both generations, as the services' own parity check compares them: every difference with its cause.
 *
 * <p>Decided in ADR 18.
 *
 * @param verdict PASS, FAIL or HOLD
 * @param holds why it is on hold, labels
 * @param barsInBoth bars that both evaluated
 * @param both signals of both with equal values
 * @param bothOnOtherInput those of them whose windows differ
 * @param onlyLegacy signals that the optimized generation lacks although their bar was due there
 * @param onlyOptimized signals that the legacy generation lacks although their bar was due there
 * @param drifted signals of both with other values, or in a slot in which they were not due
 * @param notScanned bars that were due on both sides and that one side alone evaluated
 * @param notComparable signals of bars that were due on one side only
 */
public record SignalParity(
    String verdict,
    String reason,
    List<String> holds,
    int barsInBoth,
    int both,
    int bothOnOtherInput,
    List<Difference> onlyLegacy,
    List<Difference> onlyOptimized,
    List<Difference> drifted,
    List<NotScanned> notScanned,
    List<NotComparable> notComparable) {

  private static final int MOST_NAMED = 5;

  /**
   * A signal that differs.
   *
   * @param cause the one cause, as the parity API names it
   * @param at the side it is to be looked for on; empty where it cannot be told
   * @param evidence what shows it
   * @param fields the values that differ
   */
  public record Difference(
      String signal, String cause, Optional<String> at, String evidence, List<FieldDrift> fields) {

    private static Difference of(Mismatch mismatch) {
      Diagnosis diagnosis = mismatch.diagnosis();
      return new Difference(
          mismatch.key().toString(),
          diagnosis.cause().label(),
          diagnosis.at().map(Generation::label),
          diagnosis.evidence(),
          mismatch.drift());
    }

    private String text(String how) {
      return "signal %s: %s, %s%s: %s"
          .formatted(signal, how, cause, at.map(side -> " at " + side).orElse(""), evidence);
    }
  }

  /**
   * Bars of a category and session.
   *
   * @param by the side that did not evaluate them
   * @param bars number of (symbol, bar) pairs
   * @param detail one of the reasons in the generation's own words
   */
  public record NotScanned(
      String session, String category, String by, List<String> symbols, int bars, String detail) {

    private static NotScanned of(Hole hole) {
      return new NotScanned(
          hole.session().toString(),
          hole.category().label(),
          (hole.legacy().isPresent() ? Generation.LEGACY : Generation.OPTIMIZED).label(),
          hole.symbols().stream().map(Object::toString).toList(),
          hole.bars(),
          hole.detail());
    }

    private String text() {
      return "%s %s: %d bar%s of %s evaluated by the other side only, not by %s: %s"
          .formatted(
              category,
              session,
              bars,
              bars == 1 ? "" : "s",
              String.join(", ", symbols),
              by,
              detail);
    }
  }

  /** A signal that cannot be compared. */
  public record NotComparable(String signal, String generation, String cause, String why) {}

  /** What of a comparison a run's report shows. */
  static SignalParity of(ParityReport report) {
    return new SignalParity(
        report.judgement().verdict().name(),
        report.judgement().reason(),
        report.judgement().holds().stream().map(HoldReason::label).toList(),
        report.categories().stream().mapToInt(of -> of.figures().bars()).sum(),
        report.categories().stream().mapToInt(of -> of.figures().matched()).sum(),
        report.categories().stream().mapToInt(of -> of.figures().matchedOnOtherInput()).sum(),
        differences(report, Mismatch.Kind.MISSING),
        differences(report, Mismatch.Kind.EXTRA),
        differences(report, Mismatch.Kind.DRIFTED),
        report.holes().stream()
            .filter(hole -> hole.hold() == HoldReason.NOT_SCANNED)
            .filter(hole -> hole.legacy().isPresent() != hole.optimized().isPresent())
            .map(NotScanned::of)
            .toList(),
        report.notComparable().stream()
            .map(
                of ->
                    new NotComparable(
                        of.key().toString(), of.generation().label(), of.cause().label(), of.why()))
            .toList());
  }

  private static List<Difference> differences(ParityReport report, Mismatch.Kind kind) {
    return report.mismatches().stream()
        .filter(mismatch -> mismatch.kind() == kind)
        .map(Difference::of)
        .toList();
  }

  /** Whether nothing that was due on both sides differs or was left out by one of them. */
  @JsonIgnore
  public boolean clean() {
    return onlyLegacy.isEmpty()
        && onlyOptimized.isEmpty()
        && drifted.isEmpty()
        && notScanned.isEmpty();
  }

  /** What is wrong, a sentence each, the first few of a kind. */
  List<String> defects() {
    List<String> defects = new ArrayList<>();
    if (!onlyLegacy.isEmpty() || !onlyOptimized.isEmpty() || !drifted.isEmpty()) {
      defects.add(
          "signals differ: %d only legacy, %d only optimized, %d values"
              .formatted(onlyLegacy.size(), onlyOptimized.size(), drifted.size()));
    }
    name(onlyLegacy, "only legacy", defects);
    name(onlyOptimized, "only optimized", defects);
    name(drifted, "values differ", defects);
    notScanned.stream().limit(MOST_NAMED).map(NotScanned::text).forEach(defects::add);
    return defects;
  }

  private static void name(List<Difference> differences, String how, List<String> defects) {
    differences.stream().limit(MOST_NAMED).map(of -> of.text(how)).forEach(defects::add);
  }
}
