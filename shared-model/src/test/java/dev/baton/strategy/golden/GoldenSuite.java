package dev.baton.strategy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.baton.category.Category;
import dev.baton.market.CandleFolder;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Compares an engine with reference values from another implementation: every row of indicators, every signal, and no signal
 * that the reference does not have. Windows are those of the reference: whole calendar days before the bar.
 */
public abstract class GoldenSuite {

  private static final double TOLERANCE = 1e-9;
  private static final double WIDTH_TOLERANCE = 1e-8;
  private static final Set<Strategy> COMMON =
      EnumSet.of(Strategy.EMA_CROSSOVER, Strategy.BOLLINGER_BANDS, Strategy.MOMENTUM);
  private static final Set<Strategy> ANALYZER =
      EnumSet.of(
          Strategy.SHORT_SELLING_OVERBOUGHT,
          Strategy.SHORT_SELLING_DIVERGENCE,
          Strategy.SHORT_SELLING_GAP_MOMENTUM);

  /** A new engine. */
  protected abstract SignalEngine engine();

  /** The engine's indicators at the window's last bar, of at least 50 bars. */
  protected abstract Indicators indicators(CandleSeries window);

  private record Key(
      String category, Symbol symbol, Instant barTime, Strategy strategy, Side side) {}

  private record Values(double entry, double stopLoss, double target, double confidence) {
    static Values of(StrategySignal signal) {
      return new Values(signal.entry(), signal.stopLoss(), signal.target(), signal.confidence());
    }

    boolean equal(Values other) {
      return close(entry, other.entry, TOLERANCE)
          && close(stopLoss, other.stopLoss, TOLERANCE)
          && close(target, other.target, TOLERANCE)
          && close(confidence, other.confidence, TOLERANCE);
    }
  }

  @Test
  void computesEveryIndicatorOfTheReference() throws IOException {
    CandleFolder candles = CandleFolder.open(SharedFolder.require("market-data"));
    Map<String, CandleSeries> read = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (NamedCsvRecord row : rows("indicators.csv.gz")) {
      rows++;
      Symbol symbol = Symbol.of(row.getField("symbol"));
      Timeframe timeframe = Timeframe.ofLabel(row.getField("timeframe"));
      CandleSeries series =
          read.computeIfAbsent(symbol + timeframe.label(), _ -> candles.read(symbol, timeframe));
      int days = Integer.parseInt(row.getField("window").replace("d", ""));
      CandleSeries window = window(series, series.indexOf(time(row, "bar_time")), days);

      assertThat(window.size()).isEqualTo(Integer.parseInt(row.getField("window_rows")));
      assertThat(window.time(0)).isEqualTo(time(row, "window_start"));
      if (window.size() < SignalEngine.MINIMUM_BARS) {
        assertThat(row.getField("ema_9")).isEmpty();
        assertThat(
                engine().evaluate(window, EnumSet.allOf(Strategy.class), EnumSet.allOf(Side.class)))
            .isEmpty();
        continue;
      }
      named(indicators(window))
          .forEach(
              (name, value) -> {
                double expected = Double.parseDouble(row.getField(name));
                double tolerance = name.equals("bb_width") ? WIDTH_TOLERANCE : TOLERANCE;
                if (!close(value, expected, tolerance)) {
                  wrong.add(
                      "%s %s: %s is %s, not %s"
                          .formatted(symbol, row.getField("bar_time"), name, value, expected));
                }
              });
    }
    assertThat(rows).isEqualTo(1764);
    assertThat(wrong).isEmpty();
  }

  @Test
  void findsEverySignalOfTheReferenceAndNoOther() throws IOException {
    CandleFolder candles = CandleFolder.open(SharedFolder.require("market-data"));
    Map<Key, Values> expected = new HashMap<>();
    Set<Symbol> symbols = new TreeSet<>();
    for (NamedCsvRecord row : rows("signals.csv.gz")) {
      symbols.add(Symbol.of(row.getField("symbol")));
      expected.put(key(row.getField("category"), row), values(row));
    }
    assertThat(expected).hasSize(15_453);

    Collection<Map<Key, Values>> found =
        symbols.parallelStream().map(symbol -> commonSignals(candles, symbol)).toList();

    assertSame(found, expected);
  }

  @Test
  void findsEverySignalOfTheShortSellingAnalyzerAndNoOther() throws IOException {
    CandleFolder candles = CandleFolder.open(SharedFolder.require("market-data"));
    Map<Key, Values> expected = new HashMap<>();
    for (NamedCsvRecord row : rows("legacy_short_selling.csv.gz")) {
      expected.put(key("short_selling", row), values(row));
    }
    assertThat(expected).hasSize(272);
    Set<Symbol> symbols = new TreeSet<>();
    rows("signals.csv.gz").forEach(row -> symbols.add(Symbol.of(row.getField("symbol"))));

    Collection<Map<Key, Values>> found =
        symbols.parallelStream().map(symbol -> analyzerSignals(candles, symbol)).toList();

    assertSame(found, expected);
  }

