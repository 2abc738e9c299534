package dev.baton.replay.judge;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.parity.Cause;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Published;
import dev.baton.parity.Tolerances;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.StrategySignal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One or two faults in a place where each changes a signal, and what the parity check says of it.
 *
 * @param faults of one generation
 * @param parity of the sessions around the place
 */
record Trial(List<Fault> faults, ParityReport parity) {

  private static final int MOST_TRIES = 200;

  /** A case has few signals: were they too few for any verdict, that a fault never passes would say nothing. */
  private static final Tolerances FEW_SIGNALS_WILL_DO =
      new Tolerances(
          Tolerances.DEFAULT.relative(),
          Tolerances.DEFAULT.absolute(),
          Tolerances.DEFAULT.countDifference(),
          1,
          Tolerances.DEFAULT.confidence());

  Trial {
    faults = List.copyOf(faults);
  }

  /**
   * A fault that changes a signal; empty if no such place is found.
   *
   * @param clean where it may be
   */
  static Optional<Trial> of(FaultKind kind, ReplayRun clean, Random random) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Generation generation = side(random);
      List<Published> signals = clean.of(generation).signals();
      if (signals.isEmpty()) {
        continue;
      }
      RandomFault drawn = RandomFault.draw(kind, generation, signals, clean.replay(), random);
      Case in =
          Case.of(
              generation,
              clean.replay(),
              drawn.from(),
              drawn.to(),
              Set.of(drawn.timeframe()),
              Set.of(drawn.near()));
      ReplayRun injected = in.with(drawn.fault());
      if (!in.changed(injected).isEmpty()) {
        return Optional.of(
            new Trial(List.of(drawn.fault()), injected.compared(List.of(), FEW_SIGNALS_WILL_DO)));
      }
    }
    return Optional.empty();
  }

  /**
   * Two faults of the same generation and sessions. Each changes a signal in a way that the other one neither does nor
   * covers up. Empty if no such place is found.
   */
  static Optional<Trial> of(FaultKind one, FaultKind other, ReplayRun clean, Random random)
      throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Generation generation = side(random);
      List<Published> signals = clean.of(generation).signals();
      if (signals.isEmpty()) {
        continue;
      }
      RandomFault first = RandomFault.draw(one, generation, signals, clean.replay(), random);
      List<Published> near = within(signals, first.from(), first.to());
      RandomFault second = RandomFault.draw(other, generation, near, clean.replay(), random);
      Set<Symbol> symbols = new TreeSet<>(Set.of(first.near()));
      symbols.add(second.near());
      Case in =
          Case.of(
              generation,
              clean.replay(),
              first.from().isBefore(second.from()) ? first.from() : second.from(),
              first.to().isAfter(second.to()) ? first.to() : second.to(),
              EnumSet.of(first.timeframe(), second.timeframe()),
              symbols);
      Map<SignalKey, Optional<StrategySignal>> byFirst = in.changed(in.with(first.fault()));
      Map<SignalKey, Optional<StrategySignal>> bySecond = in.changed(in.with(second.fault()));
      if (byFirst.isEmpty() || bySecond.isEmpty()) {
        continue;
      }
      ReplayRun injected = in.with(first.fault(), second.fault());
      Map<SignalKey, Optional<StrategySignal>> byBoth = in.changed(injected);
      if (shows(byFirst, bySecond, byBoth) && shows(bySecond, byFirst, byBoth)) {
        return Optional.of(
            new Trial(
                List.of(first.fault(), second.fault()), injected.compared(List.of(), FEW_SIGNALS_WILL_DO)));
      }
    }
    return Optional.empty();
  }

  private static Generation side(Random random) {
    return random.nextBoolean() ? Generation.OPTIMIZED : Generation.LEGACY;
  }

  private static List<Published> within(List<Published> signals, LocalDate from, LocalDate to) {
    return signals.stream()
        .filter(signal -> !MarketTime.date(signal.slot()).isBefore(from))
        .filter(signal -> !MarketTime.date(signal.slot()).isAfter(to))
        .toList();
  }

  private static boolean shows(
      Map<SignalKey, Optional<StrategySignal>> mine,
      Map<SignalKey, Optional<StrategySignal>> others,
      Map<SignalKey, Optional<StrategySignal>> both) {
    return mine.entrySet().stream()
        .anyMatch(
            change ->
                !others.containsKey(change.getKey())
                    && both.containsKey(change.getKey())
                    && Case.equal(change.getValue(), both.get(change.getKey())));
  }

  /** The causes that were decided. */
  Set<Cause> causes() {
    return parity.causes().keySet();
  }

  /** Whether a signal changed and nothing was said of it. */
  boolean unseen() {
    return parity.mismatches().isEmpty() && parity.notComparable().isEmpty();
  }

  /** The faults, in the form in which they can be asked for again. */
  String text() {
    return String.join(",", faults.stream().map(Fault::text).toList());
  }
}
