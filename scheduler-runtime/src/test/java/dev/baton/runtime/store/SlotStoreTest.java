package dev.baton.runtime.store;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.runtime.slot.PublishOutcome.ALREADY_PUBLISHED;
import static dev.baton.runtime.slot.PublishOutcome.STORED;
import static dev.baton.runtime.slot.PublishOutcome.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.Publication.CompletedScan;
import dev.baton.runtime.slot.PublishOutcome;
import dev.baton.runtime.slot.SlotClaim;
import dev.baton.runtime.slot.SlotStore;
import dev.baton.runtime.test.PostgresTestResource;
import dev.baton.runtime.test.Rows;
import dev.baton.runtime.test.Scans;
import dev.baton.scan.Lookups;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanResult;
import dev.baton.scan.ScanResult.Cost;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slots and signals in a real PostgreSQL, written by the store of a live service. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(NobodyScans.class)
class SlotStoreTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Instant TEN = at("2026-06-10T10:00");
  private static final Instant BAR = at("2026-06-10T09:55");

  private final SlotStore store =
      new PanacheSlotStore(
          SchedulerSettings.defaults(Generation.LEGACY),
          RulesInForce.DEFAULT,
          Ownership.always(Mode.LIVE));

  @Inject DataSource database;

  @BeforeEach
  void empty() {
    new Rows(database).clear();
  }

  @Test
  void remembersSinceWhenSlotsAreDue() {
    Instant first = store.scheduleStart(DAY_TRADING, at("2026-06-10T09:00"));
    assertThat(store.scheduleStart(DAY_TRADING, first.plusSeconds(86_400))).isEqualTo(first);
  }

  @Test
  void aBegunSlotCountsItsAttempts() throws Exception {
    // when
    SlotClaim first = begin(DAY_TRADING, SHORT_SELLING);
    SlotClaim second = begin(DAY_TRADING);

    // then
    assertThat(first)
        .isEqualTo(
            new SlotClaim(TEN, Map.of(DAY_TRADING, 1, SHORT_SELLING, 1), SlotClaim.ONLY_TERM));
    assertThat(second).isEqualTo(new SlotClaim(TEN, Map.of(DAY_TRADING, 2), SlotClaim.ONLY_TERM));
    assertThat(number("select attempts from slot where category = 'day_trading'")).isEqualTo(2);
    assertThat(number("select attempts from slot where category = 'short_selling'")).isEqualTo(1);
    assertThat(store.lastDone()).isEmpty();
  }

  @Test
  void aPublicationWhoseCommitWasUnknownIsStoredOnceHoweverOftenItIsRepeated() throws Exception {
    // given
    SlotClaim claim = begin(DAY_TRADING);
    assertThat(store.lastDone()).doesNotContainEntry(DAY_TRADING, TEN);
    Publication publication = publication(1, signal(TCS, 100.05), signal(INFY, 1500.1));

    // when, then
    assertThat(store.publish(claim, publication)).isEqualTo(STORED);
    assertThat(store.publish(claim, publication)).isEqualTo(STORED);
    assertThat(store.lastDone()).containsEntry(DAY_TRADING, TEN);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(1);
    assertThat(number("select count(*) from signal")).isEqualTo(2);
    assertThat(number("select count(*) from live_signal")).isEqualTo(2);
    assertThat(number("select count(*) from evaluation")).isEqualTo(2);
    assertThat(number("select count(*) from scan")).isEqualTo(1);
  }

  @Test
  void aSlotThatIsDoneStaysDoneWhenItIsBegunAgain() throws Exception {
    // given
    store.publish(begin(DAY_TRADING), publication(1, signal(TCS, 100.05)));

    // when
    SlotClaim again = store.begin(TEN, Set.of(DAY_TRADING), TEN.plusSeconds(60), true);

    // then
    assertThat(again.attempts()).isEqualTo(Map.of(DAY_TRADING, 1));
    assertThat(number("select count(*) from slot where state = 'done' and not late")).isEqualTo(1);
    assertThat(store.publish(again, publication(2, signal(INFY, 1500.1))))
        .isEqualTo(ALREADY_PUBLISHED);
    assertThat(number("select count(*) from scan")).isEqualTo(1);
    assertThat(number("select count(*) from signal where symbol = 'INFY'")).isZero();
  }

  @Test
  void theAttemptAfterACrashPublishesAndTheOneBeforeItDoesNot() throws Exception {
    // given a process that was paused rather than killed
    SlotClaim before = begin(DAY_TRADING);
    SlotClaim after = begin(DAY_TRADING);

    // when it goes on before the newer process has published
    PublishOutcome older = store.publish(before, publication(1, signal(TCS, 100.05)));

    // then
    assertThat(older).isEqualTo(SUPERSEDED);
    for (String table : List.of("scan", "evaluation", "signal", "seen_bar")) {
      assertThat(number("select count(*) from " + table)).describedAs(table).isZero();
    }
    assertThat(store.lastDone()).isEmpty();

    // when
    assertThat(store.publish(after, publication(2, signal(INFY, 1500.1)))).isEqualTo(STORED);

    // then
    assertThat(store.publish(before, publication(1, signal(TCS, 100.05))))
        .isEqualTo(ALREADY_PUBLISHED);
    assertThat(text("select scan_id::text from slot")).isEqualTo(id(2).toString());
    assertThat(text("select string_agg(symbol, ' ') from signal")).isEqualTo("INFY");
  }

  @Test
  void theFirstSlotOfALargeUniverseIsStoredWhole() throws Exception {
    // given: 23,400 bars, more than a statement takes at once
    SymbolResult[] results =
        IntStream.rangeClosed(1, 104)
            .mapToObj(i -> Scans.bars("SYM" + i, Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 225))
            .map(window -> Scans.evaluated(DAY_TRADING, window))
            .toArray(SymbolResult[]::new);

    // when
    new Scans(Generation.LEGACY, Mode.LIVE).publish("2026-06-11T10:00", results);

    // then
    assertThat(number("select count(*) from seen_bar")).isEqualTo(104 * 225);
    assertThat(number("select count(distinct symbol) from seen_bar")).isEqualTo(104);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(1);
  }

  @Test
  void anAttemptThatLostOneOfItsCategoriesPublishesNone() throws Exception {
    // given
    SlotClaim both = begin(DAY_TRADING, SHORT_SELLING);
    SlotClaim newer = begin(SHORT_SELLING);

    // when, then
    assertThat(store.publish(both, publication(1, DAY_TRADING, SHORT_SELLING)))
        .isEqualTo(SUPERSEDED);
    assertThat(number("select count(*) from scan")).isZero();
    assertThat(store.publish(newer, publication(2, SHORT_SELLING))).isEqualTo(STORED);
    assertThat(store.publish(both, publication(1, DAY_TRADING, SHORT_SELLING)))
        .describedAs("one category is done, the other is not")
        .isEqualTo(SUPERSEDED);
    assertThat(store.lastDone()).isEqualTo(Map.of(SHORT_SELLING, TEN));

    // when the rest is begun again
    assertThat(store.publish(begin(DAY_TRADING), publication(3, DAY_TRADING))).isEqualTo(STORED);

    // then
    assertThat(store.lastDone()).isEqualTo(Map.of(DAY_TRADING, TEN, SHORT_SELLING, TEN));
    assertThat(number("select count(*) from scan")).isEqualTo(2);
  }

  @Test
  void attemptsOfOneGenerationDoNotEndThoseOfTheOther() {
    SlotClaim legacy = begin(DAY_TRADING);
    new PanacheSlotStore(
            SchedulerSettings.defaults(Generation.OPTIMIZED),
            RulesInForce.DEFAULT,
            Ownership.always(Mode.SHADOW))
        .begin(TEN, Set.of(DAY_TRADING), TEN, false);
    assertThat(store.publish(legacy, publication(1, DAY_TRADING))).isEqualTo(STORED);
  }

  @Test
  void ofProcessesThatPublishAtTheSameTimeOnlyTheNewestAttemptStores() throws Exception {
    // given
    List<SlotClaim> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claims.add(begin(DAY_TRADING, SHORT_SELLING));
    }

    // when
    List<Callable<PublishOutcome>> publications = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Publication publication = publication(i, DAY_TRADING, SHORT_SELLING);
      SlotClaim claim = claims.get(i);
      publications.add(() -> store.publish(claim, publication));
    }
    List<PublishOutcome> outcomes = atOnce(publications);

    // then
    assertThat(outcomes.getLast()).isEqualTo(STORED);
    assertThat(outcomes.subList(0, 7)).containsAnyOf(SUPERSEDED, ALREADY_PUBLISHED);
    assertThat(outcomes.subList(0, 7)).doesNotContain(STORED);
    assertThat(number("select count(*) from scan")).isEqualTo(1);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(2);
  }

  @Test
  void storesAllOfAPublicationOrNothing() throws Exception {
    Publication publication = publication(1, signal(TCS, 100.05), signal(INFY, 1500.1));
    SlotClaim claim = begin(DAY_TRADING);
    execute(
        """
        alter table evaluation add constraint refused check (symbol <> 'INFY')
        """);
    try {
      assertThatThrownBy(() -> store.publish(claim, publication)).hasMessageContaining("refused");
    } finally {
      execute("alter table evaluation drop constraint refused");
    }
    assertThat(number("select count(*) from signal")).isZero();
    assertThat(number("select count(*) from scan")).isZero();
    assertThat(number("select count(*) from slot where state = 'done'")).isZero();

    assertThat(store.publish(claim, publication)).isEqualTo(STORED);
    assertThat(number("select count(*) from signal")).isEqualTo(2);
  }

  @Test
  void keepsPricesExactly() throws Exception {
    store.publish(begin(DAY_TRADING), publication(1, signal(TCS, 1305.394297)));
    assertThat(text("select entry::text from signal")).startsWith("1305.394297");
  }

  @Test
  void aSignalIsLiveOrShadowByItsCategorySymbolAndSlot() throws Exception {
    // given
    PanacheSlotStore shared =
        new PanacheSlotStore(
            SchedulerSettings.defaults(Generation.LEGACY),
            RulesInForce.DEFAULT,
            (category, symbol, slot) ->
                category == DAY_TRADING && symbol.equals(TCS) && slot.equals(TEN)
                    ? Mode.LIVE
                    : Mode.SHADOW);

    // when
    shared.publish(begin(DAY_TRADING), publication(1, signal(TCS, 100.05), signal(INFY, 1500.1)));

    // then
    assertThat(text("select string_agg(symbol || ' ' || mode, ', ' order by symbol) from signal"))
        .isEqualTo("INFY shadow, TCS live");
  }

  @Test
  void aSignalThatTheOtherServiceHasAlreadyPublishedLiveIsKeptAsShadow() throws Exception {
    new Rows(database).signal("optimized", "live", "day_trading", "TCS", "2026-06-10T09:55");
    execute("update signal set strategy = 'ema_crossover', side = 'BUY'");

    store.publish(begin(DAY_TRADING), publication(1, signal(TCS, 100.05), signal(INFY, 1500.1)));

    assertThat(number("select count(*) from live_signal where symbol = 'TCS'")).isEqualTo(1);
    assertThat(text("select generation from live_signal where symbol = 'TCS'"))
        .isEqualTo("optimized");
    assertThat(number("select count(*) from live_signal where symbol = 'INFY'")).isEqualTo(1);
    assertThat(text("select mode from signal where symbol = 'TCS' and generation = 'legacy'"))
        .isEqualTo("shadow");
  }

  @Test
  void repetitionsAtTheSameTimeLeaveOneOfEach() throws Exception {
    SlotClaim claim = begin(DAY_TRADING);
    Publication publication = publication(1, signal(TCS, 100.05), signal(INFY, 1500.1));
    assertThat(
            atOnce(
                Collections.<Callable<PublishOutcome>>nCopies(
                    8, () -> store.publish(claim, publication))))
        .containsOnly(STORED);
    assertThat(number("select count(*) from signal")).isEqualTo(2);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(1);
    assertThat(number("select signals from slot")).isEqualTo(2);
  }

  private SlotClaim begin(Category... categories) {
    return store.begin(TEN, Set.of(categories), TEN.plusSeconds(2), false);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
    }
    return results;
  }

  /** The window is an hour, so that no call is free again while the test runs. */
  @Test
  void theBudgetNeverGrantsMoreThanItsCallsInAWindow() throws Exception {
    execute("update broker_budget set live = '{}', shadow = '{}', live_waits_until = '-infinity'");
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      boolean live = i % 2 == 0;
      callers.add(() -> take(live) == 0);
    }
    int granted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Boolean> each : threads.invokeAll(callers)) {
        granted += each.get() ? 1 : 0;
      }
    }
    assertThat(granted).isEqualTo(10);
    assertThat(number("select cardinality(live) + cardinality(shadow) from broker_budget"))
        .isEqualTo(10);
  }

  @Test
  void shadowCallersGetTheirShareAndNothingWhileALiveCallerWaits() throws Exception {
    execute("update broker_budget set live = '{}', shadow = '{}', live_waits_until = '-infinity'");
    for (int i = 0; i < 8; i++) {
      assertThat(take(false)).isZero();
    }
    assertThat(take(false)).isBetween(3500.0, 3600.0);
    assertThat(take(true)).isZero();
    assertThat(take(true)).isZero();
    assertThat(take(true)).isBetween(3500.0, 3600.0);
    execute("update broker_budget set shadow = '{}'");
    // calls are free again, but a live caller waits for them
    assertThat(take(false)).isPositive();
    assertThat(take(true)).isZero();
  }

  private double take(boolean live) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select broker_take(" + live + ", 10, 8, interval '1 hour')")) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static Publication publication(int number, Signal... signals) {
    List<SymbolResult> results = new ArrayList<>();
    for (Signal signal : signals) {
      results.add(result(DAY_TRADING, signal.key().symbol(), List.of(signal)));
    }
    return publication(number, results);
  }

  /** One scan of these categories, without signals. */
  private static Publication publication(int number, Category... categories) {
    return publication(
        number, Stream.of(categories).map(category -> result(category, TCS, List.of())).toList());
  }

  private static SymbolResult result(Category category, Symbol symbol, List<Signal> signals) {
    return new SymbolResult(
        category,
        symbol,
        BAR,
        Outcome.EVALUATED,
        signals.stream().map(Signal::input).findFirst(),
        Optional.empty(),
        signals,
        "");
  }

  private static Publication publication(int number, List<SymbolResult> results) {
    Map<Category, Cost> costs = new EnumMap<>(Category.class);
    results.forEach(
        result ->
            costs.put(result.category(), new Cost(new Lookups(4, 0), 4, Duration.ofMillis(120))));
    CompletedScan scan =
        new CompletedScan(
            id(number),
            "scan",
            TEN.plusSeconds(2),
            TEN.plusSeconds(3),
            new ScanResult(results, costs, 4, Duration.ofMillis(120)));
    return new Publication(TEN, false, List.of(scan));
  }

  private static Signal signal(Symbol symbol, double entry) {
    return new Signal(
        new SignalKey(DAY_TRADING, symbol, Strategy.EMA_CROSSOVER, Side.BUY, BAR),
        new StrategySignal(
            Strategy.EMA_CROSSOVER, Side.BUY, entry, entry * 0.99, entry * 1.02, 0.7),
        new Fingerprint(Timeframe.FIVE_MINUTES, at("2026-06-08T09:15"), BAR, 158, 42));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
