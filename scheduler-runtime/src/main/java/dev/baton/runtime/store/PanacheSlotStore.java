package dev.baton.runtime.store;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.PublishOutcome;
import dev.baton.runtime.slot.SlotClaim;
import dev.baton.runtime.slot.SlotStore;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.RulesInForce;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Slots, scans, evaluations, the bars behind them, and signals in PostgreSQL. A publication is one transaction: it locks and
 * checks the slots of its claim, then stores each table with one statement, and many seen bars with several.
 */
@ApplicationScoped
public class PanacheSlotStore implements SlotStore {

  /**
   * A database that does not answer within this real time is treated as one that is away. A publication has that time for each
   * part of its seen bars.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Seen bars of a statement: more than the first slot of the default universe has, and 2 MB of JSON. */
  private static final int PART = 10_000;

  /**
   * Whole windows are compared with what other processes have recorded between their first and their last bar. Equal bars are
   * not written again; bars that the window does not show are gone.
   */
  private static final String SEEN_BARS =
      """
      with seen as (
        select r.* from jsonb_populate_recordset(cast(null as seen_bar), cast(cast(:seen as text) as jsonb)) r
      ), whole as (
        select w.* from jsonb_to_recordset(cast(cast(:whole as text) as jsonb)) as w (
          generation text, category text, symbol text, slot_time timestamptz,
          window_first timestamptz, window_last timestamptz)
      ), known as (
        select w.generation, w.category, w.symbol, w.slot_time,
               k.bar_time, k.open, k.high, k.low, k.close, k.volume
        from whole w cross join lateral (
          select distinct on (b.bar_time) b.bar_time, b.open, b.high, b.low, b.close, b.volume
          from seen_bar b
          where b.generation = w.generation and b.category = w.category and b.symbol = w.symbol
            and b.bar_time between w.window_first and w.window_last and b.slot_time <= w.slot_time
          order by b.bar_time, b.slot_time desc) k
      )
      insert into seen_bar (generation, category, symbol, bar_time, slot_time, open, high, low, close, volume)
      select s.generation, s.category, s.symbol, s.bar_time, s.slot_time, s.open, s.high, s.low, s.close, s.volume
      from seen s
      where not exists (
        select from known k
        where k.category = s.category and k.symbol = s.symbol and k.bar_time = s.bar_time
          and (k.open, k.high, k.low, k.close, k.volume) = (s.open, s.high, s.low, s.close, s.volume))
      union all
      select k.generation, k.category, k.symbol, k.bar_time, k.slot_time, null, null, null, null, null
      from known k
      where k.volume is not null and not exists (
        select from seen s
        where s.category = k.category and s.symbol = k.symbol and s.bar_time = k.bar_time)
      on conflict do nothing
      """;

  /**
   * A slot that is done keeps its number of attempts. The rows are locked in the order of their categories, as every publication
   * locks them.
   */
  private static final String BEGIN =
      """
      insert into slot as s (generation, category, slot_time, state, attempts, late, started_at)
      select cast(:generation as text), c.category, cast(:slot as timestamptz), 'running', 1,
             cast(:late as boolean), cast(:startedAt as timestamptz)
      from unnest(string_to_array(cast(:categories as text), ',')) as c(category) order by c.category
      on conflict (generation, category, slot_time)
      do update set attempts = case when s.state = 'done' then s.attempts else s.attempts + 1 end
      returning s.category, s.attempts
      """;

  private static final String SLOTS_DONE =
      """
      update slot s set
        state = 'done', late = s.late or r.late, scan_id = r.scan_id,
        finished_at = r.finished_at, duration_ms = r.duration_ms, calls = r.calls,
        lookups = r.lookups, hits = r.hits, errors = r.errors, symbols = r.symbols,
        bars_missing = r.bars_missing, incomplete = r.incomplete, suspended = r.suspended, signals = r.signals, rules = r.rules
      from jsonb_populate_recordset(cast(null as slot), cast(cast(:rows as text) as jsonb)) r
      where s.generation = r.generation and s.category = r.category and s.slot_time = r.slot_time
      """;

  /** A live signal that the other generation has already published is kept as shadow. */
  private static final String ALREADY_PUBLISHED_SIGNALS =
      """
      insert into signal
      select shadow.* from jsonb_populate_recordset(cast(null as signal), cast(cast(:rows as text) as jsonb)) r
      cross join lateral jsonb_populate_record(r, '{"mode": "shadow"}') shadow
      where not exists (
        select from signal own
        where own.generation = r.generation and own.category = r.category and own.symbol = r.symbol
          and own.strategy = r.strategy and own.side = r.side and own.bar_time = r.bar_time)
      on conflict do nothing
      """;

