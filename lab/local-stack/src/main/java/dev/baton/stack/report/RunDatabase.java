package dev.baton.stack.report;

import static dev.baton.parity.rows.EvidenceRows.category;
import static dev.baton.parity.rows.EvidenceRows.generation;
import static dev.baton.parity.rows.EvidenceRows.instant;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.rows.EvidenceRows;
import dev.baton.stack.report.Evidence.BrokerRow;
import dev.baton.stack.report.Evidence.LedgerRow;
import dev.baton.stack.report.Evidence.ScanRow;
import dev.baton.stack.report.Evidence.SlotRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one place that reads a run's database: all SQL of the launcher. */
public final class RunDatabase {

  /** A bar of an earlier session may be looked at again: what was found shortly before is read too. */
  private static final Duration LOOKED_AT_AGAIN = Duration.ofDays(14);

  private static final String EVALUATIONS =
      """
      select e.category, e.symbol, e.slot_time, e.bar_time, e.outcome, e.detail, e.window_first, e.window_bars,
             e.window_hash, e.found, coalesce(slot.rules, '') as rules
      from evaluation e
      left join slot on slot.generation = e.generation and slot.category = e.category
        and slot.slot_time = e.slot_time and slot.state = 'done'
      where e.generation = ? and e.slot_time >= ?
      order by e.slot_time, e.category, e.symbol
      """;

  /** A change of mode may have published a key twice; the live one counts, as it is what traders see. */
  private static final String SIGNALS =
      """
      select distinct on (bar_time, category, symbol, strategy, side) *
      from signal where generation = ? and slot_time >= ?
      order by bar_time, category, symbol, strategy, side, mode = 'live' desc, slot_time, detected_at
      """;

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
   * The scans that finished at that market time or later, oldest slot first; none while the services have not made their tables yet.
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
            row -> new Numbered(instant(row, "finished_at"), row.getString("id"), scan(row)))
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

  /** The oldest slot that was worked on at that market time or later, whenever it was due; empty if there is none. */
  public Optional<Instant> oldestWorkedOn(Instant since) throws SQLException {
    if (!exists("slot")) {
      return Optional.empty();
    }
    return list(
            "select slot_time from slot where coalesce(finished_at, started_at) >= ? order by slot_time limit 1",
            from(since),
            row -> instant(row, "slot_time"))
        .stream()
        .findFirst();
  }

  /** From when on the generations owe their slots; a category that one of them never began is left out. */
  public Map<Generation, Map<Category, Instant>> scheduleStarts() throws SQLException {
    Map<Generation, Map<Category, Instant>> starts = new EnumMap<>(Generation.class);
    if (exists("schedule_start")) {
      list(
          "select generation, category, since from schedule_start",
          _ -> {},
          row ->
              starts
                  .computeIfAbsent(generation(row), _ -> new EnumMap<>(Category.class))
                  .put(category(row), instant(row, "since")));
    }
    return starts;
  }

  /**
   * Everything of that market time and later. The windows behind the evaluations are read when they are asked for, as long as
   * the connection is open.
   *
   * @param broker the broker's own count
   */
  public Evidence evidence(Instant since, Optional<List<BrokerRow>> broker) throws SQLException {
    if (!exists("slot")) {
      return new Evidence(List.of(), List.of(), Map.of(), List.of(), broker);
    }
    List<SlotRow> slots =
        list(
            "select * from slot where slot_time >= ? order by slot_time, category",
            from(since),
            RunDatabase::slot);
    List<LedgerRow> ledger = exists("broker_call") ? ledger(since) : List.of();
    Map<Generation, GenerationEvidence> recorded = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      recorded.put(generation, recorded(generation, since, slots, ledger));
    }
    return new Evidence(
        slots,
        list(
            "select * from scan where slot_time >= ? order by slot_time, name",
            from(since),
            RunDatabase::scan),
        recorded,
        ledger,
        broker);
  }

  private static Setter from(Instant since) {
    return statement -> statement.setTimestamp(1, Timestamp.from(since));
  }

  private static Setter from(Generation generation, Instant since) {
    return statement -> {
      statement.setString(1, generation.label());
      statement.setTimestamp(2, Timestamp.from(since));
    };
  }

  private GenerationEvidence recorded(
      Generation generation, Instant since, List<SlotRow> slots, List<LedgerRow> ledger)
      throws SQLException {
    Map<Category, Set<Instant>> done = new EnumMap<>(Category.class);
    slots.stream()
        .filter(row -> row.generation() == generation && row.done())
        .forEach(row -> done.computeIfAbsent(row.category(), _ -> new HashSet<>()).add(row.slot()));
    EvaluationLog evaluations = new EvaluationLog();
    list(
            EVALUATIONS,
            from(generation, since),
            row -> EvidenceRows.evaluation(row, row.getString("rules")))
        .forEach(evaluations::add);
    Map<LocalDate, Integer> unknownCalls = new HashMap<>();
    ledger.stream()
        .filter(row -> row.generation() == generation && row.open())
        .forEach(row -> unknownCalls.merge(MarketTime.date(row.at()), 1, Integer::sum));
    return new GenerationEvidence(
        generation,
        done,
        evaluations.all(),
        list(SIGNALS, from(generation, since.minus(LOOKED_AT_AGAIN)), EvidenceRows::published),
        evaluation -> window(generation, evaluation),
        unknownCalls);
  }

  /** The bars behind an evaluation; empty if they are not exactly those that were evaluated, or cannot be read. */
  private Optional<CandleSeries> window(Generation generation, Evaluation evaluation) {
    if (evaluation.input().isEmpty()) {
      return Optional.empty();
    }
    BarKey bar = evaluation.bar();
    try {
      return EvidenceRows.window(
          connection,
          generation,
          bar.category(),
          bar.symbol(),
          evaluation.slot(),
          evaluation.input().get());
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private List<LedgerRow> ledger(Instant since) throws SQLException {
    return list(
        """
        select id, generation, at, endpoint, coalesce(symbol, '') as symbol, state, outcome
        from broker_call where at >= ? order by id
        """,
        from(since),
        RunDatabase::call);
  }

  private static SlotRow slot(ResultSet row) throws SQLException {
    return new SlotRow(
        generation(row),
        category(row),
        instant(row, "slot_time"),
        row.getString("state").equals("done"),
        row.getInt("attempts"),
        row.getBoolean("late"),
        instant(row, "started_at"),
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
        generation(row),
        row.getString("name"),
        instant(row, "slot_time"),
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

  private static LedgerRow call(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    String state = row.getString("state");
    return new LedgerRow(
        row.getString("id"),
        generation(row),
        instant(row, "at"),
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
}
