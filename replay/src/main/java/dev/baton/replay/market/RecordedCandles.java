package dev.baton.replay.market;

import dev.baton.facts.SymbolFacts;
import dev.baton.market.BarChain;
import dev.baton.market.CandleFolder;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.signal.Fingerprint;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Recorded daily and five-minute candles of some symbols, and the facts that come with them. Immutable. */
public final class RecordedCandles {

  private static final List<Timeframe> RECORDED =
      List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES);

  /** Each symbol has both timeframes, with or without a candle. */
  private final SortedMap<Symbol, Map<Timeframe, CandleSeries>> recordings = new TreeMap<>();

  private final SymbolFacts facts;

  private RecordedCandles(Collection<CandleSeries> series, SymbolFacts facts) {
    this.facts = facts;
    for (CandleSeries one : series) {
      checkRecorded(one.timeframe());
      recordings.computeIfAbsent(one.symbol(), RecordedCandles::none).put(one.timeframe(), one);
    }
  }

  private static void checkRecorded(Timeframe timeframe) {
    if (!RECORDED.contains(timeframe)) {
      throw new IllegalArgumentException(timeframe.label() + " is derived, never recorded");
    }
  }

  private static Map<Timeframe, CandleSeries> none(Symbol symbol) {
    Map<Timeframe, CandleSeries> none = new EnumMap<>(Timeframe.class);
    RECORDED.forEach(timeframe -> none.put(timeframe, CandleSeries.empty(symbol, timeframe)));
    return none;
  }

  /**
   * Reads the candles of these symbols; a symbol without a file has no candle.
   *
   * @param folder {@code 1d/SYMBOL.csv.gz}, {@code 5m/SYMBOL.csv.gz}, and perhaps {@code facts.csv}
   * @throws dev.baton.csv.DataFileException if the folder has no candles, or a file is broken; it names file and line
   */
  public static RecordedCandles read(Path folder, Collection<Symbol> symbols) {
    CandleFolder candles = CandleFolder.open(folder);
    return new RecordedCandles(
        symbols.stream()
            .flatMap(symbol -> RECORDED.stream().map(timeframe -> candles.read(symbol, timeframe)))
            .toList(),
        SymbolFacts.ofFolder(folder));
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
    return new RecordedCandles(series, facts);
  }

  /** What is known about the symbols. */
  public SymbolFacts facts() {
    return facts;
  }

  /** The symbols, with or without a candle. */
  public Set<Symbol> symbols() {
    return Collections.unmodifiableSet(recordings.keySet());
  }

  /**
   * All candles of a symbol; none if it has no recording.
   *
   * @throws IllegalArgumentException for a timeframe that is derived
   */
  public CandleSeries series(Symbol symbol, Timeframe timeframe) {
    checkRecorded(timeframe);
    Map<Timeframe, CandleSeries> recording = recordings.get(symbol);
    return recording == null ? CandleSeries.empty(symbol, timeframe) : recording.get(timeframe);
  }

  /** The dates on which at least one symbol has a daily bar: those are sessions, also where no calendar knows them. */
  public NavigableSet<LocalDate> daysTraded() {
    TreeSet<LocalDate> dates = new TreeSet<>();
    for (CandleSeries days : all(Timeframe.ONE_DAY)) {
      for (int i = 0; i < days.size(); i++) {
        dates.add(MarketTime.date(days.time(i)));
      }
    }
    return dates;
  }

  /** The number of candles of a timeframe, over all symbols. */
  public long count(Timeframe timeframe) {
    return all(timeframe).stream().mapToLong(CandleSeries::size).sum();
  }

  /** A hash over every candle, chained as {@link Fingerprint} does it: equal recordings, equal hash. */
  public String hash() {
    long hash = Fingerprint.SEED;
    for (Timeframe timeframe : RECORDED) {
      for (CandleSeries series : all(timeframe)) {
        hash ^= series.symbol().value().hashCode();
        for (int i = 0; i < series.size(); i++) {
          hash = BarChain.next(hash, series.digest(i));
        }
      }
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private List<CandleSeries> all(Timeframe timeframe) {
    return recordings.values().stream().map(of -> of.get(timeframe)).toList();
  }
}
