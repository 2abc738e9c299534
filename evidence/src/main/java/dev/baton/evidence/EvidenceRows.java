package dev.baton.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.StrategySide;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Maps the rows that the services store as evidence. Columns are named as in the services' migrations; all times are market
 * time.
 */
final class EvidenceRows {

  private EvidenceRows() {}

  /**
   * Maps a row of {@code evaluation}.
   *
   * @param rules the version of the rules in force at its slot; empty if none is recorded
   */
  static Evaluation evaluation(ResultSet row, String rules) throws SQLException {
    BarKey bar = new BarKey(category(row), symbol(row), instant(row, "bar_time"));
    Instant slot = instant(row, "slot_time");
    row.getLong("window_hash");
    Optional<Fingerprint> input =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(fingerprint(row, bar.category().signalTimeframe(), bar.barTime()));
    return new Evaluation(
        bar,
        slot,
        slot,
        Outcome.valueOf(constant(row, "outcome")),
        row.getString("detail"),
        input,
        found(row.getArray("found")),
        rules,
        row.getInt("window_lacks"));
  }

  private static Set<StrategySide> found(Array labels) throws SQLException {
    return labels == null
        ? Set.of()
        : Arrays.stream((String[]) labels.getArray())
            .map(StrategySide::ofLabel)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Maps a row of {@code signal}. */
  static PublishedSignal published(ResultSet row) throws SQLException {
    SignalKey key =
        new SignalKey(
            category(row),
            symbol(row),
            Strategy.valueOf(constant(row, "strategy")),
            Side.valueOf(row.getString("side")),
            instant(row, "bar_time"));
    StrategySignal values =
        new StrategySignal(
            key.strategy(),
            key.side(),
            row.getDouble("entry"),
            row.getDouble("stop_loss"),
            row.getDouble("target"),
            row.getDouble("confidence"));
    Fingerprint input =
        fingerprint(
            row, Timeframe.ofLabel(row.getString("timeframe")), instant(row, "window_last"));
    return new PublishedSignal(
        new Signal(key, values, input, row.getInt("window_lacks")),
        instant(row, "slot_time"),
        instant(row, "detected_at"),
        row.getBoolean("late"));
  }

  /** The columns {@code window_first}, {@code window_bars} and {@code window_hash} of either. */
  static Fingerprint fingerprint(ResultSet row, Timeframe timeframe, Instant lastBar)
      throws SQLException {
    return new Fingerprint(
        timeframe,
        instant(row, "window_first"),
        lastBar,
        row.getInt("window_bars"),
        row.getLong("window_hash"));
  }

  /**
   * The bars that an evaluation at that slot saw, from {@code seen_bar}: the newest row of each bar that is not after the slot; a
   * row without values records that the bar was gone. Empty if they are not, bit for bit, those that the fingerprint is of.
   */
  static Optional<CandleSeries> window(
      Connection connection,
      Generation generation,
      Category category,
      Symbol symbol,
      Instant slot,
      Fingerprint input)
      throws SQLException {
    List<Candle> candles =
        Query.list(
            connection,
            """
            select bar_time, open, high, low, close, volume
            from (
              select distinct on (bar_time) bar_time, open, high, low, close, volume
              from seen_bar
              where generation = ? and category = ? and symbol = ? and bar_time between ? and ? and slot_time <= ?
              order by bar_time, slot_time desc) newest
            where volume is not null
            order by bar_time
            """,
            EvidenceRows::candle,
            generation,
            category,
            symbol,
            input.firstBar(),
            input.lastBar(),
            slot);
    CandleSeries window = CandleSeries.of(symbol, input.timeframe(), candles);
    return !window.isEmpty() && Fingerprint.of(window).equals(input)
        ? Optional.of(window)
        : Optional.empty();
  }

  private static Candle candle(ResultSet row) throws SQLException {
    return new Candle(
        instant(row, "bar_time"),
        row.getDouble("open"),
        row.getDouble("high"),
        row.getDouble("low"),
        row.getDouble("close"),
        row.getLong("volume"));
  }

  /** A {@code timestamptz}. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The column {@code generation}. */
  static Generation generation(ResultSet row) throws SQLException {
    return Generation.valueOf(constant(row, "generation"));
  }

  /** The column {@code category}. */
  static Category category(ResultSet row) throws SQLException {
    return Category.ofLabel(row.getString("category"));
  }

  private static Symbol symbol(ResultSet row) throws SQLException {
    return Symbol.of(row.getString("symbol"));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