  private static final String SCHEDULE_START =
      """
      insert into schedule_start (generation, category, since) values (:generation, :category, :since)
      on conflict do nothing
      """;

  private static final String DUE_SINCE =
      "select since from schedule_start where generation = :generation and category = :category";

  /**
   * A schedule counts from the minute after the newest slot that is done: slots are whole minutes, and missed ones are caught up
   * by the schedule of the service that does so. The first schedule counts from the start. A schedule by which no slot was done
   * is replaced by the next.
   */
  private static final String SLOT_SCHEDULE =
      """
      insert into slot_schedule (generation, category, since, crons)
      select start.generation, start.category,
             case when exists (
                 select from slot_schedule k where k.generation = start.generation and k.category = start.category)
               then coalesce(done.newest + interval '1 minute', start.since)
               else start.since end,
             string_to_array(cast(:crons as text), ';')
      from schedule_start start cross join lateral (
        select max(s.slot_time) as newest from slot s
        where s.generation = start.generation and s.category = start.category and s.state = 'done') done
      where start.generation = :generation and start.category = :category
        and string_to_array(cast(:crons as text), ';') is distinct from (
          select k.crons from slot_schedule k
          where k.generation = start.generation and k.category = start.category
          order by k.since desc limit 1)
      on conflict (generation, category, since) do update set crons = excluded.crons
      """;

  private final Generation generation;
  private final RulesInForce rules;
  private final Ownership ownership;
  private final SchedulerSettings settings;
  private final SeenBars seen = new SeenBars();

  public PanacheSlotStore(SchedulerSettings settings, RulesInForce rules, Ownership ownership) {
    this.rules = rules;
    this.generation = settings.generation();
    this.settings = settings;
    this.ownership = ownership;
  }

  private String crons(Category category) {
    return settings.jobs().stream()
        .filter(job -> job.categories().contains(category))
        .flatMap(job -> job.crons().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(";"));
  }

  /** Also records the schedule of the category, in the same transaction: by that schedule slots are due. */
  @Override
  public Instant scheduleStart(Category category, Instant ifFirst) {
    Map<String, Object> key =
        Map.of("generation", generation.label(), "category", category.label());
    Map<String, Object> start = new HashMap<>(key);
    start.put("since", ifFirst);
    Map<String, Object> schedule = new HashMap<>(key);
    schedule.put("crons", crons(category));
    List<Instant> since =
        transaction(
            () ->
                update(SCHEDULE_START, start)
                    .flatMap(_ -> update(SLOT_SCHEDULE, schedule))
                    .flatMap(_ -> rows(DUE_SINCE, Instant.class, key)));
    return since.getFirst();
  }

  @Override
  public Map<Category, Instant> lastDone() {
    List<SlotEntity> newest =
        transaction(
            () ->
                SlotEntity.list(
                    """
                    from SlotEntity s where s.generation = ?1 and s.state = 'done' and s.slotTime =
                      (select max(t.slotTime) from SlotEntity t
                       where t.generation = s.generation and t.category = s.category and t.state = 'done')
                    """,
                    generation.label()));
    EnumMap<Category, Instant> last = new EnumMap<>(Category.class);
    newest.forEach(slot -> last.put(Category.ofLabel(slot.category), slot.slotTime));
    return last;
  }

  @Override
  public SlotClaim begin(Instant slot, Set<Category> categories, Instant startedAt, boolean late) {
    List<Object[]> begun =
        transaction(
            () ->
                rows(
                    BEGIN,
                    Object[].class,
                    Map.of(
                        "generation", generation.label(),
                        "categories", String.join(",", labels(categories)),
                        "slot", slot,
                        "late", late,
                        "startedAt", startedAt)));
    EnumMap<Category, Integer> attempts = new EnumMap<>(Category.class);
    begun.forEach(row -> attempts.put(Category.ofLabel((String) row[0]), (Integer) row[1]));
    return new SlotClaim(slot, attempts, SlotClaim.ONLY_TERM);
  }

  @Override
  public AwaitedBars awaited(Instant slot, Set<Category> categories) {
    List<String> intraday = AwaitedQuery.categories(categories);
    return intraday.isEmpty()
        ? AwaitedBars.NONE
        : AwaitedQuery.bars(
            transaction(
                () ->
                    rows(
                        AwaitedQuery.SQL,
                        Object[].class,
                        AwaitedQuery.parameters(generation, intraday, slot))));
  }