  private Map<Key, Values> commonSignals(CandleFolder candles, Symbol symbol) {
    SignalEngine engine = engine();
    Map<Key, Values> found = new HashMap<>();
    CandleSeries days = candles.read(symbol, Timeframe.ONE_DAY);
    for (int i = 0; i < days.size(); i++) {
      for (StrategySignal signal :
          engine.evaluate(window(days, i, 100), COMMON, EnumSet.allOf(Side.class))) {
        found.put(key(Category.SHORT_TERM, symbol, days.time(i), signal), Values.of(signal));
        found.put(key(Category.SHORT_SELLING, symbol, days.time(i), signal), Values.of(signal));
      }
      for (StrategySignal signal :
          engine.evaluate(window(days, i, 250), COMMON, EnumSet.allOf(Side.class))) {
        found.put(key(Category.LONG_TERM, symbol, days.time(i), signal), Values.of(signal));
      }
    }
    CandleSeries minutes = candles.read(symbol, Timeframe.FIVE_MINUTES);
    for (int i = 0; i < minutes.size(); i++) {
      for (StrategySignal signal :
          engine.evaluate(window(minutes, i, 2), COMMON, EnumSet.allOf(Side.class))) {
        found.put(key(Category.DAY_TRADING, symbol, minutes.time(i), signal), Values.of(signal));
      }
    }
    return found;
  }

  private Map<Key, Values> analyzerSignals(CandleFolder candles, Symbol symbol) {
    SignalEngine engine = engine();
    Map<Key, Values> found = new HashMap<>();
    CandleSeries days = candles.read(symbol, Timeframe.ONE_DAY);
    for (int i = 0; i < days.size(); i++) {
      for (StrategySignal signal :
          engine.evaluate(window(days, i, 100), ANALYZER, EnumSet.of(Side.SELL))) {
        found.put(key(Category.SHORT_SELLING, symbol, days.time(i), signal), Values.of(signal));
      }
    }
    return found;
  }

  private static void assertSame(Collection<Map<Key, Values>> found, Map<Key, Values> expected) {
    Map<Key, Values> all = new HashMap<>();
    found.forEach(all::putAll);
    Set<Key> missing = new HashSet<>(expected.keySet());
    missing.removeAll(all.keySet());
    Set<Key> extra = new HashSet<>(all.keySet());
    extra.removeAll(expected.keySet());
    assertThat(missing).as("signals that only the reference has").isEmpty();
    assertThat(extra).as("signals that the reference does not have").isEmpty();
    assertThat(all)
        .allSatisfy(
            (key, values) -> assertThat(values.equal(expected.get(key))).as("%s", key).isTrue());
  }

  private static CandleSeries window(CandleSeries series, int i, int days) {
    Instant start = MarketTime.startOf(MarketTime.date(series.time(i)).minusDays(days));
    return series.slice(series.lowerBound(start), i + 1);
  }

  private static Map<String, Double> named(Indicators values) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("ema_9", values.ema9());
    named.put("ema_21", values.ema21());
    named.put("ema_50", values.ema50());
    named.put("sma_20", values.bbMiddle());
    named.put("bb_upper", values.bbUpper());
    named.put("bb_middle", values.bbMiddle());
    named.put("bb_lower", values.bbLower());
    named.put("bb_width", (values.bbUpper() - values.bbLower()) / values.bbMiddle());
    named.put("rsi", values.rsi());
    named.put("macd", values.macd());
    named.put("macd_signal", values.macdSignal());
    named.put("macd_histogram", values.macd() - values.macdSignal());
    named.put("atr", values.atr());
    named.put("volume_sma", values.volumeSma());
    named.put("volume_ratio", values.volumeRatio());
    named.put("support", values.support());
    named.put("resistance", values.resistance());
    named.put("price_change", values.priceChange());
    named.put("price_momentum", values.priceMomentum());
    return named;
  }

  private static boolean close(double actual, double expected, double tolerance) {
    return actual == expected || Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  }

  private static Key key(Category category, Symbol symbol, Instant bar, StrategySignal signal) {
    return new Key(category.label(), symbol, bar, signal.strategy(), signal.side());
  }

  private static Key key(String category, NamedCsvRecord row) {
    return new Key(
        category,
        Symbol.of(row.getField("symbol")),
        time(row, "bar_time"),
        Strategy.valueOf(row.getField("strategy").toUpperCase(java.util.Locale.ROOT)),
        Side.valueOf(row.getField("side")));
  }

  private static Values values(NamedCsvRecord row) {
    return new Values(
        Double.parseDouble(row.getField("entry")),
        Double.parseDouble(row.getField("stop_loss")),
        Double.parseDouble(row.getField("target")),
        Double.parseDouble(row.getField("confidence")));
  }

  private static Instant time(NamedCsvRecord row, String field) {
    return OffsetDateTime.parse(row.getField(field)).toInstant();
  }

  private static List<NamedCsvRecord> rows(String name) throws IOException {
    Path file = SharedFolder.require("golden").resolve(name);
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return csv.stream().toList();
    }
  }
}
