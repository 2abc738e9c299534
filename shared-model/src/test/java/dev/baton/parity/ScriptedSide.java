package dev.baton.parity;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarGrid;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.category.WindowRule;
import dev.baton.enums.EnumMaps;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.BarResults;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.scan.WindowHoles;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One generation's day-trading evidence, evaluated slot by slot over seeded candles. A test makes it differ in any one way. */
final class ScriptedSide {

  static final TradingCalendar CALENDAR = TradingCalendar.nse();
  static final DueBars DUE = new DueBars(CALENDAR);
  static final List<Symbol> SYMBOLS = List.of(Symbol.of("INFY"), Symbol.of("TCS"));
  static final Set<Category> DAY_TRADING = Set.of(Category.DAY_TRADING);
  private static final LocalDate FIRST_BARS = LocalDate.of(2026, 6, 1);

  private final Generation generation;
  private final LocalDate from;
  private final LocalDate to;
  private final Map<Symbol, TreeMap<Instant, Candle>> bars = new HashMap<>();
  private SignalEngine engine = new MeanEngine();
  private BarSelection selection = DUE;
  private WindowHoles holes = mayLack(1_000);
  private Predicate<Instant> skipped = _ -> false;
  private BiPredicate<Symbol, Instant> leftOut = (_, _) -> false;
  private BiPredicate<Symbol, Instant> lost = (_, _) -> false;
  private UnaryOperator<Instant> seenAt = slot -> slot;
  private final Map<Symbol, Map<Instant, Outcome>> outcomes = new HashMap<>();
  private String rules = "r1";
  private Instant until = Instant.MAX;
  private boolean keepsWindows = true;
  private int unknownCalls;
  private final Map<Symbol, Map<Instant, Instant>> late = new HashMap<>();
  private boolean awaits;
  private Predicate<Instant> caughtUp = _ -> false;
  private Instant caughtUpAt = Instant.MIN;

  ScriptedSide(Generation generation, LocalDate from, LocalDate to) {
    this.generation = generation;
    this.from = from;
    this.to = to;
    for (Symbol symbol : SYMBOLS) {
      bars.put(symbol, walk(symbol, to));
    }
  }

  private static TreeMap<Instant, Candle> walk(Symbol symbol, LocalDate to) {
    TreeMap<Instant, Candle> walk = new TreeMap<>();
    Random random = new Random(symbol.value().hashCode());
    double price = 100;
    for (LocalDate date : CALENDAR.sessionDates(FIRST_BARS, to)) {
      Session session = CALENDAR.require(date);
      for (Instant time = session.openAt();
          time.isBefore(session.continuousEndAt());
          time = time.plus(Duration.ofMinutes(5))) {
        double open = price;
        price = Math.round(100 * Math.max(20, price * (1 + 0.01 * random.nextGaussian()))) / 100.0;
        walk.put(
            time,
            new Candle(
                time,
                open,
                Math.max(open, price),
                Math.min(open, price),
                price,
                100 + random.nextInt(900)));
      }
    }
    return walk;
  }

  static Instant at(String time) {
    return LocalDateTime.parse(time).toInstant(MarketTime.OFFSET);
  }

  private static WindowHoles mayLack(int bars) {
    return new WindowHoles(SymbolFacts.NONE, EnumMaps.each(Category.class, _ -> bars));
  }

  /** Windows that lack more bars than that are not evaluated; without this call no window lacks too many. */
  ScriptedSide mostLacking(int bars) {
    holes = mayLack(bars);
    return this;
  }

  ScriptedSide engine(SignalEngine other) {
    engine = other;
    return this;
  }

  ScriptedSide without(Symbol symbol, String bar) {
    bars.get(symbol).remove(at(bar));
    return this;
  }

  ScriptedSide withExtra(Symbol symbol, String bar) {
    Candle before = bars.get(symbol).lowerEntry(at(bar)).getValue();
    bars.get(symbol)
        .put(
            at(bar),
            new Candle(at(bar), before.close(), before.close(), before.close(), before.close(), 7));
    return this;
  }

  ScriptedSide revised(Symbol symbol, String bar, double factor) {
    bars.get(symbol)
        .computeIfPresent(
            at(bar),
            (time, is) ->
                new Candle(
                    time,
                    is.open(),
                    Math.max(is.high(), is.close() * factor),
                    Math.min(is.low(), is.close() * factor),
                    is.close() * factor,
                    is.volume()));
    return this;
  }

  /** Windows that start so many sessions later. */
  ScriptedSide shifted(int sessions) {
    return shifted(sessions, FIRST_BARS);
  }

