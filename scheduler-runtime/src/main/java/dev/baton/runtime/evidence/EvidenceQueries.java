package dev.baton.runtime.evidence;

import static dev.baton.parity.rows.EvidenceRows.category;
import static dev.baton.parity.rows.EvidenceRows.fingerprint;
import static dev.baton.parity.rows.EvidenceRows.generation;
import static dev.baton.parity.rows.EvidenceRows.instant;
import static dev.baton.parity.rows.EvidenceRows.time;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.rows.EvidenceRows;
import dev.baton.signal.Fingerprint;
import dev.baton.slot.RecordedSchedules;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The statements that read evidence, and what their rows mean. */
final class EvidenceQueries {

  /** Rows that are fetched at a time; a range may have hundreds of thousands. */
  private static final int BATCH = 2_000;

  private static final String SCHEDULE_STARTS =
      """
      select generation, category, since from schedule_start where category = any (?)
      """;

  private static final String SLOT_SCHEDULES =
      """
      select generation, category, since, crons from slot_schedule where category = any (?)
      """;

  /**
   * A slot is done once, with everything that it found, so how many are done says whether there is more of a session. Each
   * kind of call without an answer has an index of its own.
   */
  private static final String MARKS =
      """
      with calls as (
        select generation, at from broker_call
        where generation = any (?) and at >= ? and at < ? and state = 'unknown'
        union all
        select generation, at from broker_call
        where generation = any (?) and at >= ? and at < ?
          and state = 'intent' and started_at < clock_timestamp() - interval '1 minute'
      ), part as (
        select (slot_time at time zone 'Asia/Kolkata')::date as market_date,
               format('%s %s %s', generation, category, count(*)) as said
        from slot
        where generation = any (?) and category = any (?) and slot_time >= ? and slot_time < ? and state = 'done'
        group by 1, generation, category
        union all
        select (at at time zone 'Asia/Kolkata')::date, format('%s unknown calls %s', generation, count(*))
        from calls
        group by 1, generation
      )
      select market_date, string_agg(said, ', ' order by said) as mark from part group by market_date
      """;

  private static final String SLOTS_DONE =
      """
      select category, slot_time, rules from slot
      where generation = ? and category = any (?) and slot_time >= ? and slot_time < ? and state = 'done'
      order by slot_time, category
      """;

  private static final String EVALUATIONS =
      """
      select category, symbol, slot_time, bar_time, outcome, detail, window_first, window_bars, window_hash, found
      from evaluation
      where generation = ? and category = any (?) and slot_time >= ? and slot_time < ?
      order by slot_time, category, symbol
      """;

  /**
   * A change of mode may have published a key twice; the live one counts, as it is what traders see. A bar of an earlier session may be looked at again in
   * the range, so what was found shortly before it is read too.
   */
  private static final String SIGNALS =
      """
      select distinct on (bar_time, category, symbol, strategy, side)
        category, symbol, strategy, side, bar_time, entry, stop_loss, target, confidence, timeframe,
        window_first, window_last, window_bars, window_hash, slot_time, detected_at, late
      from signal
      where generation = ? and category = any (?) and slot_time >= ?::timestamptz - interval '14 days' and slot_time < ?
      order by bar_time, category, symbol, strategy, side, mode = 'live' desc, slot_time, detected_at
      """;

  /** An intent that is that old has lost its process: no call takes so long. */
  private static final String UNKNOWN_CALLS =
      """
      select (at at time zone 'Asia/Kolkata')::date as market_date, count(*) as calls
      from broker_call
      where generation = ? and at >= ? and at < ?
        and (state = 'unknown' or state = 'intent' and started_at < clock_timestamp() - interval '1 minute')
      group by 1
      """;

  private static final String NEWEST_WINDOW =
      """
      select slot_time, bar_time, window_first, window_bars, window_hash
      from evaluation
      where generation = ? and category = ? and symbol = ? and slot_time <= ? and window_hash is not null
      order by slot_time desc
      limit 1
      """;

  private static final String NEWEST_COMMON_SLOT =
      """
      select slot_time
      from evaluation one
      where generation = ? and category = ? and symbol = ? and exists (
        select from evaluation other
        where other.generation = ? and other.category = one.category and other.symbol = one.symbol
          and other.slot_time = one.slot_time)
      order by slot_time desc
      limit 1
      """;

  /**
   * @param from slots at this time and later
   * @param before slots before this time
   */
  record Range(Instant from, Instant before, Set<Category> categories) {

    Range {
      categories = Set.copyOf(categories);
    }
  }

  /** A window that was evaluated, and the slot that did. */
  record SeenInput(Instant slot, Fingerprint input) {}

  private EvidenceQueries() {}

  static Map<Generation, Map<Category, Instant>> scheduleStarts(Connection connection, Range range)
      throws SQLException {
    EnumMap<Generation, Map<Category, Instant>> starts = new EnumMap<>(Generation.class);
    try (PreparedStatement statement =
        prepared(connection, SCHEDULE_STARTS, labels(connection, range))) {
      forEach(
          statement,
          row ->
              starts
                  .computeIfAbsent(generation(row), _ -> new EnumMap<>(Category.class))
                  .put(category(row), instant(row, "since")));
    }
    return starts;
  }

