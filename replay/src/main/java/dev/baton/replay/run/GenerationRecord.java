package dev.baton.replay.run;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.parity.Evaluation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.RecordedWindows;
import dev.baton.signal.Fingerprint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The record of a generation's replay, merged symbol by symbol. Immutable. */
public final class GenerationRecord {

  private final ReplayPlan plan;
  private final int sessions;
  private final SortedMap<Symbol, UnitRecord> units;

  GenerationRecord(ReplayPlan plan, int sessions, Map<Symbol, UnitRecord> units) {
    this.plan = plan;
    this.sessions = sessions;
    this.units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
  }

  public Generation generation() {
    return plan.generation();
  }

  /** The slots that were done. */
  public ReplayPlan plan() {
    return plan;
  }

  public Set<Symbol> symbols() {
    return units.keySet();
  }

  /** This record with other records of some symbols, and perhaps other slots. */
  GenerationRecord with(ReplayPlan newPlan, Map<Symbol, UnitRecord> newer) {
    Map<Symbol, UnitRecord> all = new TreeMap<>(units);
    all.putAll(newer);
    return new GenerationRecord(newPlan, sessions, all);
  }

  /** The signals, each key once, by symbol in the order of the slots. */
  public List<PublishedSignal> signals() {
    return units.values().stream().flatMap(unit -> unit.signals().stream()).toList();
  }

  /** The evaluation of each bar, by symbol, category and slot. */
  public List<Evaluation> evaluations() {
    return units.values().stream().flatMap(unit -> unit.evaluations().stream()).toList();
  }

  public Tally tally() {
    Tally sum = new Tally(sessions);
    units.values().forEach(unit -> sum.add(unit.tally()));
    return sum;
  }

  public GenerationEvidence recorded() {
    return new GenerationEvidence(
        generation(),
        EnumMaps.copy(Category.class, plan.slots(), Set::copyOf),
        evaluations(),
        signals(),
        windows(),
        Map.of());
  }

  private RecordedWindows windows() {
    return evaluation -> {
      UnitRecord unit = units.get(evaluation.bar().symbol());
      Map<Fingerprint, CandleSeries> bars = unit == null ? Map.of() : unit.windows();
      return evaluation.input().map(bars::get);
    };
  }
}
