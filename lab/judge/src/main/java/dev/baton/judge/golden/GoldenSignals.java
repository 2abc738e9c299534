package dev.baton.judge.golden;

import dev.baton.category.Category;
import dev.baton.csv.DataFileException;
import dev.baton.csv.HeadedCsv;
import dev.baton.csv.PlainNumber;
import dev.baton.csv.VisibleText;
import dev.baton.enums.Labelled;
import dev.baton.market.Symbol;
import dev.baton.replay.ReplayException;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reference signals of another implementation: for some symbols, every signal of three strategies over every recorded bar,
 * for every category, in its universe or not. A window there is every bar whose date is not before the bar's date minus
 * {@link #days} calendar days.
 *
 * @param signals by key, in the order of the file
 */
public record GoldenSignals(Map<SignalKey, StrategySignal> signals) {

  static final String HEADER =
      "category,symbol,timeframe,bar_time,strategy,side,entry,stop_loss,target,confidence,window_rows,in_universe";

  public GoldenSignals {
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
  }

  /** Calendar days of a category's windows there. */
  static int days(Category category) {
    return switch (category) {
      case DAY_TRADING -> 2;
      case SHORT_SELLING, SHORT_TERM -> 100;
      case LONG_TERM -> 250;
    };
  }

  /**
   * Reads a file.
   *
   * @param file CSV, or CSV in gzip
   * @throws ReplayException if it cannot be read or understood; the message names the line
   */
  public static GoldenSignals read(Path file) {
    Map<SignalKey, StrategySignal> signals = new LinkedHashMap<>();
    try {
      HeadedCsv.read(file, HEADER, line -> add(line, signals));
    } catch (DataFileException e) {
      throw new ReplayException(e.getMessage());
    }
    if (signals.isEmpty()) {
      throw new ReplayException(file + " has no signal");
    }
    return new GoldenSignals(signals);
  }

  private static void add(HeadedCsv.Line line, Map<SignalKey, StrategySignal> signals) {
    Strategy strategy = Labelled.of("strategy", line.field("strategy"), Strategy.values());
    Side side = side(line.field("side"));
    SignalKey key =
        new SignalKey(
            Category.ofLabel(line.field("category")),
            Symbol.of(line.field("symbol")),
            strategy,
            side,
            line.parsed(
                    "bar_time",
                    OffsetDateTime::parse,
                    "a time; expected like 2026-06-10T09:15:00+05:30")
                .toInstant());
    signals.put(
        key,
        new StrategySignal(
            strategy,
            side,
            number(line, "entry"),
            number(line, "stop_loss"),
            number(line, "target"),
            number(line, "confidence")));
  }

  private static Side side(String text) {
    return Arrays.stream(Side.values())
        .filter(side -> side.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "side '%s' is not BUY or SELL".formatted(VisibleText.of(text))));
  }

  private static double number(HeadedCsv.Line line, String column) {
    return line.parsed(column, PlainNumber::decimal, "a number; expected like 1024.5");
  }
}
