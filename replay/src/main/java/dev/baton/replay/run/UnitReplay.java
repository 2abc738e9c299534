package dev.baton.replay.run;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.SteppedClock;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.TimeLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The slots of a range, in order, by one generation for some symbols: usually for one, because both cores treat each symbol
 * by itself, and then nothing depends on which symbols are replayed at the same time.
 */
final class UnitReplay {

  private final ReplayPlan plan;
  private final ReplayRange range;
  private final int sessions;
  private final SortedSet<Symbol> symbols;
  private final Duration fetchLag;
  private final RulesInForce rules;
  private final SteppedClock clock = new SteppedClock();
  private final ScanCore core;
  private final Progress progress;
  private final Map<Set<Category>, Map<Category, List<Symbol>>> requests = new HashMap<>();
  private AwaitedBars awaited = AwaitedBars.NONE;

  UnitReplay(
      Cores cores,
      ReplayPlan plan,
      ReplayRange range,
      int sessions,
      SortedSet<Symbol> symbols,
      Injection injection,
      Progress progress) {
    this(
        cores.fetchLag(),
        cores.rules(),
        plan,
        range,
        sessions,
        symbols,
        clock -> cores.core(plan.generation(), clock, injection),
        progress);
  }

  /**
   * @param core makes the core that sees what has happened at that clock
   */
  UnitReplay(
      Duration fetchLag,
      RulesInForce rules,
      ReplayPlan plan,
      ReplayRange range,
      int sessions,
      SortedSet<Symbol> symbols,
      Function<SteppedClock, ScanCore> core,
      Progress progress) {
    this.plan = plan;
    this.range = range;
    this.sessions = sessions;
    this.symbols = symbols;
    this.fetchLag = fetchLag;
    this.rules = rules;
    this.core = core.apply(clock);
    this.progress = progress;
  }

  UnitRecord run() throws InterruptedException {
    UnitRecorder recorder = new UnitRecorder(sessions, fetchLag, rules);
    for (ReplayPlan.Step step : plan.steps()) {
      TimeLimited.stopIfInterrupted();
      for (Set<Category> scan : step.scans()) {
        scan(step.session(), step.slot(), scan, recorder);
      }
      progress.done(1);
    }
    return recorder.record();
  }

  private void scan(int session, Instant slot, Set<Category> categories, UnitRecorder recorder)
      throws InterruptedException {
    Map<Category, List<Symbol>> request = requests.computeIfAbsent(categories, this::request);
    if (!request.isEmpty()) {
      clock.set(slot.plus(fetchLag));
      ScanResult result = core.scan(new ScanRequest(slot, request).awaiting(awaited));
      awaited = awaited.after(slot, result);
      recorder.add(session, slot, result);
    }
  }

  private Map<Category, List<Symbol>> request(Collection<Category> categories) {
    Map<Category, List<Symbol>> request = new EnumMap<>(Category.class);
    for (Category category : categories) {
      List<Symbol> scanned =
          symbols.stream().filter(symbol -> range.scans(category, symbol)).toList();
      if (!scanned.isEmpty()) {
        request.put(category, scanned);
      }
    }
    return request;
  }
}
