package dev.baton.parity;

import dev.baton.category.DueBars;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.signal.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells windows that start later apart from windows whose first bars are missing. */
final class WindowStarts {

  private final DueBars due;

  WindowStarts(DueBars due) {
    this.due = due;
  }

  /**
   * Whether bars that a generation lacks before its window's first one are left out by where its windows start. Then the
   * window of another bar has them, or its windows of other bars start later, too.
   *
   * @param other the other generation's evidence on the same signal
   */
  boolean laterIn(SignalEvidence evidence, SignalEvidence other) {
    return hasElsewhere(evidence, other)
        || nearest(evidence, other, true)
            .or(() -> nearest(evidence, other, false))
            .orElseGet(
                () ->
                    !evidence.key().category().signalTimeframe().intraday()
                        || startsWithFirstBarOfDate(evidence, other));
  }

  /** Whether the newest bar that is lacking is in the window of another bar of the same generation. */
  private static boolean hasElsewhere(SignalEvidence evidence, SignalEvidence other) {
    Optional<Instant> lacking =
        evidence.window().flatMap(window -> newestBefore(window.time(0), other));
    return lacking.isPresent()
        && evidence.index().evaluationsOfSymbol(evidence.bar()).reversed().stream()
            .filter(evaluation -> !evaluation.bar().equals(evidence.bar()))
            .filter(evaluation -> spans(evaluation, lacking.get()))
            .flatMap(evaluation -> evidence.index().recorded().windows().of(evaluation).stream())
            .findFirst()
            .filter(window -> window.indexOf(lacking.get()) >= 0)
            .isPresent();
  }

  private static Optional<Instant> newestBefore(Instant first, SignalEvidence other) {
    return other
        .window()
        .filter(window -> window.lowerBound(first) > 0)
        .map(window -> window.time(window.lowerBound(first) - 1));
  }

  private static boolean spans(Evaluation evaluation, Instant bar) {
    return evaluation
        .input()
        .filter(input -> !input.firstBar().isAfter(bar) && !input.lastBar().isBefore(bar))
        .isPresent();
  }

  /**
   * Whether the generations' windows start at different bars, by the nearest earlier or later bar whose windows should start
   * at another bar than this one's; empty if there is none.
   */
  private Optional<Boolean> nearest(
      SignalEvidence evidence, SignalEvidence other, boolean earlier) {
    BarKey target = evidence.bar();
    Instant start = due.windowStart(target.category().window(), target.barTime());
    List<Evaluation> evaluations = evidence.index().evaluationsOfSymbol(target);
    for (Evaluation evaluation : earlier ? evaluations.reversed() : evaluations) {
      Instant bar = evaluation.bar().barTime();
      boolean wanted = earlier ? bar.isBefore(target.barTime()) : bar.isAfter(target.barTime());
      if (!wanted
          || evaluation.input().isEmpty()
          || due.windowStart(target.category().window(), bar).equals(start)) {
        continue;
      }
      Optional<Instant> otherFirst =
          other.index().evaluations(evaluation.bar()).stream()
              .flatMap(evaluated -> evaluated.input().stream())
              .map(Fingerprint::firstBar)
              .findFirst();
      if (otherFirst.isPresent()) {
        return Optional.of(!otherFirst.get().equals(evaluation.input().get().firstBar()));
      }
    }
    return Optional.empty();
  }

  /** Whether the window begins with the first bar that the other generation has of that date. */
  private static boolean startsWithFirstBarOfDate(SignalEvidence evidence, SignalEvidence other) {
    Optional<CandleSeries> window = evidence.window();
    Optional<CandleSeries> otherWindow = other.window();
    if (window.isEmpty() || otherWindow.isEmpty()) {
      return true;
    }
    Instant first = window.get().time(0);
    int i = otherWindow.get().lowerBound(MarketTime.startOf(MarketTime.date(first)));
    return i < otherWindow.get().size() && otherWindow.get().time(i).equals(first);
  }
}
