package dev.baton.evidence;

import static dev.baton.evidence.EvidenceRows.category;
import static dev.baton.evidence.EvidenceRows.fingerprint;
import static dev.baton.evidence.EvidenceRows.generation;
import static dev.baton.evidence.EvidenceRows.instant;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.signal.Fingerprint;
import dev.baton.slot.RecordedSchedules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The statements that read what a comparison needs. */
final class EvidenceQueries {

  private static final Set<Generation> BOTH = EnumSet.allOf(Generation.class);

  /** What {@link EvidenceRows#evaluation} takes. */
  private static final String EVALUATIONS =
      """
      select category, symbol, slot_time, bar_time, outcome, detail, window_first, window_bars, window_hash, window_lacks, found
      from evaluation
      """;

  /**
   * What is asked for.
   *
   * @param from slots at this time and later
   * @param before slots before this time
   */
  record Range(Instant from, Instant before, Set<Category> categories) {

    Range {
      categories = Set.copyOf(categories);
    }

    /** The parameters of a statement that reads what a generation did in the range. */
    private Object[] of(Generation generation) {
      return new Object[] {generation, categories, from, before};
    }
  }

  /** A window that was evaluated, and the slot that did. */
  record SeenInput(Instant slot, Fingerprint input) {}

  private EvidenceQueries() {}

  static Map<Generation, Map<Category, Instant>> scheduleStarts(
      Connection connection, Set<Category> categories) throws SQLException {
    EnumMap<Generation, Map<Category, Instant>> starts = new EnumMap<>(Generation.class);
    Query.forEach(
        connection,
        """
        select generation, category, since from schedule_start where category = any (?)
        """,
        row ->
            starts
                .computeIfAbsent(generation(row), _ -> new EnumMap<>(Category.class))
                .put(category(row), instant(row, "since")),
        categories);
    return starts;
  }

  static RecordedSchedules slotSchedules(Connection connection, Set<Category> categories)
      throws SQLException {
    EnumMap<Generation, Map<Category, NavigableMap<Instant, List<String>>>> schedules =
        new EnumMap<>(Generation.class);
    Query.forEach(
        connection,
        """
        select generation, category, since, crons from slot_schedule where category = any (?)
        """,
        row ->
            schedules
                .computeIfAbsent(generation(row), _ -> new EnumMap<>(Category.class))
                .computeIfAbsent(category(row), _ -> new TreeMap<>())
                .put(instant(row, "since"), List.of((String[]) row.getArray("crons").getArray())),
        categories);
    return new RecordedSchedules(schedules);
  }

  /** A slot is done once, with everything that it found, so the number of slots done changes with a session's evidence. */
  static Map<LocalDate, String> marks(Connection connection, Range range, UnknownCalls unknown)
      throws SQLException {
    Map<LocalDate, String> marks = new HashMap<>();
    Query.forEach(
        connection,
        """
        with part as (
          select (slot_time at time zone 'Asia/Kolkata')::date as market_date,
                 format('%s %s %s', generation, category, count(*)) as entry
          from slot
          where generation = any (?) and category = any (?) and slot_time >= ? and slot_time < ? and state = 'done'
          group by 1, generation, category
          union all
          select (at at time zone 'Asia/Kolkata')::date, format('%s unknown calls %s', generation, count(*))
          from broker_call
          where generation = any (?) and at >= ? and at < ? and UNKNOWN_CALL
          group by 1, generation
        )
        select market_date, string_agg(entry, ', ' order by entry) as mark from part group by market_date
        """
            .replace("UNKNOWN_CALL", UnknownCalls.CONDITION),
        row -> marks.put(row.getObject("market_date", LocalDate.class), row.getString("mark")),
        BOTH,
        range.categories(),
        range.from(),
        range.before(),
        BOTH,
        range.from(),
        range.before(),
        unknown.oldestUnderWay());
    return marks;
  }

  /** The slots that are done, and the version of the rules that each had. */
  static Map<Category, Map<Instant, String>> slotsDone(
      Connection connection, Generation generation, Range range) throws SQLException {
    EnumMap<Category, Map<Instant, String>> done = new EnumMap<>(Category.class);
    Map<String, String> versions = new HashMap<>();
    Query.forEach(
        connection,
        """
        select category, slot_time, rules from slot
        where generation = ? and category = any (?) and slot_time >= ? and slot_time < ? and state = 'done'
        order by slot_time, category
        """,
        row -> {
          String rules = row.getString("rules");
          done.computeIfAbsent(category(row), _ -> new LinkedHashMap<>())
              // Thousands of slots share a handful of versions.
              .put(instant(row, "slot_time"), versions.computeIfAbsent(rules, _ -> rules));
        },
        range.of(generation));
    return done;
  }