  @Override
  public PublishOutcome publish(SlotClaim claim, Publication publication) {
    PublicationRows rows = new PublicationRows(generation, rules, publication, seen);
    String signals =
        rows.signals(key -> ownership.mode(key.category(), key.symbol(), publication.slot()));
    List<PublicationRows.SeenPart> parts = rows.seenBars(PART);
    List<Statement> statements = new ArrayList<>();
    statements.add(Statement.of(insert("scan"), rows.scans()));
    statements.add(Statement.of(insert("evaluation"), rows.evaluations()));
    statements.add(Statement.of(insert("signal"), signals));
    statements.add(Statement.of(ALREADY_PUBLISHED_SIGNALS, signals));
    for (PublicationRows.SeenPart part : parts) {
      statements.add(new Statement(SEEN_BARS, Map.of("seen", part.bars(), "whole", part.whole())));
    }
    statements.add(Statement.of(SLOTS_DONE, rows.slots()));
    PublishOutcome outcome =
        transaction(
            TIMEOUT.multipliedBy(Math.max(1, parts.size())),
            () ->
                slotsLocked(claim)
                    .flatMap(
                        slots ->
                            ended(claim, publication, slots)
                                .map(known -> Uni.createFrom().item(known))
                                .orElseGet(
                                    () -> inOrder(statements).replaceWith(PublishOutcome.STORED))));
    // What another attempt has recorded is not known here: the next windows are recorded whole.
    publication.symbols().forEach(outcome == PublishOutcome.STORED ? seen::recorded : seen::forget);
    return outcome;
  }

  /** The claim's slots, locked in the order in which {@link #BEGIN} locks them. */
  private Uni<List<SlotEntity>> slotsLocked(SlotClaim claim) {
    return SlotEntity.<SlotEntity>find(
            "generation = ?1 and slotTime = ?2 and category in ?3 order by category",
            generation.label(),
            claim.slot(),
            labels(claim.attempts().keySet()))
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** What became of the publication if the claim has ended; empty if it has not, and the publication is to be stored. */
  private static Optional<PublishOutcome> ended(
      SlotClaim claim, Publication publication, List<SlotEntity> slots) {
    List<SlotEntity> done = slots.stream().filter(slot -> slot.state.equals("done")).toList();
    if (done.size() == claim.attempts().size()) {
      Set<UUID> own =
          publication.scans().stream()
              .map(Publication.CompletedScan::id)
              .collect(Collectors.toSet());
      return Optional.of(
          done.stream().allMatch(slot -> own.contains(slot.scanId))
              ? PublishOutcome.STORED
              : PublishOutcome.ALREADY_PUBLISHED);
    }
    boolean held =
        done.isEmpty()
            && slots.size() == claim.attempts().size()
            && slots.stream()
                .allMatch(
                    slot -> slot.attempts == claim.attempts().get(Category.ofLabel(slot.category)));
    return held ? Optional.empty() : Optional.of(PublishOutcome.SUPERSEDED);
  }

  private static List<String> labels(Set<Category> categories) {
    return categories.stream().map(Category::label).toList();
  }

  /** Adds the rows that the table lacks. */
  private static String insert(String table) {
    return """
    insert into %1$s
    select r.* from jsonb_populate_recordset(cast(null as %1$s), cast(cast(:rows as text) as jsonb)) r
    on conflict do nothing
    """
        .formatted(table);
  }

  private record Statement(String sql, Map<String, Object> parameters) {

    static Statement of(String sql, String rows) {
      return new Statement(sql, Map.of("rows", rows));
    }
  }

  private static Uni<Void> inOrder(List<Statement> statements) {
    Uni<?> all = Uni.createFrom().voidItem();
    for (Statement statement : statements) {
      all = all.flatMap(_ -> update(statement.sql(), statement.parameters()));
    }
    return all.replaceWithVoid();
  }

  private static Uni<Integer> update(String sql, Map<String, Object> parameters) {
    return Panache.getSession()
        .flatMap(
            session -> {
              Mutiny.MutationQuery query = session.createNativeQuery(sql);
              parameters.forEach(query::setParameter);
              return query.executeUpdate();
            });
  }

  private static <T> Uni<List<T>> rows(String sql, Class<T> type, Map<String, Object> parameters) {
    return Panache.getSession()
        .flatMap(
            session -> {
              Mutiny.SelectionQuery<T> query = session.createNativeQuery(sql, type);
              parameters.forEach(query::setParameter);
              return query.getResultList();
            });
  }

  private static <T> T transaction(Supplier<Uni<T>> work) {
    return transaction(TIMEOUT, work);
  }

  /** Waits for the end of the transaction, also if the calling thread is interrupted: it must not outlive the connections. */
  private static <T> T transaction(Duration limit, Supplier<Uni<T>> work) {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("slot-store")
        .start(
            () -> {
              try {
                end.complete(
                    VertxContextSupport.subscribeAndAwait(
                        () -> Panache.withTransaction(work).ifNoItem().after(limit).fail()));
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            });
    try {
      return end.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failed -> throw failed;
        case Error error -> throw error;
        default ->
            throw new IllegalStateException(
                "the database refused: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }
}
