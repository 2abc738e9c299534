package dev.baton.replay.judge;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Published;
import dev.baton.parity.Tolerances;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.StrategySignal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A few sessions of a few symbols, with and without faults. */
final class Case {

  private final Replay replay;
  private final ReplayRun clean;

  private Case(Replay replay, ReplayRun clean) {
    this.replay = replay;
    this.clean = clean;
  }

  /** The sessions of these dates. */
  static Case of(
      Replay whole, LocalDate from, LocalDate to, Set<Category> categories, Collection<Symbol> symbols)
      throws InterruptedException {
    Replay part =
        new Replay(whole.candles(), whole.calendar(), new ReplayRange(from, to, categories), 1);
    return new Case(part, part.run(symbols, Progress.NONE));
  }

  ReplayRun clean() {
    return clean;
  }

  Replay replay() {
    return replay;
  }

  ReplayRun with(List<Fault> faults) throws InterruptedException {
    return replay.inject(clean, new Injection(faults), Progress.NONE);
  }

  /** The signals that came, went or have other values. */
  Set<SignalKey> changed(Generation generation, ReplayRun injected) {
    Map<SignalKey, StrategySignal> before = values(clean.of(generation));
    Map<SignalKey, StrategySignal> after = values(injected.of(generation));
    Set<SignalKey> changed = new HashSet<>();
    before.forEach(
        (key, values) -> {
          if (!after.containsKey(key) || !equal(values, after.get(key))) {
            changed.add(key);
          }
        });
    after.keySet().stream().filter(key -> !before.containsKey(key)).forEach(changed::add);
    return changed;
  }

  ParityReport compared(ReplayRun injected) {
    return injected.compared(List.of());
  }

  private static Map<SignalKey, StrategySignal> values(GenerationRecord record) {
    Map<SignalKey, StrategySignal> values = new HashMap<>();
    for (Published published : record.signals()) {
      values.put(published.signal().key(), published.signal().values());
    }
    return values;
  }

  private static boolean equal(StrategySignal a, StrategySignal b) {
    Tolerances tolerances = Tolerances.DEFAULT;
    return tolerances.equal(a.entry(), b.entry())
        && tolerances.equal(a.stopLoss(), b.stopLoss())
        && tolerances.equal(a.target(), b.target())
        && tolerances.equal(a.confidence(), b.confidence());
  }

  /** Why no case could be made. */
  static ReplayException impossible(String what) {
    return new ReplayException(
        "%s: no place was found where it changes a signal; judge a longer range".formatted(what));
  }
}
