package dev.baton.evidence;

import static dev.baton.evidence.EvidenceRows.instant;
import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads stored signals page by page, newest bar first. It blocks the calling thread; do not call it on an event loop. Each
 * method throws {@link EvidenceUnavailableException} if the database cannot be used.
 */
public final class SignalReader {

  /**
   * Which signals are wanted. An empty value admits all.
   *
   * @param from slots at this time and later
   * @param before slots before this time
   */
  public record Filter(
      Optional<String> category,
      Optional<String> symbol,
      Optional<String> generation,
      Optional<String> mode,
      Optional<Instant> from,
      Optional<Instant> before) {}

  private final EvidenceDatabase database;

  public SignalReader(EvidenceDatabase database) {
    this.database = requireNonNull(database, "database is null");
  }

  /**
   * Returns the next signals, at most that many, by bar time descending, then category, symbol, strategy and generation; an index
   * has this order.
   *
   * @param after the last signal of the page before; empty for the first page
   */
  public List<SignalRow> page(Filter filter, Optional<SignalRow> after, int rows) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> parameters = new ArrayList<>();
    filter.category().ifPresent(label -> add("category = ?", label, conditions, parameters));
    filter.symbol().ifPresent(name -> add("symbol = ?", name, conditions, parameters));
    filter.generation().ifPresent(label -> add("generation = ?", label, conditions, parameters));
    filter.mode().ifPresent(label -> add("mode = ?", label, conditions, parameters));
    filter.from().ifPresent(time -> add("slot_time >= ?", time, conditions, parameters));
    filter.before().ifPresent(time -> add("slot_time < ?", time, conditions, parameters));
    after.ifPresent(
        last -> {
          conditions.add(
              """
              bar_time <= ? and (bar_time < ?
                or (category, symbol, strategy, generation, side, mode) > (?, ?, ?, ?, ?, ?))
              """);
          parameters.addAll(
              List.of(
                  last.barTime(),
                  last.barTime(),
                  last.category(),
                  last.symbol(),
                  last.strategy(),
                  last.generation(),
                  last.side(),
                  last.mode()));
        });
    parameters.add(rows);
    return database.run(
        connection ->
            Query.list(
                connection,
                """
                select generation, mode, category, symbol, strategy, side, bar_time, entry, stop_loss, target, confidence,
                  timeframe, window_first, window_last, window_bars, window_hash, window_lacks, slot_time, detected_at, late
                from signal
                where CONDITIONS
                order by bar_time desc, category, symbol, strategy, generation, side, mode
                limit ?
                """
                    .replace("CONDITIONS", String.join(" and ", conditions)),
                SignalReader::signal,
                parameters.toArray()));
  }

  private static void add(
      String condition, Object value, List<String> conditions, List<Object> parameters) {
    conditions.add(condition);
    parameters.add(value);
  }

  private static SignalRow signal(ResultSet row) throws SQLException {
    return new SignalRow(
        row.getString("generation"),
        row.getString("mode"),
        row.getString("category"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getString("side"),
        instant(row, "bar_time"),
        row.getBigDecimal("entry"),
        row.getBigDecimal("stop_loss"),
        row.getBigDecimal("target"),
        row.getBigDecimal("confidence"),
        row.getString("timeframe"),
        instant(row, "window_first"),
        instant(row, "window_last"),
        row.getInt("window_bars"),
        row.getLong("window_hash"),
        row.getInt("window_lacks"),
        instant(row, "slot_time"),
        instant(row, "detected_at"),
        row.getBoolean("late"));
  }
}
