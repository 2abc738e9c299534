package dev.baton.replay.market;

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
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Recorded daily and five-minute candles of some symbols. Immutable. */
public final class RecordedCandles {

  private record Recording(CandleSeries days, CandleSeries fiveMinutes) {}

  private final SortedMap<Symbol, Recording> recordings;

  private RecordedCandles(SortedMap<Symbol, Recording> recordings) {
    this.recordings = Collections.unmodifiableSortedMap(recordings);
  }

  /**
   * Reads the candles of these symbols; a symbol without a file has no candle.
   *
   * @param folder {@code 1d/SYMBOL.csv.gz} and {@code 5m/SYMBOL.csv.gz}
   * @throws dev.baton.market.CandleFileException if the folder has no candles, or a file is broken; it names file and line
   */
  public static RecordedCandles read(Path folder, Collection<Symbol> symbols) {
    CandleFolder candles = CandleFolder.open(folder);
    TreeMap<Symbol, Recording> recordings = new TreeMap<>();
    for (Symbol symbol : new TreeSet<>(symbols)) {
      recordings.put(
          symbol,
          new Recording(
              candles.read(symbol, Timeframe.ONE_DAY),
              candles.read(symbol, Timeframe.FIVE_MINUTES)));
    }
    return new RecordedCandles(recordings);
  }

  /**
   * These candles, without a folder.
   *
   * @param series of daily and five-minute bars
   * @throws IllegalArgumentException if one is of another timeframe
   */
  public static RecordedCandles of(Collection<CandleSeries> series) {
    TreeMap<Symbol, Recording> recordings = new TreeMap<>();
    for (CandleSeries one : series) {
      Recording old =
          recordings.getOrDefault(
              one.symbol(),
              new Recording(
                  CandleSeries.empty(one.symbol(), Timeframe.ONE_DAY),
                  CandleSeries.empty(one.symbol(), Timeframe.FIVE_MINUTES)));
      recordings.put(
          one.symbol(),
          switch (one.timeframe()) {
            case ONE_DAY -> new Recording(one, old.fiveMinutes());
            case FIVE_MINUTES -> new Recording(old.days(), one);
            case ONE_HOUR, ONE_WEEK ->
                throw new IllegalArgumentException(
                    one.timeframe().label() + " is derived, never recorded");
          });
    }
    return new RecordedCandles(recordings);
  }

  /** The symbols, with or without a candle. */
  public SortedSet<Symbol> symbols() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(recordings.keySet()));
  }

  /**
   * All candles of a symbol; none if it has no recording.
   *
   * @throws IllegalArgumentException for a timeframe that is derived
   */
  public CandleSeries series(Symbol symbol, Timeframe timeframe) {
    Recording recording = recordings.get(symbol);
    return switch (timeframe) {
      case ONE_DAY -> recording == null ? CandleSeries.empty(symbol, timeframe) : recording.days();
      case FIVE_MINUTES ->
          recording == null ? CandleSeries.empty(symbol, timeframe) : recording.fiveMinutes();
      case ONE_HOUR, ONE_WEEK ->
          throw new IllegalArgumentException(timeframe.label() + " is derived, never recorded");
    };
  }

  /** The dates on which at least one symbol has a daily bar: those are sessions, also where no calendar knows them. */
  public NavigableSet<LocalDate> daysTraded() {
    TreeSet<LocalDate> dates = new TreeSet<>();
    for (Recording recording : recordings.values()) {
      for (int i = 0; i < recording.days().size(); i++) {
        dates.add(MarketTime.date(recording.days().time(i)));
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
    for (Timeframe timeframe : List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES)) {
      for (CandleSeries series : all(timeframe)) {
        hash ^= series.symbol().value().hashCode();
        for (int i = 0; i < series.size(); i++) {
          hash = Fingerprint.chain(hash, series, i);
        }
      }
    }
    return "%016x".formatted(hash);
  }

  private Collection<CandleSeries> all(Timeframe timeframe) {
    return recordings.keySet().stream()
        .map(symbol -> series(symbol, timeframe))
        .collect(Collectors.toList());
  }
}
