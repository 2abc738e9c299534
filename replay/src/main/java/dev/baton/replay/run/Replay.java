package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.AcceptedDifference;
import dev.baton.parity.ParityCheck;
import dev.baton.parity.ParityFold;
import dev.baton.parity.Tolerances;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.scan.TimeLimited;
import dev.baton.slot.DueSlots;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private final ReplaySettings settings;
  private final List<LocalDate> sessions;
  private final Map<Generation, ReplayPlan> plans;
  private final int threads;

  /** A replay by the default settings. */
  public Replay(RecordedCandles candles, TradingCalendar calendar, ReplayRange range, int threads) {
    this(candles, calendar, range, ReplaySettings.DEFAULT, threads);
  }

  /**
   * @param calendar of the sessions; {@link #calendar(RecordedCandles)} makes one
   * @param threads symbols at a time, 1 or more
   * @throws ReplayException if the calendar does not know the range, it has no session or there is nothing to replay
   */
  public Replay(
      RecordedCandles candles,
      TradingCalendar calendar,
      ReplayRange range,
      ReplaySettings settings,
      int threads) {
    this.settings = requireNonNull(settings, "settings is null");
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
            Generation.class,
            of -> ReplayPlan.of(of, sessions, range.categories(), settings.timetable(calendar)));
  }

  /** The exchange's calendar, and for years it lacks the dates on which recorded symbols were traded. */
  public static TradingCalendar calendar(RecordedCandles candles) {
    return calendar(TradingCalendar.nse(), candles);
  }

  /** That calendar, and for years it lacks the dates on which recorded symbols were traded. */
  public static TradingCalendar calendar(TradingCalendar known, RecordedCandles candles) {
    return known.withObserved(candles.daysTraded());
  }

  /** Some sessions and categories of this replay, one symbol at a time. */
  public Replay part(LocalDate from, LocalDate to, Set<Category> categories) {
    return new Replay(
        candles, calendar, new ReplayRange(from, to, categories, range.universe()), settings, 1);
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
                    range.universe().of(category).stream()
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

  /** The services' settings. */
  public ReplaySettings settings() {
    return settings;
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

  /** The slots that are to be done, whether or not a fault keeps some from being done. */
  public DueSlots dueSlots() {
    return new DueSlots(EnumMaps.each(Generation.class, of -> plan(of).slots()));
  }

  /** A comparison of both generations, to which runs of this replay can be added. */
  public ParityFold parityFold(List<AcceptedDifference> accepted, Tolerances tolerances) {
    return new ParityCheck(new DueBars(calendar), tolerances, accepted, new Ta4jEngine())
        .fold(range.from(), range.to(), range.categories(), dueSlots());
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
    return run(records);
  }

  private ReplayRun run(Map<Generation, SortedMap<Symbol, UnitRecord>> records) {
    return new ReplayRun(
        this, record(Generation.LEGACY, records), record(Generation.OPTIMIZED, records));
  }

  /**
   * What one symbol's replay left behind.
   *
   * @param candles of the symbol alone
   * @param run by both generations; without a record if the symbol is not scanned in the range
   * @param cpu processor time that it took
   */
  public record OfSymbol(Symbol symbol, RecordedCandles candles, ReplayRun run, Cpu cpu) {}

  /**
   * Replays one symbol after another without a fault, and keeps none: that of a symbol is let go as soon as it is digested. All
   * symbols with candles and all of the range come, in order.
   *
   * @param digest makes what is kept of a symbol; safe for use by several threads
   * @param inOrder takes what was made, in the order of the symbols, in the calling thread
   */
  public <T> void eachSymbol(Function<OfSymbol, T> digest, Consumer<T> inOrder, Progress progress)
      throws InterruptedException {
    SortedSet<Symbol> scanned = range.symbols();
    SortedSet<Symbol> all = new TreeSet<>(candles.symbols());
    all.addAll(scanned);
    progress.begun(
        (long) scanned.size() * plans.values().stream().mapToInt(of -> of.steps().size()).sum());
    ExecutorService executor = executor();
    try {
      Iterator<Symbol> waiting = all.iterator();
      Deque<Future<T>> running = new ArrayDeque<>();
      while (waiting.hasNext() || !running.isEmpty()) {
        // No more than that many are in memory, done or not.
        while (waiting.hasNext() && running.size() <= threads) {
          Symbol symbol = waiting.next();
          running.add(
              executor.submit(
                  () -> digest.apply(ofSymbol(symbol, scanned.contains(symbol), progress))));
        }
        inOrder.accept(result(running.remove()));
      }
    } finally {
      executor.shutdownNow();
      executor.close();
    }
  }

  private OfSymbol ofSymbol(Symbol symbol, boolean scanned, Progress progress)
      throws InterruptedException {
    CpuClock clock = new CpuClock();
    RecordedCandles own = candles.only(List.of(symbol));
    Duration reading = clock.lap();
    Map<Generation, SortedMap<Symbol, UnitRecord>> records =
        EnumMaps.each(Generation.class, _ -> new TreeMap<>());
    Map<Generation, Duration> generations = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      if (scanned) {
        records
            .get(generation)
            .put(
                symbol,
                replayed(own, new Unit(generation, symbol), plans, Injection.NONE, progress));
      }
      generations.put(generation, clock.lap());
    }
    return new OfSymbol(
        symbol,
        own,
        run(records),
        new Cpu(
            reading, generations.get(Generation.LEGACY), generations.get(Generation.OPTIMIZED)));
  }

  private UnitRecord replayed(
      RecordedCandles own,
      Unit unit,
      Map<Generation, ReplayPlan> slots,
      Injection injection,
      Progress progress)
      throws InterruptedException {
    return new UnitReplay(
            new Cores(own, calendar, range.universe(), settings, Cores.ONE_BY_ONE),
            slots.get(unit.generation()),
            range,
            sessions.size(),
            new TreeSet<>(List.of(unit.symbol())),
            injection.of(unit.generation(), unit.symbol()),
            progress)
        .run();
  }

  /** Threads of this executor take the caller's priority; an executor's own factory has another. */
  private ExecutorService executor() {
    return Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("replay-", 1).factory());
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
    ExecutorService executor = executor();
    try {
      Map<Unit, Future<UnitRecord>> running = new LinkedHashMap<>();
      for (Unit unit : units) {
        running.put(
            unit, executor.submit(() -> replayed(candles, unit, slots, injection, progress)));
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

  private static <T> T result(Future<T> unit) throws InterruptedException {
    try {
      return unit.get();
    } catch (ExecutionException e) {
      throw TimeLimited.thrown(e.getCause());
    }
  }
}
