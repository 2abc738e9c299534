package dev.baton.parity;

import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.parity.InputDifference.Kind;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.StrategySignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the cause of a difference, by evidence, the most telling first: what was not scanned; what was found and not
 * published; a bar that had not ended; other rules; other input. Where the inputs differ in several ways, the strategy is
 * evaluated again with one of them exchanged at a time. Equal input and unequal output is what is left: the code differs.
 */
final class Explainer {

  private final DueBars due;
  private final Tolerances tolerances;
  private final SignalEngine judge;

  /**
   * @param judge evaluates windows again; either engine will do
   */
  Explainer(DueBars due, Tolerances tolerances, SignalEngine judge) {
    this.due = due;
    this.tolerances = tolerances;
    this.judge = judge;
  }

  /**
   * One side of a difference.
   *
   * @param published what it published
   * @param others what the other side published
   */
  record Side(
      EvidenceIndex index,
      EvaluationStatus stand,
      Optional<PublishedSignal> published,
      Optional<PublishedSignal> others) {

    Generation generation() {
      return index.generation();
    }

    /**
     * The evaluation that the published signal is of; or the one that found none of the same input as the other side's, else
     * the last one before that.
     */
    Optional<Evaluation> evaluation(BarKey target) {
      return published
          .flatMap(signal -> index.evaluationAt(target, signal.slot()))
          .or(() -> others.flatMap(signal -> besides(target, signal)))
          .or(stand::said);
    }

    private Optional<Evaluation> besides(BarKey target, PublishedSignal other) {
      List<Evaluation> evaluated =
          index.said(target).stream().filter(Evaluation::evaluated).toList();
      return evaluated.stream()
          .filter(said -> said.input().filter(other.signal().input()::equals).isPresent())
          .findFirst()
          .or(
              () ->
                  evaluated.reversed().stream()
                      .filter(said -> !said.slot().isAfter(other.slot()))
                      .findFirst());
    }

    Optional<Fingerprint> input(BarKey target) {
      return published
          .map(signal -> signal.signal().input())
          .or(() -> evaluation(target).flatMap(Evaluation::input));
    }

    Optional<CandleSeries> window(BarKey target) {
      // Bars of another evaluation than the one that is explained would be evidence of something
      // else.
      return evaluation(target)
          .filter(said -> said.input().equals(input(target)))
          .flatMap(index.recorded().windows()::of);
    }

    Optional<StrategySignal> values() {
      return published.map(signal -> signal.signal().values());
    }
  }

  /** Why the sides differ in that signal. */
  Diagnosis explain(SignalKey key, Side legacy, Side optimized) {
    BarKey target = BarKey.of(key);
    return notScanned(target, legacy)
        .or(() -> notScanned(target, optimized))
        .or(() -> forming(target, legacy))
        .or(() -> forming(target, optimized))
        .or(() -> lost(key, legacy))
        .or(() -> lost(key, optimized))
        .or(() -> version(target, legacy, optimized))
        .orElseGet(() -> input(key, legacy, optimized));
  }

  /** Why a generation has a signal of a bar in a slot in which it was not due. */
  Diagnosis stray(Generation at, PublishedSignal published) {
    SignalKey key = published.signal().key();
    Timeframe timeframe = key.category().signalTimeframe();
    String slot = MarketTime.text(published.slot());
    if (!due.isBar(timeframe, key.barTime())) {
      return new Diagnosis(
          Cause.BAR_EXTRA,
          at,
          "%s has a bar where none can be, in slot %s".formatted(at.label(), slot));
    }
    Instant end = due.end(timeframe, key.barTime());
    return published.slot().isBefore(end)
        ? new Diagnosis(
            Cause.FORMING_BAR,
            at,
            "%s evaluated the bar at slot %s, before it ended at %s"
                .formatted(at.label(), slot, MarketTime.text(end)))
        : new Diagnosis(
            due.newestDue(timeframe, published.slot()).isAfter(key.barTime())
                ? Cause.STALE_SERIES
                : Cause.OTHER_SLOT,
            at,
            "%s found it in slot %s, in which the bar was not due".formatted(at.label(), slot));
  }

