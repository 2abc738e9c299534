package dev.baton.runtime.test;

import dev.baton.market.MarketTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Rows written as a service would have left them. Times are local at the exchange. */
public final class Rows {

  private final DataSource database;

  public Rows(DataSource database) {
    this.database = database;
  }

  /** Empties what the tests fill, without the locks of a truncate: the service under test may be reading. */
  public void clear() {
    for (String table :
        List.of(
            "slot",
            "scan",
            "signal",
            "evaluation",
            "broker_call",
            "seen_bar",
            "parity_digest",
            "schedule_start",
            "slot_schedule")) {
      execute("delete from " + table);
    }
  }

  /** Time from which on a generation's slots of a category are due. */
  public void scheduleStart(String generation, String category, String since) {
    execute(
        "insert into schedule_start (generation, category, since) values (?, ?, ?)",
        generation,
        category,
        at(since));
  }

  /** Cron expressions, separated by semicolons, by which a generation's slots of a category are due since then. */
  public void schedule(String generation, String category, String since, String crons) {
    execute(
        "insert into slot_schedule (generation, category, since, crons) values (?, ?, ?, string_to_array(?, ';'))",
        generation,
        category,
        at(since),
        crons);
  }

  /** As if bars had never been recorded. */
  public void forgetBars() {
    execute("truncate seen_bar");
  }

  /** A slot that was begun and is not done. */
  public void begun(String generation, String category, String time) {
    execute(
        """
        insert into slot (generation, category, slot_time, state, attempts, late, started_at)
        values (?, ?, ?, 'running', 1, false, ?)
        """,
        generation,
        category,
        at(time),
        at(time));
  }

  /** A slot that is done. */
  public void slot(
      String generation,
      String category,
      String time,
      double millis,
      int lookups,
      int hits,
      int errors,
      boolean late) {
    execute(
        """
        insert into slot (generation, category, slot_time, state, attempts, late, started_at, finished_at,
          duration_ms, calls, lookups, hits, errors, symbols)
        values (?, ?, ?, 'done', 1, ?, ?, ?, ?, ?, ?, ?, ?, 10)
        """,
        generation,
        category,
        at(time),
        late,
        at(time),
        at(time).plusSeconds(3),
        millis,
        lookups - hits,
        lookups,
        hits,
        errors);
  }

  /** A scan that is done. */
  public void scan(String generation, String time, double millis, int lookups, int hits) {
    execute(
        """
        insert into scan (id, generation, name, slot_time, categories, late, started_at, finished_at, duration_ms,
          calls, lookups, hits, errors, symbols, signals, outcome)
        values (?, ?, 'scan', ?, array['day_trading'], false, ?, ?, ?, ?, ?, ?, 0, 10, 0, 'ok')
        """,
        UUID.randomUUID(),
        generation,
        at(time),
        at(time),
        at(time),
        millis,
        lookups - hits,
        lookups,
        hits);
  }

  /** A call in the ledger. */
  public void call(String generation, String time) {
    execute(
        """
        insert into broker_call (generation, run, endpoint, reason, state, at)
        values (?, ?, 'historicaldata', 'full', 'ok', ?)
        """,
        generation,
        UUID.randomUUID(),
        at(time));
  }

  /** A call of which nobody knows whether the broker got it. */
  public void unknownCall(String generation, String time) {
    execute(
        """
        insert into broker_call (generation, run, endpoint, reason, state, at)
        values (?, ?, 'historicaldata', 'full', 'unknown', ?)
        """,
        generation,
        UUID.randomUUID(),
        at(time));
  }

  /** A signal of a bar that closed five minutes later. */
  public void signal(String generation, String mode, String category, String symbol, String bar) {
    OffsetDateTime slot = at(bar).plusMinutes(5);
    execute(
        """
        insert into signal (id, generation, mode, category, symbol, strategy, side, bar_time, entry, stop_loss, target,
          confidence, timeframe, window_first, window_last, window_bars, window_hash, slot_time, scan_id,
          detected_at, late)
        values (?, ?, ?, ?, ?, 'momentum', 'SELL', ?, 1395.5, 1401.25, 1384.0, 0.8, '5m', ?, ?, 75, 255, ?, ?, ?, false)
        """,
        UUID.randomUUID(),
        generation,
        mode,
        category,
        symbol,
        at(bar),
        at(bar).minusDays(2),
        at(bar),
        slot,
        UUID.randomUUID(),
        slot.plusSeconds(2));
  }

  /** Live signals of successive bars, each about 500 bytes of JSON. */
  public void signals(int count) {
    execute(
        """
        insert into signal (id, generation, mode, category, symbol, strategy, side, bar_time, entry, stop_loss, target,
          confidence, timeframe, window_first, window_last, window_bars, window_hash, slot_time, scan_id,
          detected_at, late)
        select gen_random_uuid(), 'legacy', 'live', 'day_trading', 'TCS', 'momentum', 'SELL', bar, 1395.5, 1401.25, 1384.0,
          0.8, '5m', bar, bar, 75, 255, bar, gen_random_uuid(), bar, false
        from (select ?::timestamptz + n * interval '5 minutes' as bar from generate_series(1, ?) n) bars
        """,
        at("2026-01-01T09:15"),
        count);
  }

  private static OffsetDateTime at(String local) {
    return LocalDateTime.parse(local).atOffset(MarketTime.OFFSET);
  }

  private void execute(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }
}
