package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.scan.TimeLimited;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Replays a range of recorded candles through both scan cores with a stepped clock. The unit of parallel work is one symbol
 * of one generation; the result depends neither on the number of threads nor on the machine. The threads have the priority of
 * the caller. An interrupted run throws {@link InterruptedException} and discards the work done.
 */
public final class Replay {

  private record Unit(Generation generation, Symbol symbol) {}

  private final RecordedCandles candles;
  private final TradingCalendar calendar;
  private final ReplayRange range;
  private final List<LocalDate> sessions;
  private final Map<Generation, ReplayPlan> plans;
  private final Cores cores;
  private final int threads;

  /**
   * @param calendar of the sessions; {@link #calendar(RecordedCandles)} makes one
   * @param threads symbols at a time, 1 or more
   * @throws ReplayException if the calendar does not know the range, it has no session or there is nothing to replay
   */
  public Replay(RecordedCandles candles, TradingCalendar calendar, ReplayRange range, int threads) {
    this.candles = requireNonNull(candles, "candles is null");
    this.calendar = requireNonNull(calendar, "calendar is null");
    this.range = requireNonNull(range, "range is null");
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
    this.threads = threads;
    this.sessions = sessions(calendar, range);
    checkData();
    this.plans =
        EnumMaps.each(
            Generation.class, of -> ReplayPlan.of(of, sessions, range.categories(), calendar));
    this.cores = new Cores(candles, calendar, Cores.ONE_BY_ONE);
  }

  /** The exchange's calendar, and for years it lacks the dates on which a daily candle was recorded. */
  public static TradingCalendar calendar(RecordedCandles candles) {
    return TradingCalendar.nse().withObserved(candles.daysTraded());
  }

  private static List<LocalDate> sessions(TradingCalendar calendar, ReplayRange range) {
    List<LocalDate> sessions;
    try {
      sessions = calendar.sessionDates(range.from(), range.to());
    } catch (UnknownCalendarException e) {
      throw new ReplayException(
          "%s to %s is not within the sessions that the calendar and the daily candles know: %s to %s"
              .formatted(range.from(), range.to(), calendar.knownFrom(), calendar.knownThrough()));
    }
    if (sessions.isEmpty()) {
      throw new ReplayException("no session from " + range.from() + " to " + range.to());
    }
    return sessions;
  }

  private void checkData() {
    boolean none =
        range.categories().stream()
            .noneMatch(
                category ->
                    CategoryDefaults.universe(category).stream()
                        .map(symbol -> candles.series(symbol, category.signalTimeframe()))
                        .anyMatch(this::hasCandlesInRange));
    if (none) {
      throw new ReplayException(
          "no candle from %s to %s for %s; recorded are %s"
              .formatted(
                  range.from(),
                  range.to(),
                  range.categories().stream()
                      .map(Category::label)
                      .collect(Collectors.joining(", ")),
                  recorded()));
    }
  }

  private boolean hasCandlesInRange(CandleSeries series) {
    return !series
        .between(MarketTime.startOf(range.from()), MarketTime.endOf(range.to()))
        .isEmpty();
  }

  private String recorded() {
    List<String> recorded = new ArrayList<>();
    for (Timeframe timeframe : List.of(Timeframe.FIVE_MINUTES, Timeframe.ONE_DAY)) {
      TreeSet<LocalDate> ends = new TreeSet<>();
      for (Symbol symbol : candles.symbols()) {
        CandleSeries series = candles.series(symbol, timeframe);
        if (!series.isEmpty()) {
          ends.add(MarketTime.date(series.time(0)));
          ends.add(MarketTime.date(series.lastTime()));
        }
      }
      recorded.add(
          ends.isEmpty()
              ? "no " + timeframe.label()
              : "%s from %s to %s".formatted(timeframe.label(), ends.first(), ends.last()));
    }
    return String.join(", ", recorded);
  }

  public ReplayRange range() {
    return range;
  }

  /** The dates of the sessions, ascending. */
  public List<LocalDate> sessions() {
    return sessions;
  }

  public TradingCalendar calendar() {
    return calendar;
  }