  /** Each slot's evaluations, ascending by slot; of late bars (ADR 41) before the due one. */
  static void evaluations(
      Connection connection,
      Generation generation,
      Range range,
      Map<Category, Map<Instant, String>> rules,
      Consumer<Evaluation> each)
      throws SQLException {
    Query.forEach(
        connection,
        EVALUATIONS
            + """
        where generation = ? and category = any (?) and slot_time >= ? and slot_time < ?
        order by slot_time, category, symbol, bar_time
        """,
        row -> {
          String version =
              rules
                  .getOrDefault(category(row), Map.of())
                  .getOrDefault(instant(row, "slot_time"), "");
          each.accept(EvidenceRows.evaluation(row, version));
        },
        range.of(generation));
  }

  /** The evaluations of a symbol, ascending by slot. */
  static void evaluations(
      Connection connection,
      Generation generation,
      Category category,
      Symbol symbol,
      Range range,
      Map<Instant, String> rules,
      Consumer<Evaluation> each)
      throws SQLException {
    Query.forEach(
        connection,
        EVALUATIONS
            + """
        where generation = ? and category = ? and symbol = ? and slot_time >= ? and slot_time < ?
        order by slot_time, bar_time
        """,
        row ->
            each.accept(
                EvidenceRows.evaluation(row, rules.getOrDefault(instant(row, "slot_time"), ""))),
        generation,
        category,
        symbol,
        range.from(),
        range.before());
  }

  /** The symbols that a generation ever evaluated in a category, ascending; a few steps through an index. */
  static List<Symbol> symbols(Connection connection, Generation generation, Category category)
      throws SQLException {
    return Query.list(
        connection,
        """
        with recursive part as (
          (select symbol from evaluation where generation = ? and category = ? order by symbol limit 1)
          union all
          select (
            select e.symbol from evaluation e
            where e.generation = ? and e.category = ? and e.symbol > part.symbol order by e.symbol limit 1)
          from part where part.symbol is not null
        )
        select symbol from part where symbol is not null
        """,
        row -> Symbol.of(row.getString("symbol")),
        generation,
        category,
        generation,
        category);
  }

  /**
   * What was published in the range or shortly before, each key once, by key. A change of mode may have published a key twice; the
   * live one counts, because traders see it. A bar of an earlier session may be evaluated again in the range, so signals of the
   * 14 days before are read too.
   */
  static List<PublishedSignal> signals(Connection connection, Generation generation, Range range)
      throws SQLException {
    return Query.list(
        connection,
        """
        select distinct on (bar_time, category, symbol, strategy, side)
          category, symbol, strategy, side, bar_time, entry, stop_loss, target, confidence, timeframe,
          window_first, window_last, window_bars, window_hash, window_lacks, slot_time, detected_at, late
        from signal
        where generation = ? and category = any (?) and slot_time >= ?::timestamptz - interval '14 days' and slot_time < ?
        order by bar_time, category, symbol, strategy, side, mode = 'live' desc, slot_time, detected_at
        """,
        EvidenceRows::published,
        range.of(generation));
  }

  static Map<LocalDate, Integer> unknownCalls(
      Connection connection, Generation generation, Range range, UnknownCalls unknown)
      throws SQLException {
    Map<LocalDate, Integer> calls = new TreeMap<>();
    Query.forEach(
        connection,
        """
        select (at at time zone 'Asia/Kolkata')::date as market_date, count(*) as calls
        from broker_call
        where generation = ? and at >= ? and at < ? and UNKNOWN_CALL
        group by 1
        """
            .replace("UNKNOWN_CALL", UnknownCalls.CONDITION),
        row -> calls.put(row.getObject("market_date", LocalDate.class), row.getInt("calls")),
        generation,
        range.from(),
        range.before(),
        unknown.oldestUnderWay());
    return calls;
  }

  /** The newest window of that symbol that was evaluated at that slot or before; windows of late bars are left out (ADR 41). */
  static Optional<SeenInput> newestWindow(
      Connection connection,
      Generation generation,
      Category category,
      Symbol symbol,
      Instant atMost)
      throws SQLException {
    return Query.first(
        connection,
        """
        select slot_time, bar_time, window_first, window_bars, window_hash
        from evaluation
        where generation = ? and category = ? and symbol = ? and slot_time <= ?
          and window_hash is not null and late is not true
        order by slot_time desc
        limit 1
        """,
        row ->
            new SeenInput(
                instant(row, "slot_time"),
                fingerprint(row, category.signalTimeframe(), instant(row, "bar_time"))),
        generation,
        category,
        symbol,
        atMost);
  }

  /** The newest slot in which both generations evaluated that symbol, with whatever outcome. */
  static Optional<Instant> newestCommonSlot(Connection connection, Category category, Symbol symbol)
      throws SQLException {
    return Query.first(
        connection,
        """
        select slot_time
        from evaluation one
        where generation = ? and category = ? and symbol = ? and exists (
          select from evaluation other
          where other.generation = ? and other.category = one.category and other.symbol = one.symbol
            and other.slot_time = one.slot_time)
        order by slot_time desc
        limit 1
        """,
        row -> instant(row, "slot_time"),
        Generation.LEGACY,
        category,
        symbol,
        Generation.OPTIMIZED);
  }
}
