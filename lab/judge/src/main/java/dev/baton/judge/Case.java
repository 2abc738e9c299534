package dev.baton.judge;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.Tolerances;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.StrategySignal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A few sessions of a few symbols, with and without faults of one generation.
 *
 * @param clean the run without a fault
 */
record Case(Generation generation, Replay replay, ReplayRun clean) {

  /**
   * The sessions of these dates, without a fault.
   *
   * @param timeframes timeframes whose categories are replayed, whether or not they scan the symbols: a slot that was done is
   *     evidence too. Many sessions see a daily bar, so five-minute bars would make such a case slow
   */
  static Case of(
      Generation generation,
      Replay whole,
      LocalDate from,
      LocalDate to,
      Collection<Timeframe> timeframes,
      Collection<Symbol> symbols)
      throws InterruptedException {
    Set<Category> categories =
        whole.range().categories().stream()
            .filter(category -> timeframes.contains(category.signalTimeframe()))
            .collect(Collectors.toSet());
    Replay part = whole.part(from, to, categories);
    return new Case(generation, part, part.run(symbols, Progress.NONE));
  }

  /** The same with faults. */
  ReplayRun with(Fault... faults) throws InterruptedException {
    return replay.inject(clean, new Injection(List.of(faults)), Progress.NONE);
  }

  /** The signals that the faults change: the new values, or empty if the signal is gone. */
  Map<SignalKey, Optional<StrategySignal>> changed(ReplayRun injected) {
    Map<SignalKey, StrategySignal> before = signals(clean);
    Map<SignalKey, StrategySignal> after = signals(injected);
    Set<SignalKey> keys = new HashSet<>(before.keySet());
    keys.addAll(after.keySet());
    Map<SignalKey, Optional<StrategySignal>> changed = new HashMap<>();
    for (SignalKey key : keys) {
      Optional<StrategySignal> is = Optional.ofNullable(after.get(key));
      if (!equal(Optional.ofNullable(before.get(key)), is)) {
        changed.put(key, is);
      }
    }
    return changed;
  }

  private Map<SignalKey, StrategySignal> signals(ReplayRun run) {
    return run.of(generation).signals().stream()
        .collect(
            Collectors.toMap(
                published -> published.signal().key(), published -> published.signal().values()));
  }

  /** Whether both are gone, or have values that parity takes for equal: what it may not report is no change. */
  static boolean equal(Optional<StrategySignal> one, Optional<StrategySignal> other) {
    return one.isPresent() == other.isPresent()
        && (one.isEmpty() || Tolerances.DEFAULT.equal(one.get(), other.get()));
  }
}