  public RecordedCandles candles() {
    return candles;
  }

  public ReplayPlan plan(Generation generation) {
    return plans.get(generation);
  }

  /** Replays everything without a fault. */
  public ReplayRun run(Progress progress) throws InterruptedException {
    return run(range.symbols(), progress);
  }

  /** Replays some symbols without a fault; the result leaves out the others. */
  public ReplayRun run(Collection<Symbol> symbols, Progress progress) throws InterruptedException {
    List<Unit> units = new ArrayList<>();
    for (Generation generation : Generation.values()) {
      symbols.forEach(symbol -> units.add(new Unit(generation, symbol)));
    }
    Map<Generation, SortedMap<Symbol, UnitRecord>> records =
        records(units, plans, Injection.NONE, progress);
    return new ReplayRun(
        this, record(Generation.LEGACY, records), record(Generation.OPTIMIZED, records));
  }

  /** Replays one generation alone, without a fault. */
  public GenerationRecord run(Generation generation, Progress progress)
      throws InterruptedException {
    List<Unit> units =
        range.symbols().stream().map(symbol -> new Unit(generation, symbol)).toList();
    return record(generation, records(units, plans, Injection.NONE, progress));
  }

  private GenerationRecord record(
      Generation generation, Map<Generation, SortedMap<Symbol, UnitRecord>> records) {
    return new GenerationRecord(plans.get(generation), sessions.size(), records.get(generation));
  }

  /**
   * Replays again what these faults can change.
   *
   * @param clean a run of this replay
   */
  public ReplayRun inject(ReplayRun clean, Injection injection, Progress progress)
      throws InterruptedException {
    Map<Generation, ReplayPlan> changed =
        EnumMaps.each(Generation.class, of -> plan(of).without(injection.skipped(of)));
    List<Unit> units = new ArrayList<>();
    for (Generation generation : Generation.values()) {
      for (Symbol symbol : clean.of(generation).symbols()) {
        if (!injection.of(generation, symbol).isEmpty()) {
          units.add(new Unit(generation, symbol));
        }
      }
    }
    Map<Generation, SortedMap<Symbol, UnitRecord>> records =
        records(units, changed, injection, progress);
    return new ReplayRun(
        this,
        clean.legacy().with(changed.get(Generation.LEGACY), records.get(Generation.LEGACY)),
        clean
            .optimized()
            .with(changed.get(Generation.OPTIMIZED), records.get(Generation.OPTIMIZED)));
  }

  private Map<Generation, SortedMap<Symbol, UnitRecord>> records(
      Collection<Unit> units,
      Map<Generation, ReplayPlan> slots,
      Injection injection,
      Progress progress)
      throws InterruptedException {
    progress.begun(
        units.stream().mapToLong(unit -> slots.get(unit.generation()).steps().size()).sum());
    Map<Generation, SortedMap<Symbol, UnitRecord>> records =
        EnumMaps.each(Generation.class, _ -> new TreeMap<>());
    // Threads of this builder take the caller's priority; an executor's own factory has another.
    ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("replay-", 1).factory());
    try {
      Map<Unit, Future<UnitRecord>> running = new LinkedHashMap<>();
      for (Unit unit : units) {
        running.put(
            unit,
            executor.submit(
                () ->
                    new UnitReplay(
                            cores,
                            slots.get(unit.generation()),
                            range,
                            sessions.size(),
                            new TreeSet<>(List.of(unit.symbol())),
                            injection.of(unit.generation(), unit.symbol()),
                            progress)
                        .run()));
      }
      for (Map.Entry<Unit, Future<UnitRecord>> unit : running.entrySet()) {
        records
            .get(unit.getKey().generation())
            .put(unit.getKey().symbol(), result(unit.getValue()));
      }
    } finally {
      executor.shutdownNow();
      executor.close();
    }
    return records;
  }

  private static UnitRecord result(Future<UnitRecord> unit) throws InterruptedException {
    try {
      return unit.get();
    } catch (ExecutionException e) {
      throw TimeLimited.thrown(e.getCause());
    }
  }
}