  static RecordedSchedules slotSchedules(Connection connection, Range range) throws SQLException {
    EnumMap<Generation, Map<Category, NavigableMap<Instant, List<String>>>> schedules =
        new EnumMap<>(Generation.class);
    try (PreparedStatement statement =
        prepared(connection, SLOT_SCHEDULES, labels(connection, range))) {
      forEach(
          statement,
          row ->
              schedules
                  .computeIfAbsent(generation(row), _ -> new EnumMap<>(Category.class))
                  .computeIfAbsent(category(row), _ -> new TreeMap<>())
                  .put(
                      instant(row, "since"), List.of((String[]) row.getArray("crons").getArray())));
    }
    return new RecordedSchedules(schedules);
  }

  static Map<LocalDate, String> marks(Connection connection, Range range) throws SQLException {
    Array generations =
        connection.createArrayOf(
            "text", Arrays.stream(Generation.values()).map(Generation::label).toArray());
    OffsetDateTime from = time(range.from());
    OffsetDateTime before = time(range.before());
    Map<LocalDate, String> marks = new HashMap<>();
    try (PreparedStatement statement =
        prepared(
            connection,
            MARKS,
            generations,
            from,
            before,
            generations,
            from,
            before,
            generations,
            labels(connection, range),
            from,
            before)) {
      forEach(
          statement,
          row -> marks.put(row.getObject("market_date", LocalDate.class), row.getString("mark")));
    }
    return marks;
  }

  /** The slots that are done, and the version of the rules that each had. */
  static Map<Category, Map<Instant, String>> slotsDone(
      Connection connection, Generation generation, Range range) throws SQLException {
    EnumMap<Category, Map<Instant, String>> done = new EnumMap<>(Category.class);
    Map<String, String> versions = new HashMap<>();
    try (PreparedStatement statement = inRange(connection, SLOTS_DONE, generation, range)) {
      forEach(
          statement,
          row -> {
            String rules = row.getString("rules");
            done.computeIfAbsent(category(row), _ -> new LinkedHashMap<>())
                // Thousands of slots share a handful of versions.
                .put(instant(row, "slot_time"), versions.computeIfAbsent(rules, _ -> rules));
          });
    }
    return done;
  }

  /** Each slot's evaluations, ascending by slot. */
  static void evaluations(
      Connection connection,
      Generation generation,
      Range range,
      Map<Category, Map<Instant, String>> rules,
      Consumer<Evaluation> each)
      throws SQLException {
    try (PreparedStatement statement = inRange(connection, EVALUATIONS, generation, range)) {
      forEach(
          statement,
          row -> {
            String version =
                rules
                    .getOrDefault(category(row), Map.of())
                    .getOrDefault(instant(row, "slot_time"), "");
            each.accept(EvidenceRows.evaluation(row, version));
          });
    }
  }

  /** What was published in the range or shortly before, each key once, by key. */
  static List<PublishedSignal> signals(Connection connection, Generation generation, Range range)
      throws SQLException {
    List<PublishedSignal> signals = new ArrayList<>();
    try (PreparedStatement statement = inRange(connection, SIGNALS, generation, range)) {
      forEach(statement, row -> signals.add(EvidenceRows.published(row)));
    }
    return signals;
  }

  static Map<LocalDate, Integer> unknownCalls(
      Connection connection, Generation generation, Range range) throws SQLException {
    Map<LocalDate, Integer> unknown = new TreeMap<>();
    try (PreparedStatement statement =
        prepared(
            connection,
            UNKNOWN_CALLS,
            generation.label(),
            time(range.from()),
            time(range.before()))) {
      forEach(
          statement,
          row -> unknown.put(row.getObject("market_date", LocalDate.class), row.getInt("calls")));
    }
    return unknown;
  }

  /** The newest window of that symbol that was evaluated at that slot or before. */
  static Optional<SeenInput> newestWindow(
      Connection connection,
      Generation generation,
      Category category,
      Symbol symbol,
      Instant atMost)
      throws SQLException {
    List<SeenInput> newest = new ArrayList<>(1);
    try (PreparedStatement statement =
        prepared(
            connection,
            NEWEST_WINDOW,
            generation.label(),
            category.label(),
            symbol.value(),
            time(atMost))) {
      forEach(
          statement,
          row ->
              newest.add(
                  new SeenInput(
                      instant(row, "slot_time"),
                      fingerprint(row, category.signalTimeframe(), instant(row, "bar_time")))));
    }
    return newest.stream().findFirst();
  }

  /** The newest slot in which both generations looked at that symbol, whatever they found. */
  static Optional<Instant> newestCommonSlot(Connection connection, Category category, Symbol symbol)
      throws SQLException {
    List<Instant> newest = new ArrayList<>(1);
    try (PreparedStatement statement =
        prepared(
            connection,
            NEWEST_COMMON_SLOT,
            Generation.LEGACY.label(),
            category.label(),
            symbol.value(),
            Generation.OPTIMIZED.label())) {
      forEach(statement, row -> newest.add(instant(row, "slot_time")));
    }
    return newest.stream().findFirst();
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void forEach(PreparedStatement statement, Row row) throws SQLException {
    statement.setFetchSize(BATCH);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        row.read(rows);
      }
    }
  }

  private static PreparedStatement inRange(
      Connection connection, String sql, Generation generation, Range range) throws SQLException {
    return prepared(
        connection,
        sql,
        generation.label(),
        labels(connection, range),
        time(range.from()),
        time(range.before()));
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static Array labels(Connection connection, Range range) throws SQLException {
    return connection.createArrayOf(
        "text", range.categories().stream().map(Category::label).toArray());
  }
}
