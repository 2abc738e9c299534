package dev.baton.judge;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.parity.Cause;
import dev.baton.parity.ParityReport;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.Tolerances;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.StrategySignal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One or two faults in a place where each changes a signal, and the parity check's report of it.
 *
 * @param faults of one generation
 * @param parity of the sessions around the place
 * @param unseen signals that the faults change without a report
 */
record Trial(List<Fault> faults, ParityReport parity, SortedSet<SignalKey> unseen) {

  private static final int MOST_TRIES = 200;

  /** A case has few signals. If they were too few for any verdict, the fact that no fault passes would prove nothing. */
  private static final Tolerances FEW_SIGNALS_WILL_DO =
      new Tolerances(
          Tolerances.DEFAULT.relative(),
          Tolerances.DEFAULT.absolute(),
          Tolerances.DEFAULT.countDifference(),
          1,
          Tolerances.DEFAULT.confidence());

  Trial {
    faults = List.copyOf(faults);
    unseen = Collections.unmodifiableSortedSet(new TreeSet<>(unseen));
  }

  private static Trial of(List<Fault> faults, Case in, ReplayRun injected, Set<SignalKey> changed) {
    ParityReport parity = injected.compared(List.of(), FEW_SIGNALS_WILL_DO);
    SortedSet<SignalKey> unseen = unseen(changed, parity);
    // A signal that is gone is not listed any more; only the run without a fault lists it as not
    // comparable.
    return new Trial(
        faults,
        parity,
        unseen.isEmpty()
            ? unseen
            : unseen(unseen, in.clean().compared(List.of(), FEW_SIGNALS_WILL_DO)));
  }

  /** Those of these signals that the report lists neither as a mismatch nor as not comparable. */
  static SortedSet<SignalKey> unseen(Set<SignalKey> changed, ParityReport parity) {
    SortedSet<SignalKey> unseen = new TreeSet<>(changed);
    parity.mismatches().forEach(mismatch -> unseen.remove(mismatch.key()));
    parity.notComparable().forEach(signal -> unseen.remove(signal.key()));
    return unseen;
  }

  /**
   * A fault that changes a signal if both kinds are the same. Otherwise two faults of the same generation and sessions, each of
   * which changes a signal in a way that the other one neither does nor covers up. Empty if no such place is found.
   *
   * @param clean where it may be
   */
  static Optional<Trial> of(FaultKind one, FaultKind other, ReplayRun clean, Random random)
      throws InterruptedException {
    Optional<Trial> trial = Optional.empty();
    for (int i = 0; i < MOST_TRIES && trial.isEmpty(); i++) {
      Generation generation = random.nextBoolean() ? Generation.OPTIMIZED : Generation.LEGACY;
      List<PublishedSignal> signals = clean.of(generation).signals();
      if (!signals.isEmpty()) {
        trial =
            one == other
                ? single(one, generation, signals, clean.replay(), random)
                : pair(one, other, generation, signals, clean.replay(), random);
      }
    }
    return trial;
  }

  private static Optional<Trial> single(
      FaultKind kind,
      Generation generation,
      List<PublishedSignal> signals,
      Replay replay,
      Random random)
      throws InterruptedException {
    RandomFault drawn = RandomFault.draw(kind, generation, signals, replay, random);
    Case in =
        Case.of(
            generation,
            replay,
            drawn.from(),
            drawn.to(),
            Set.of(drawn.timeframe()),
            Set.of(drawn.near()));
    ReplayRun injected = in.with(drawn.fault());
    Set<SignalKey> changed = in.changed(injected).keySet();
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(of(List.of(drawn.fault()), in, injected, changed));
  }

  private static Optional<Trial> pair(
      FaultKind one,
      FaultKind other,
      Generation generation,
      List<PublishedSignal> signals,
      Replay replay,
      Random random)
      throws InterruptedException {
    RandomFault first = RandomFault.draw(one, generation, signals, replay, random);
    List<PublishedSignal> near = within(signals, first.from(), first.to());
    RandomFault second = RandomFault.draw(other, generation, near, replay, random);
    Set<Symbol> symbols = new TreeSet<>(Set.of(first.near()));
    symbols.add(second.near());
    Case in =
        Case.of(
            generation,
            replay,
            first.from().isBefore(second.from()) ? first.from() : second.from(),
            first.to().isAfter(second.to()) ? first.to() : second.to(),
            EnumSet.of(first.timeframe(), second.timeframe()),
            symbols);
    Map<SignalKey, Optional<StrategySignal>> byFirst = in.changed(in.with(first.fault()));
    Map<SignalKey, Optional<StrategySignal>> bySecond = in.changed(in.with(second.fault()));
    if (byFirst.isEmpty() || bySecond.isEmpty()) {
      return Optional.empty();
    }
    ReplayRun injected = in.with(first.fault(), second.fault());
    Map<SignalKey, Optional<StrategySignal>> byBoth = in.changed(injected);
    return shows(byFirst, bySecond, byBoth) && shows(bySecond, byFirst, byBoth)
        ? Optional.of(of(List.of(first.fault(), second.fault()), in, injected, byBoth.keySet()))
        : Optional.empty();
  }

  private static List<PublishedSignal> within(
      List<PublishedSignal> signals, LocalDate from, LocalDate to) {
    return signals.stream()
        .filter(signal -> !MarketTime.date(signal.slot()).isBefore(from))
        .filter(signal -> !MarketTime.date(signal.slot()).isAfter(to))
        .toList();
  }

  private static boolean shows(
      Map<SignalKey, Optional<StrategySignal>> one,
      Map<SignalKey, Optional<StrategySignal>> other,
      Map<SignalKey, Optional<StrategySignal>> both) {
    return one.entrySet().stream()
        .anyMatch(
            change ->
                !other.containsKey(change.getKey())
                    && both.containsKey(change.getKey())
                    && Case.equal(change.getValue(), both.get(change.getKey())));
  }

  Set<Cause> causes() {
    return parity.causes().keySet();
  }

  /** The faults in the form of the option {@code --inject}, and the sessions around them. */
  String text() {
    return "%s, %s to %s"
        .formatted(
            String.join(",", faults.stream().map(Fault::text).toList()),
            parity.from(),
            parity.to());
  }
}
