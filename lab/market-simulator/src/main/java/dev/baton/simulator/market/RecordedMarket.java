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
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Candles of a folder, read once at the start. Where the daily candles end before the five-minute ones, the later days are
 * made of their five-minute bars.
 */
public final class RecordedMarket implements MarketData {

  private final Path folder;
  private final Map<Symbol, CandleSeries> fiveMinutes = new TreeMap<>();
  private final Map<Symbol, CandleSeries> days = new TreeMap<>();
  private final Set<Symbol> symbols = new TreeSet<>();

  /**
   * @param folder in the layout {@code {1d,5m}/SYMBOL.csv.gz}
   * @throws dev.baton.csv.DataFileException if a file is malformed; it names file and line
   * @throws IllegalArgumentException if the folder has no five-minute or no daily candle
   */
  public RecordedMarket(Path folder) {
    this.folder = folder;
    CandleFolder candles = CandleFolder.open(folder);
    for (Symbol symbol : candles.symbols(Timeframe.FIVE_MINUTES)) {
      fiveMinutes.put(symbol, candles.read(symbol, Timeframe.FIVE_MINUTES));
    }
    for (Symbol symbol : candles.symbols(Timeframe.ONE_DAY)) {
      days.put(symbol, extended(candles.read(symbol, Timeframe.ONE_DAY), fiveMinutes(symbol)));
    }
    symbols.addAll(fiveMinutes.keySet());
    symbols.addAll(days.keySet());
    if (fiveMinutes.isEmpty() || days.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has candles of %s symbols in 5m and of %s in 1d; both are needed"
              .formatted(folder, fiveMinutes.size(), days.size()));
    }
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
  public CandleSeries fiveMinutes(Symbol symbol) {
    return fiveMinutes.getOrDefault(symbol, CandleSeries.empty(symbol, Timeframe.FIVE_MINUTES));
  }

  @Override
  public CandleSeries days(Symbol symbol) {
    return days.getOrDefault(symbol, CandleSeries.empty(symbol, Timeframe.ONE_DAY));
  }

  /** The folder of the candles. */
  public Path folder() {
    return folder;
  }

  /** The newest date on which every series, five-minute and daily, has a bar; empty if there is no such date. */
  public Optional<LocalDate> newestComplete() {
    return Stream.concat(fiveMinutes.values().stream(), days.values().stream())
        .filter(series -> !series.isEmpty())
        .map(RecordedMarket::dates)
        .reduce(
            (one, other) -> {
              one.retainAll(other);
              return one;
            })
        .filter(dates -> !dates.isEmpty())
        .map(NavigableSet::last);
  }

  private static NavigableSet<LocalDate> dates(CandleSeries series) {
    return series.toList().stream()
        .map(candle -> MarketTime.date(candle.time()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String description() {
    return "%s symbols of %s".formatted(symbols.size(), folder);
  }
}
