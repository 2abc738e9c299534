package dev.baton.replay.market;

import dev.baton.facts.SymbolFacts;
import dev.baton.market.CandleFolder;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Recorded daily and five-minute candles of some symbols, and the facts that come with them. They are in memory, or a folder
 * whose files are read each time that they are asked for. Immutable.
 */
public final class RecordedCandles {

  private static final List<Timeframe> RECORDED =
      List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES);

  /** Each symbol has both timeframes, with or without a candle. */
  private final SortedSet<Symbol> symbols;

  private final BiFunction<Symbol, Timeframe, CandleSeries> reader;
  private final SymbolFacts facts;

  private RecordedCandles(
      Collection<Symbol> symbols,
      BiFunction<Symbol, Timeframe, CandleSeries> reader,
      SymbolFacts facts) {
    this.symbols = Collections.unmodifiableSortedSet(new TreeSet<>(symbols));
    this.reader = reader;
    this.facts = facts;
  }

  private static void checkRecorded(Timeframe timeframe) {
    if (!RECORDED.contains(timeframe)) {
      throw new IllegalArgumentException(timeframe.label() + " is derived, never recorded");
    }
  }

  /**
   * Reads the candles of these symbols into memory; a symbol without a file has no candle.
   *
   * @param folder {@code 1d/SYMBOL.csv.gz}, {@code 5m/SYMBOL.csv.gz}, and perhaps {@code facts.csv}
   * @throws dev.baton.csv.DataFileException if the folder has no candles, or a file is broken; it names file and line
   */
  public static RecordedCandles read(Path folder, Collection<Symbol> symbols) {
    return in(folder, symbols).only(symbols);
  }

  /**
   * The candles of these symbols in a folder. Nothing is kept: a series is read from its file each time.
   *
   * @param folder as for {@link #read}
   * @throws dev.baton.csv.DataFileException as {@link #read}; for a broken file, when it is read
   */
  public static RecordedCandles in(Path folder, Collection<Symbol> symbols) {
    CandleFolder candles = CandleFolder.open(folder);
    return new RecordedCandles(symbols, candles::read, SymbolFacts.ofFolder(folder));
  }

  /**
   * These candles, without a folder.
   *
   * @param series of daily and five-minute bars
   * @throws IllegalArgumentException if one is of another timeframe
   */
  public static RecordedCandles of(Collection<CandleSeries> series) {
    return of(series, SymbolFacts.NONE);
  }

  /** The same with facts. */
  public static RecordedCandles of(Collection<CandleSeries> series, SymbolFacts facts) {
    Map<Symbol, Map<Timeframe, CandleSeries>> recordings = new HashMap<>();
    for (CandleSeries one : series) {
      checkRecorded(one.timeframe());
      recordings
          .computeIfAbsent(one.symbol(), _ -> new EnumMap<>(Timeframe.class))
          .put(one.timeframe(), one);
    }
    return new RecordedCandles(
        recordings.keySet(),
        (symbol, timeframe) ->
            recordings
                .getOrDefault(symbol, Map.of())
                .getOrDefault(timeframe, CandleSeries.empty(symbol, timeframe)),
        facts);
  }

  /** Those of some symbols alone, in memory. */
  public RecordedCandles only(Collection<Symbol> some) {
    return of(
        some.stream()
            .flatMap(symbol -> RECORDED.stream().map(timeframe -> series(symbol, timeframe)))
            .toList(),
        facts);
  }

  /** The same candles with these facts in the place of the folder's. */
  public RecordedCandles with(SymbolFacts other) {
    return new RecordedCandles(symbols, reader, other);
  }

  /** What is known about the symbols. */
  public SymbolFacts facts() {
    return facts;
  }

  /** The symbols, with or without a candle. */
  public Set<Symbol> symbols() {
    return symbols;
  }

  /**
   * All candles of a symbol; none if it has no recording.
   *
   * @throws IllegalArgumentException for a timeframe that is derived
   */
  public CandleSeries series(Symbol symbol, Timeframe timeframe) {
    checkRecorded(timeframe);
    return symbols.contains(symbol)
        ? reader.apply(symbol, timeframe)
        : CandleSeries.empty(symbol, timeframe);
  }

  /**
   * The dates on which the exchange was open, by the recording, for years that no calendar knows: at least half of the symbols
   * whose recordings reach over the date have a daily bar. A row of one symbol on a holiday is no session that all others lack.
   */
  public NavigableSet<LocalDate> daysTraded() {
    NavigableMap<Long, Integer> bars = new TreeMap<>();
    NavigableMap<Long, Integer> changes = new TreeMap<>();
    for (Symbol symbol : symbols) {
      CandleSeries days = series(symbol, Timeframe.ONE_DAY);
      for (int i = 0; i < days.size(); i++) {
        bars.merge(days.epochSecond(i), 1, Integer::sum);
      }
      if (!days.isEmpty()) {
        changes.merge(days.epochSecond(0), 1, Integer::sum);
        changes.merge(days.epochSecond(days.size() - 1) + 1, -1, Integer::sum);
      }
    }
    NavigableSet<LocalDate> traded = new TreeSet<>();
    int recorded = 0;
    for (Map.Entry<Long, Integer> day : bars.entrySet()) {
      while (!changes.isEmpty() && changes.firstKey() <= day.getKey()) {
        recorded += changes.pollFirstEntry().getValue();
      }
      if (day.getValue() * 2 >= recorded) {
        traded.add(MarketTime.date(Instant.ofEpochSecond(day.getKey())));
      }
    }
    return traded;
  }

  /** Counts and hash of all candles. */
  public CandleSum sum() {
    CandleSum sum = sumOfDays();
    symbols.forEach(symbol -> sum.add(series(symbol, Timeframe.FIVE_MINUTES)));
    return sum;
  }

  /** A sum of the daily candles, to which the five-minute ones are to be added by symbol. */
  public CandleSum sumOfDays() {
    CandleSum sum = new CandleSum();
    symbols.forEach(symbol -> sum.add(series(symbol, Timeframe.ONE_DAY)));
    return sum;
  }
}