  private static Optional<Diagnosis> notScanned(BarKey target, Side side) {
    return switch (side.stand()) {
      case EvaluationStatus.NotEvaluated(Cause cause, String detail, Optional<Evaluation> said)
          // A short window is a question of which bars there were; a short one of another bar is
          // not.
          when said.filter(evaluation -> evaluation.bar().equals(target))
              .filter(Explainer::short_)
              .isEmpty() ->
          Optional.of(
              new Diagnosis(cause, side.generation(), side.generation().label() + ": " + detail));
      case EvaluationStatus.NotEvaluated _,
          EvaluationStatus.Evaluated _,
          EvaluationStatus.Unrecorded _,
          EvaluationStatus.Pending _ ->
          Optional.empty();
    };
  }

  private static boolean short_(Evaluation evaluation) {
    return evaluation.outcome() == SymbolResult.Outcome.TOO_FEW_BARS;
  }

  private Optional<Diagnosis> forming(BarKey target, Side side) {
    Instant end = due.end(target.category().signalTimeframe(), target.barTime());
    return side.evaluation(target)
        .filter(evaluation -> evaluation.slot().isBefore(end))
        .map(
            evaluation ->
                new Diagnosis(
                    Cause.FORMING_BAR,
                    side.generation(),
                    "%s evaluated the bar at slot %s, before it ended at %s"
                        .formatted(
                            side.generation().label(),
                            MarketTime.text(evaluation.slot()),
                            MarketTime.text(end))));
  }

  private static Optional<Diagnosis> lost(SignalKey key, Side side) {
    StrategySide found = new StrategySide(key.strategy(), key.side());
    return side.published().isPresent()
        ? Optional.empty()
        : side.index().said(BarKey.of(key)).stream()
            .filter(evaluation -> evaluation.found().contains(found))
            .findFirst()
            .map(
                evaluation ->
                    new Diagnosis(
                        Cause.PUBLICATION_LOST,
                        side.generation(),
                        "%s found it at slot %s and has no signal"
                            .formatted(
                                side.generation().label(), MarketTime.text(evaluation.slot()))));
  }

