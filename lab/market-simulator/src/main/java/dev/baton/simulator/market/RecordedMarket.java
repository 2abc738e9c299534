package dev.baton.simulator.market;

import dev.baton.market.Aggregation;
import dev.baton.market.Candle;
import dev.baton.market.CandleFolder;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Candles of a folder. Nothing is kept: a series is read from its file each time, so the market's size is no matter of memory
 * (ADR 43). Where the daily candles end before the five-minute ones, the later days are made of their five-minute bars.
 */
public final class RecordedMarket implements MarketData {

  /** Days of five-minute bars before the first session that are kept: a legacy scan asks for 30. */
  private static final int DAYS_BEFORE = 40;

  private final Path folder;
  private final CandleFolder candles;
  private final Set<Symbol> symbols;
  private final Set<Symbol> symbolsOfRun;
  private final LocalDate keptFrom;
  private final Instant until;

  /**
   * @param folder in the layout {@code {1d,5m}/SYMBOL.csv.gz}
   * @param wanted the symbols that the run asks for; if the folder has none of them, all of the folder
   * @throws dev.baton.csv.DataFileException if the folder has no candle file
   * @throws IllegalArgumentException if the folder has no five-minute or no daily candle
   */
  public RecordedMarket(Path folder, Collection<Symbol> wanted) {
    this(folder, CandleFolder.open(folder), wanted, LocalDate.MIN, Instant.MAX);
    if (has(Timeframe.FIVE_MINUTES) == 0 || has(Timeframe.ONE_DAY) == 0) {
      throw new IllegalArgumentException(
          "%s has candles of %s symbols in 5m and of %s in 1d; both are needed"
              .formatted(folder, has(Timeframe.FIVE_MINUTES), has(Timeframe.ONE_DAY)));
    }
  }

  private RecordedMarket(
      Path folder,
      CandleFolder candles,
      Collection<Symbol> wanted,
      LocalDate keptFrom,
      Instant until) {
    this.folder = folder;
    this.candles = candles;
    this.keptFrom = keptFrom;
    this.until = until;
    Set<Symbol> all = new TreeSet<>(candles.symbols(Timeframe.FIVE_MINUTES));
    all.addAll(candles.symbols(Timeframe.ONE_DAY));
    Set<Symbol> ofRun = new TreeSet<>(all);
    ofRun.retainAll(new HashSet<>(wanted));
    this.symbols = Collections.unmodifiableSet(all);
    this.symbolsOfRun = ofRun.isEmpty() ? symbols : Collections.unmodifiableSet(ofRun);
  }

  private int has(Timeframe timeframe) {
    return candles.symbols(timeframe).size();
  }

  /**
   * The same market for a run of these dates.
   *
   * @param first the first session
   * @param last what is after that date is left out
   */
  public RecordedMarket of(LocalDate first, LocalDate last) {
    return new RecordedMarket(
        folder, candles, symbolsOfRun, first.minusDays(DAYS_BEFORE), MarketTime.endOf(last));
  }

  private static CandleSeries extended(CandleSeries recorded, CandleSeries fiveMinutes) {
    if (recorded.isEmpty()) {
      return recorded;
    }
    List<Candle> candles = new ArrayList<>(recorded.toList());
    Instant next = MarketTime.startOf(MarketTime.date(recorded.lastTime()).plusDays(1));
    candles.addAll(
        Aggregation.by(
            fiveMinutes.slice(fiveMinutes.lowerBound(next), fiveMinutes.size()),
            time -> MarketTime.startOf(MarketTime.date(time))));
    return CandleSeries.of(recorded.symbol(), Timeframe.ONE_DAY, candles);
  }

  @Override
  public Set<Symbol> symbols() {
    return symbols;
  }

  @Override
  public Set<Symbol> symbolsOfRun() {
    return symbolsOfRun;
  }

  @Override
  public LocalDate keptFrom() {
    return keptFrom;
  }

  @Override
  public CandleSeries fiveMinutes(Symbol symbol) {
    return upToEnd(candles.read(symbol, Timeframe.FIVE_MINUTES));
  }

  @Override
  public CandleSeries days(Symbol symbol) {
    return candles(symbol).days();
  }

  @Override
  public Candles candles(Symbol symbol) {
    CandleSeries fiveMinutes = fiveMinutes(symbol);
    return new Candles(
        fiveMinutes, upToEnd(extended(candles.read(symbol, Timeframe.ONE_DAY), fiveMinutes)));
  }

  private CandleSeries upToEnd(CandleSeries series) {
    return series.between(Instant.MIN, until);
  }

  /** The folder of the candles. */
  public Path folder() {
    return folder;
  }

  /** The newest date on which every series of the run, five-minute and daily, has a bar; empty if there is no such date. */
  public Optional<LocalDate> newestComplete() {
    return symbolsOfRun.parallelStream()
        .map(this::candles)
        .flatMap(both -> Stream.of(both.fiveMinutes(), both.days()))
        .filter(series -> !series.isEmpty())
        .map(RecordedMarket::dates)
        .reduce(
            (one, other) -> {
              one.retainAll(other);
              return one;
            })
        .filter(dates -> !dates.isEmpty())
        .map(TreeSet::last);
  }

  private static TreeSet<LocalDate> dates(CandleSeries series) {
    return series.toList().stream()
        .map(candle -> MarketTime.date(candle.time()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String description() {
    return "%s symbols of %s".formatted(symbols.size(), folder);
  }
}
