package dev.baton.stack.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.baton.category.Generation;
import dev.baton.parity.Diagnosis;
import dev.baton.parity.HoldReason;
import dev.baton.parity.Hole;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityFigures;
import dev.baton.parity.ParityReport;
import dev.baton.parity.ParityView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The comparison of a run's signals, and what of it is a defect of the run. As JSON it is the {@link ParityView} of the services'
 * API.
 *
 * <p>Decided in ADR 18.
 */
public record SignalParity(ParityReport report) {

  private static final int MOST_NAMED = 5;

  public SignalParity {
    requireNonNull(report, "report is null");
  }

  /** The comparison as it is written. */
  @JsonValue
  public ParityView view() {
    return ParityView.of(report);
  }

  /** A figure over all categories. */
  public int sum(ToIntFunction<ParityFigures> figure) {
    return report.categories().stream().mapToInt(of -> figure.applyAsInt(of.figures())).sum();
  }

  /** The signals that differ in that way. */
  public List<Mismatch> mismatches(Mismatch.Kind kind) {
    return report.mismatches().stream().filter(mismatch -> mismatch.kind() == kind).toList();
  }

  /** Bars that were due on both sides and that one generation alone evaluated. */
  public List<Hole> evaluatedByOne() {
    return report.holes().stream()
        .filter(hole -> hole.hold() == HoldReason.NOT_SCANNED)
        .filter(hole -> hole.legacy().isPresent() != hole.optimized().isPresent())
        .toList();
  }

  /** Whether no signal differs and no bar was evaluated by one generation alone. */
  public boolean clean() {
    return report.mismatches().isEmpty() && evaluatedByOne().isEmpty();
  }

  /** What is wrong, a sentence each, the first few of a kind. */
  List<String> defects() {
    List<String> defects = new ArrayList<>();
    if (!report.mismatches().isEmpty()) {
      defects.add(
          "signals differ: %s only legacy, %s only optimized, %s values"
              .formatted(
                  mismatches(Mismatch.Kind.MISSING).size(),
                  mismatches(Mismatch.Kind.EXTRA).size(),
                  mismatches(Mismatch.Kind.DRIFTED).size()));
    }
    for (Mismatch.Kind kind :
        List.of(Mismatch.Kind.MISSING, Mismatch.Kind.EXTRA, Mismatch.Kind.DRIFTED)) {
      mismatches(kind).stream().limit(MOST_NAMED).map(SignalParity::text).forEach(defects::add);
    }
    evaluatedByOne().stream().limit(MOST_NAMED).map(SignalParity::text).forEach(defects::add);
    return defects;
  }

  private static String text(Mismatch mismatch) {
    Diagnosis diagnosis = mismatch.diagnosis();
    return "signal %s: %s, %s%s: %s"
        .formatted(
            mismatch.key(),
            switch (mismatch.kind()) {
              case MISSING -> "only legacy";
              case EXTRA -> "only optimized";
              case DRIFTED -> "values differ";
            },
            diagnosis.cause().label(),
            diagnosis.at().map(side -> " at " + side.label()).orElse(""),
            diagnosis.evidence());
  }

  private static String text(Hole hole) {
    return "%s %s: %s bar%s of %s evaluated by the other side only, not by %s: %s"
        .formatted(
            hole.category().label(),
            hole.session(),
            hole.bars(),
            hole.bars() == 1 ? "" : "s",
            hole.symbols().stream().map(Object::toString).collect(Collectors.joining(", ")),
            (hole.legacy().isPresent() ? Generation.LEGACY : Generation.OPTIMIZED).label(),
            hole.detail());
  }
}