  private static Optional<Diagnosis> version(BarKey target, Side legacy, Side optimized) {
    String mine = legacy.evaluation(target).map(Evaluation::rules).orElse("");
    String theirs = optimized.evaluation(target).map(Evaluation::rules).orElse("");
    return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs)
        ? Optional.empty()
        : Optional.of(
            new Diagnosis(
                Cause.VERSION,
                Optional.empty(),
                "legacy's rules are %s, optimized's %s".formatted(mine, theirs),
                List.of()));
  }

  private Diagnosis input(SignalKey key, Side legacy, Side optimized) {
    BarKey target = BarKey.of(key);
    Optional<Fingerprint> mine = legacy.input(target);
    Optional<Fingerprint> theirs = optimized.input(target);
    if (mine.isPresent() && mine.equals(theirs)) {
      return new Diagnosis(
          Cause.SAME_INPUT_DIFFERENT_OUTPUT,
          Optional.empty(),
          "both evaluated the same %d bars with hash %s"
              .formatted(mine.get().bars(), mine.get().hashText()),
          List.of());
    }
    Optional<CandleSeries> legacyWindow = legacy.window(target);
    Optional<CandleSeries> optimizedWindow = optimized.window(target);
    if (legacyWindow.isPresent() && optimizedWindow.isPresent()) {
      return exchanged(key, legacy, legacyWindow.get(), optimized, optimizedWindow.get());
    }
    return byFingerprints(mine, theirs);
  }

  /** Evaluates again, with one difference of the inputs exchanged at a time. */
  private Diagnosis exchanged(
      SignalKey key,
      Side legacy,
      CandleSeries legacyWindow,
      Side optimized,
      CandleSeries optimizedWindow) {
    BarKey target = BarKey.of(key);
    InputDifference difference =
        InputDifference.of(
            legacyWindow,
            optimizedWindow,
            due,
            side ->
                startsLater(
                    target,
                    side == Generation.LEGACY ? legacy : optimized,
                    side == Generation.LEGACY ? optimized : legacy));
    Optional<StrategySignal> before = evaluate(key, legacyWindow);
    Optional<StrategySignal> after = evaluate(key, optimizedWindow);
    List<Factor> factors = new ArrayList<>();
    Optional<Kind> sufficient = Optional.empty();
    Optional<Kind> strongest = Optional.empty();
    double most = 0;
    for (Kind kind : difference.kinds()) {
      Optional<StrategySignal> exchanged = evaluate(key, difference.exchanged(List.of(kind)));
      boolean flips = !same(exchanged, before);
      if (flips && sufficient.isEmpty() && same(exchanged, after)) {
        sufficient = Optional.of(kind);
      }
      if (flips && effect(exchanged, before) > most) {
        strongest = Optional.of(kind);
        most = effect(exchanged, before);
      }
      factors.add(
          new Factor(kind.cause(), kind.at(), difference.evidence(kind), Optional.of(flips)));
    }
    for (Side side : List.of(legacy, optimized)) {
      Optional<StrategySignal> expected = side == legacy ? before : after;
      if (!same(expected, side.values())) {
        return new Diagnosis(
            Cause.SAME_INPUT_DIFFERENT_OUTPUT,
            Optional.of(side.generation()),
            "%s's own bars give %s, and it has %s"
                .formatted(side.generation().label(), text(expected), text(side.values())),
            factors);
      }
    }
    Kind cause =
        sufficient.isPresent()
            ? sufficient.get()
            : strongest.isPresent() ? strongest.get() : together(key, difference, before);
    return new Diagnosis(cause.cause(), cause.at(), difference.evidence(cause), factors);
  }

  /** No difference decides alone: the one that does when all before it are exchanged too. */
  private Kind together(
      SignalKey key, InputDifference difference, Optional<StrategySignal> before) {
    List<Kind> kinds = difference.kinds();
    for (int i = 1; i < kinds.size(); i++) {
      if (!same(evaluate(key, difference.exchanged(kinds.subList(0, i + 1))), before)) {
        return kinds.get(i);
      }
    }
    return kinds.getFirst();
  }

  private Optional<StrategySignal> evaluate(SignalKey key, CandleSeries window) {
    return judge.evaluate(window, key.category().strategies(), key.category().sides()).stream()
        .filter(values -> values.strategy() == key.strategy() && values.side() == key.side())
        .findFirst();
  }

  private boolean same(Optional<StrategySignal> a, Optional<StrategySignal> b) {
    return a.isPresent() == b.isPresent()
        && (a.isEmpty() || FieldDrift.of(a.get(), b.get(), tolerances).isEmpty());
  }

  /** What an exchange does: that a signal comes or goes is more than any change of its values. */
  private static double effect(
      Optional<StrategySignal> exchanged, Optional<StrategySignal> before) {
    if (exchanged.isPresent() != before.isPresent()) {
      return Double.POSITIVE_INFINITY;
    }
    return exchanged.isEmpty() ? 0 : FieldDrift.distance(exchanged.get(), before.get());
  }

  private static String text(Optional<StrategySignal> values) {
    return values
        .map(
            of ->
                "entry %s, stop %s, target %s, confidence %s"
                    .formatted(of.entry(), of.stopLoss(), of.target(), of.confidence()))
        .orElse("no signal");
  }

  /**
   * Whether bars are lacking before a side's first one because its windows start later, not because it has no such bars: then
   * it has them in the window of another bar, or its windows of other bars start later, too.
   */
  private boolean startsLater(BarKey target, Side side, Side other) {
    if (hasElsewhere(target, side, other)) {
      return true;
    }
    Instant start = due.windowStart(target.category().window(), target.barTime());
    List<Evaluation> line = side.index().line(target.category(), target.symbol());
    return nearest(target, start, line, other, true)
        .or(() -> nearest(target, start, line, other, false))
        .orElseGet(
            () ->
                !target.category().signalTimeframe().intraday()
                    || wholeSessions(target, side, other));
  }

  /** Whether the newest bar that is lacking before a side's first one is in the window of another bar of that side. */
  private static boolean hasElsewhere(BarKey target, Side side, Side other) {
    Optional<Instant> lacking =
        side.window(target).flatMap(mine -> newestBefore(mine.time(0), target, other));
    return lacking.isPresent()
        && side.index().line(target.category(), target.symbol()).reversed().stream()
            .filter(evaluation -> !evaluation.bar().equals(target))
            .filter(evaluation -> covers(evaluation, lacking.get()))
            .flatMap(evaluation -> side.index().recorded().windows().of(evaluation).stream())
            .findFirst()
            .filter(window -> window.indexOf(lacking.get()) >= 0)
            .isPresent();
  }

  private static Optional<Instant> newestBefore(Instant first, BarKey target, Side other) {
    return other
        .window(target)
        .filter(window -> window.lowerBound(first) > 0)
        .map(window -> window.time(window.lowerBound(first) - 1));
  }

  private static boolean covers(Evaluation evaluation, Instant bar) {
    return evaluation
        .input()
        .filter(input -> !input.firstBar().isAfter(bar) && !input.lastBar().isBefore(bar))
        .isPresent();
  }

  /** Whether the starts differ in the nearest window, before or after, that starts elsewhere; empty if there is none. */
  private Optional<Boolean> nearest(
      BarKey target, Instant start, List<Evaluation> line, Side other, boolean before) {
    List<Evaluation> ordered = before ? line.reversed() : line;
    for (Evaluation evaluation : ordered) {
      Instant bar = evaluation.bar().barTime();
      boolean onThatSide = before ? bar.isBefore(target.barTime()) : bar.isAfter(target.barTime());
      if (!onThatSide
          || evaluation.input().isEmpty()
          || due.windowStart(target.category().window(), bar).equals(start)) {
        continue;
      }
      Optional<Instant> theirs =
          other.index().said(evaluation.bar()).stream()
              .flatMap(said -> said.input().stream())
              .map(Fingerprint::firstBar)
              .findFirst();
      if (theirs.isPresent()) {
        return Optional.of(!theirs.get().equals(evaluation.input().get().firstBar()));
      }
    }
    return Optional.empty();
  }

  /** Whether the side's window begins with the first bar that the other one has of that date. */
  private static boolean wholeSessions(BarKey target, Side side, Side other) {
    Optional<Instant> first = side.window(target).map(window -> window.time(0));
    return first
        .flatMap(
            time ->
                other
                    .window(target)
                    .map(
                        window -> {
                          int i = window.lowerBound(MarketTime.startOf(MarketTime.date(time)));
                          return i < window.size() && window.time(i).equals(time);
                        }))
        .orElse(true);
  }

  /** The bars themselves are not known any more. */
  private static Diagnosis byFingerprints(
      Optional<Fingerprint> legacy, Optional<Fingerprint> optimized) {
    if (legacy.isEmpty() || optimized.isEmpty()) {
      return new Diagnosis(
          Cause.PUBLICATION_LOST,
          Optional.of(legacy.isEmpty() ? Generation.LEGACY : Generation.OPTIMIZED),
          "there is no record of the evaluation",
          List.of());
    }
    Fingerprint mine = legacy.get();
    Fingerprint theirs = optimized.get();
    String text =
        "legacy saw %d bars from %s with hash %s, optimized %d from %s with hash %s"
            .formatted(
                mine.bars(),
                MarketTime.text(mine.firstBar()),
                mine.hashText(),
                theirs.bars(),
                MarketTime.text(theirs.firstBar()),
                theirs.hashText());
    if (!mine.firstBar().equals(theirs.firstBar())) {
      return new Diagnosis(Cause.WINDOW_START, Optional.empty(), text, List.of());
    }
    if (mine.bars() != theirs.bars()) {
      return new Diagnosis(
          Cause.BAR_MISSING,
          Optional.of(mine.bars() < theirs.bars() ? Generation.LEGACY : Generation.OPTIMIZED),
          text,
          List.of());
    }
    return new Diagnosis(Cause.BAR_REVISED, Optional.empty(), text, List.of());
  }
}
