package dev.baton.stack.report;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.stack.report.Evidence.Bar;
import dev.baton.stack.report.Evidence.BrokerRow;
import dev.baton.stack.report.Evidence.EvaluationRow;
import dev.baton.stack.report.Evidence.Key;
import dev.baton.stack.report.Evidence.LedgerRow;
import dev.baton.stack.report.Evidence.ScanRow;
import dev.baton.stack.report.Evidence.SignalRow;
import dev.baton.stack.report.Evidence.SlotRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one place that reads a run's database: all SQL of the launcher. */
public final class RunDatabase {

  private final Connection connection;

  public RunDatabase(Connection connection) {
    this.connection = connection;
  }

  /** A scan and where it stands among the others. */
  public record Numbered(Instant finishedAt, String id, ScanRow scan) {}

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The scans that finished since, oldest slot first; none while the services have not made their tables yet.
   *
   * @param known ids that are not wanted again
   */
  public List<Numbered> scansSince(Instant finishedAt, Set<String> known) throws SQLException {
    if (!exists("scan")) {
      return List.of();
    }
    return list(
            """
            select id, generation, name, slot_time, categories, late, finished_at, duration_ms, calls, lookups, hits, errors,
                   symbols, signals
            from scan where finished_at >= ? order by slot_time, generation desc, name
            """,
            statement -> statement.setTimestamp(1, Timestamp.from(finishedAt)),
            row ->
                new Numbered(
                    time(row, "finished_at"), row.getString("id"), scan(row)))
        .stream()
        .filter(scan -> !known.contains(scan.id()))
        .toList();
  }

  /** How many slots of the generations are done. */
  public int slotsDone(Collection<Generation> generations) throws SQLException {
    if (!exists("slot")) {
      return 0;
    }
    String[] labels = generations.stream().map(Generation::label).toArray(String[]::new);
    return list(
            "select count(*) from slot where state = 'done' and generation = any (?)",
            statement -> statement.setArray(1, connection.createArrayOf("text", labels)),
            row -> row.getInt(1))
        .getFirst();
  }

  /**
   * Everything since that market time.
   *
   * @param broker the broker's own count
   */
  public Evidence evidence(Instant since, Optional<List<BrokerRow>> broker) throws SQLException {
    if (!exists("slot")) {
      return new Evidence(List.of(), List.of(), List.of(), List.of(), List.of(), broker);
    }
    Setter from = statement -> statement.setTimestamp(1, Timestamp.from(since));
    return new Evidence(
        list("select * from slot where slot_time >= ? order by slot_time, category", from, RunDatabase::slot),
        list("select * from scan where slot_time >= ? order by slot_time, name", from, RunDatabase::scan),
        list("select * from evaluation where slot_time >= ? order by slot_time, symbol", from, RunDatabase::evaluation),
        list("select * from signal where slot_time >= ? order by bar_time, symbol, strategy", from, RunDatabase::signal),
        exists("broker_call") ? ledger() : List.of(),
        broker);
  }

  private List<LedgerRow> ledger() throws SQLException {
    return list(
        "select id, generation, endpoint, coalesce(symbol, '') as symbol, state, outcome from broker_call order by id",
        _ -> {},
        RunDatabase::call);
  }

  private static SlotRow slot(ResultSet row) throws SQLException {
    return new SlotRow(
        generation(row.getString("generation")),
        Category.ofLabel(row.getString("category")),
        time(row, "slot_time"),
        row.getString("state").equals("done"),
        row.getInt("attempts"),
        row.getBoolean("late"),
        time(row, "started_at"),
        row.getDouble("duration_ms"),
        row.getInt("calls"),
        row.getInt("lookups"),
        row.getInt("hits"),
        row.getInt("errors"),
        row.getInt("bars_missing"),
        row.getInt("signals"));
  }

  private static ScanRow scan(ResultSet row) throws SQLException {
    String[] categories = (String[]) row.getArray("categories").getArray();
    return new ScanRow(
        generation(row.getString("generation")),
        row.getString("name"),
        time(row, "slot_time"),
        Arrays.stream(categories).map(Category::ofLabel).collect(Collectors.toSet()),
        row.getBoolean("late"),
        row.getDouble("duration_ms"),
        row.getInt("calls"),
        row.getInt("lookups"),
        row.getInt("hits"),
        row.getInt("errors"),
        row.getInt("symbols"),
        row.getInt("signals"));
  }

  private static EvaluationRow evaluation(ResultSet row) throws SQLException {
    return new EvaluationRow(
        generation(row.getString("generation")),
        bar(row),
        row.getString("outcome"),
        row.getString("detail"));
  }

  private static SignalRow signal(ResultSet row) throws SQLException {
    return new SignalRow(
        generation(row.getString("generation")),
        new Key(bar(row), row.getString("strategy"), row.getString("side")),
        row.getBigDecimal("entry"),
        row.getBigDecimal("stop_loss"),
        row.getBigDecimal("target"),
        row.getBigDecimal("confidence"),
        "%s, %d bars, %016x"
            .formatted(
                dev.baton.market.MarketTime.offset(time(row, "window_first")),
                row.getInt("window_bars"),
                row.getLong("window_hash")));
  }

  private static Bar bar(ResultSet row) throws SQLException {
    return new Bar(
        Category.ofLabel(row.getString("category")), row.getString("symbol"), time(row, "bar_time"));
  }

  private static LedgerRow call(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    String state = row.getString("state");
    return new LedgerRow(
        row.getString("id"),
        generation(row.getString("generation")),
        row.getString("endpoint"),
        row.getString("symbol"),
        state,
        outcome.isEmpty() ? state : outcome);
  }

  private interface Setter {
    void set(PreparedStatement statement) throws SQLException;
  }

  private <T> List<T> list(String sql, Setter setter, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setter.set(statement);
      List<T> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(reader.read(found));
        }
      }
      return rows;
    }
  }

  private boolean exists(String table) throws SQLException {
    return list(
            "select to_regclass(?) is not null",
            statement -> statement.setString(1, table),
            row -> row.getBoolean(1))
        .getFirst();
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Generation generation(String label) {
    return Generation.valueOf(label.toUpperCase(Locale.ROOT));
  }
}