  /** Windows of bars from that date on start so many sessions later. */
  ScriptedSide shifted(int sessions, LocalDate since) {
    selection =
        new BarSelection() {
          @Override
          public Instant newestDue(Timeframe timeframe, Instant slot) {
            return DUE.newestDue(timeframe, slot);
          }

          @Override
          public Instant windowStart(WindowRule rule, Instant barTime) {
            LocalDate start = MarketTime.date(DUE.windowStart(rule, barTime));
            for (int i = 0; i < sessions && !MarketTime.date(barTime).isBefore(since); i++) {
              start = CALENDAR.nextDate(start);
            }
            return MarketTime.startOf(start);
          }

          @Override
          public int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime) {
            return grid(timeframe).count(windowStart(rule, barTime), barTime);
          }

          @Override
          public BarGrid grid(Timeframe timeframe) {
            return DUE.grid(timeframe);
          }

          @Override
          public Optional<Instant> openBefore(Instant slot) {
            return DUE.openBefore(slot);
          }
        };
    return this;
  }

  /** Evaluates the bar that opens with the slot, as it would look then. */
  ScriptedSide forming() {
    selection =
        new BarSelection() {
          @Override
          public Instant newestDue(Timeframe timeframe, Instant slot) {
            return DUE.isBar(timeframe, slot) ? slot : DUE.newestDue(timeframe, slot);
          }

          @Override
          public Instant windowStart(WindowRule rule, Instant barTime) {
            return DUE.windowStart(rule, barTime);
          }

          @Override
          public int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime) {
            return grid(timeframe).count(windowStart(rule, barTime), barTime);
          }

          @Override
          public BarGrid grid(Timeframe timeframe) {
            return DUE.grid(timeframe);
          }

          @Override
          public Optional<Instant> openBefore(Instant slot) {
            return DUE.openBefore(slot);
          }
        };
    return this;
  }

  ScriptedSide skipping(Predicate<Instant> slots) {
    skipped = slots;
    return this;
  }

  ScriptedSide leavingOut(BiPredicate<Symbol, Instant> evaluations) {
    leftOut = evaluations;
    return this;
  }

  ScriptedSide losing(BiPredicate<Symbol, Instant> publications) {
    lost = publications;
    return this;
  }

  /** Each slot sees the candles as of another slot. */
  ScriptedSide seeing(UnaryOperator<Instant> slot) {
    seenAt = slot;
    return this;
  }

  ScriptedSide outcome(Symbol symbol, String slot, Outcome outcome) {
    outcomes.computeIfAbsent(symbol, _ -> new HashMap<>()).put(at(slot), outcome);
    return this;
  }

  /** The bar is there from that time on, and slots await their bars. */
  ScriptedSide late(Symbol symbol, String bar, Instant from) {
    late.computeIfAbsent(symbol, _ -> new HashMap<>()).put(at(bar), from);
    awaits = true;
    return this;
  }

  /** Bars of symbols whose outcome is a failure are awaited. */
  ScriptedSide awaitingFailedBars() {
    awaits = true;
    return this;
  }

  ScriptedSide rules(String version) {
    rules = version;
    return this;
  }

  /** Slots after that moment are not done yet. */
  ScriptedSide until(String slot) {
    until = at(slot);
    return this;
  }

  ScriptedSide forgettingWindows() {
    keepsWindows = false;
    return this;
  }

  ScriptedSide unknownCalls(int calls) {
    unknownCalls = calls;
    return this;
  }

  /** Those slots are caught up, and marked late, at that time. */
  ScriptedSide catchingUp(Predicate<Instant> slots, String backAt) {
    caughtUp = slots;
    caughtUpAt = at(backAt);
    return this;
  }

  /** The slots of day trading in a range, of both generations alike. */
  static DueSlots dueSlots(LocalDate from, LocalDate to) {
    Map<Generation, Map<Category, List<Instant>>> slots = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      slots.put(generation, Map.of(Category.DAY_TRADING, slots(from, to)));
    }
    return new DueSlots(slots);
  }

  private static List<Instant> slots(LocalDate from, LocalDate to) {
    return Timetable.defaults(() -> CALENDAR)
        .due(from, to, MarketTime.startOf(to.plusDays(1)))
        .of(Generation.LEGACY, Category.DAY_TRADING);
  }

  /** The evidence. */
  GenerationEvidence recorded() {
    BarEvaluation evaluation = new BarEvaluation(selection, engine, holes, PriceBreaks.DEFAULT);
    EvaluationLog log = new EvaluationLog();
    Map<Fingerprint, CandleSeries> windows = new HashMap<>();
    List<PublishedSignal> signals = new ArrayList<>();
    Set<Object> published = new HashSet<>();
    Set<Instant> done = new HashSet<>();
    AwaitedBars awaited = AwaitedBars.NONE;
    for (Instant slot : slots(from, to)) {
      if (skipped.test(slot) || slot.isAfter(until)) {
        continue;
      }
      done.add(slot);
      List<BarResults> ofSlot = new ArrayList<>();
      for (Symbol symbol : SYMBOLS) {
        if (leftOut.test(symbol, slot)) {
          continue;
        }
        BarResults results = results(evaluation, symbol, slot, awaited);
        ofSlot.add(results);
        for (SymbolResult result :
            Stream.concat(results.late().stream(), Stream.of(results.due())).toList()) {
          log.add(
              new Evaluation(
                  new BarKey(Category.DAY_TRADING, symbol, result.barTime()),
                  slot,
                  slot,
                  result.outcome(),
                  result.detail(),
                  result.input(),
                  new HashSet<>(result.signals().stream().map(StrategySide::of).toList()),
                  rules,
                  result.lacking()));
          result.window().ifPresent(window -> windows.put(result.input().orElseThrow(), window));
          for (Signal signal : result.signals()) {
            if (!lost.test(symbol, slot) && published.add(signal.key())) {
              boolean missed = caughtUp.test(slot);
              signals.add(
                  new PublishedSignal(
                      signal,
                      slot,
                      (missed ? caughtUpAt : slot).plusSeconds(2),
                      missed || result != results.due()));
            }
          }
        }
      }
      if (awaits) {
        awaited = awaited.after(slot, ScanResult.of(ofSlot, Map.of(), 0, Duration.ZERO));
      }
    }
    return new GenerationEvidence(
        generation,
        Map.of(Category.DAY_TRADING, done),
        log.all(),
        signals,
        keepsWindows ? each -> each.input().map(windows::get) : RecordedWindows.NONE,
        Map.of(from, unknownCalls));
  }

  private BarResults results(
      BarEvaluation evaluation, Symbol symbol, Instant slot, AwaitedBars awaited) {
    Outcome outcome = outcomes.getOrDefault(symbol, Map.of()).getOrDefault(slot, Outcome.EVALUATED);
    if (outcome == Outcome.BAR_MISSING) {
      return new BarResults(
          evaluation.without(Category.DAY_TRADING, symbol, slot, outcome, "no bar"));
    }
    if (outcome != Outcome.EVALUATED) {
      return new BarResults(
          evaluation.without(Category.DAY_TRADING, symbol, slot, outcome, "as scripted"));
    }
    Instant seen = seenAt.apply(slot);
    List<Candle> visible = new ArrayList<>();
    bars.get(symbol)
        .headMap(seen, true)
        .forEach((time, bar) -> visible.add(time.equals(seen) ? opening(bar) : bar));
    Map<Instant, Instant> from = late.getOrDefault(symbol, Map.of());
    visible.removeIf(bar -> from.getOrDefault(bar.time(), Instant.MIN).isAfter(seen));
    return evaluation.evaluate(
        Category.DAY_TRADING,
        CandleSeries.of(symbol, Timeframe.FIVE_MINUTES, visible),
        seen,
        awaited);
  }

  /** The bar two seconds after its open. */
  private static Candle opening(Candle bar) {
    return new Candle(bar.time(), bar.open(), bar.open(), bar.open(), bar.open(), 1);
  }

  /** An engine that rounds the stop loss of another one. */
  static SignalEngine rounding(SignalEngine engine) {
    return new SignalEngine() {
      @Override
      public String name() {
        return "rounding";
      }

      @Override
      public List<StrategySignal> evaluate(
          CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
        return engine.evaluate(window, strategies, sides).stream()
            .map(
                exact ->
                    new StrategySignal(
                        exact.strategy(),
                        exact.side(),
                        exact.entry(),
                        Math.round(exact.stopLoss() * 20) / 20.0,
                        exact.target(),
                        exact.confidence()))
            .toList();
      }
    };
  }

  /** A check over these candles' calendar, with the engine of both sides as the judge. */
  static ParityCheck check(AcceptedDifference... accepted) {
    return new ParityCheck(DUE, Tolerances.DEFAULT, List.of(accepted), new MeanEngine());
  }

  /** The report of two sides. */
  static ParityReport compared(
      ScriptedSide legacy, ScriptedSide optimized, AcceptedDifference... accepted) {
    return check(accepted)
        .check(
            legacy.from,
            legacy.to,
            DAY_TRADING,
            dueSlots(legacy.from, legacy.to),
            legacy.recorded(),
            optimized.recorded());
  }

  /** A comparison of these dates whose evidence comes in parts. */
  static ParityFold fold(LocalDate from, LocalDate to) {
    return check().fold(from, to, DAY_TRADING, dueSlots(from, to));
  }

  /** The one cause of all mismatches; empty unless there is exactly one. */
  static Optional<Cause> onlyCause(ParityReport report) {
    return report.causes().size() == 1
        ? Optional.of(report.causes().keySet().iterator().next())
        : Optional.empty();
  }
}
