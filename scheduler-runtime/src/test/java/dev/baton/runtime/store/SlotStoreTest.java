package dev.baton.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.settings.Mode;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.Publication.CompletedScan;
import dev.baton.runtime.slot.SlotStore;
import dev.baton.runtime.test.PostgresTestResource;
import dev.baton.runtime.test.Rows;
import dev.baton.scan.Lookups;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      new PanacheSlotStore(SchedulerSettings.defaults(Generation.LEGACY), Mode.LIVE);

  @Inject DataSource database;

  @BeforeEach
  void empty() {
    new Rows(database).clear();
  }

  @Test
  void remembersFromWhenOnSlotsAreOwed() {
    Instant first = store.scheduleStart(Category.DAY_TRADING, at("2026-06-10T09:00"));
    assertThat(store.scheduleStart(Category.DAY_TRADING, first.plusSeconds(86_400)))
        .isEqualTo(first);
  }

  @Test
  void aSlotIsDoneOnceHoweverOftenItIsPublished() throws Exception {
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);
    assertThat(store.lastDone()).doesNotContainEntry(Category.DAY_TRADING, TEN);
    Publication publication = publication(signal(TCS, 100.05), signal(INFY, 1500.1));

    store.publish(publication);
    store.publish(publication);
    store.publish(publication(signal(TCS, 100.05), signal(INFY, 1500.1)));

    assertThat(store.lastDone()).containsEntry(Category.DAY_TRADING, TEN);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(1);
    assertThat(number("select count(*) from signal")).isEqualTo(2);
    assertThat(number("select count(*) from live_signal")).isEqualTo(2);
    assertThat(number("select count(*) from evaluation")).isEqualTo(2);
    assertThat(number("select count(*) from scan")).isEqualTo(1);
  }

  @Test
  void aSlotThatIsDoneStaysDoneWhenItIsBegunAgain() throws Exception {
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);
    store.publish(publication(signal(TCS, 100.05)));
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(60), true);
    assertThat(number("select count(*) from slot where state = 'done' and not late")).isEqualTo(1);
  }

  @Test
  void aBegunSlotCountsItsAttempts() throws Exception {
    store.begin(
        TEN, Set.of(Category.DAY_TRADING, Category.SHORT_SELLING), TEN.plusSeconds(2), false);
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(90), true);
    assertThat(number("select attempts from slot where category = 'day_trading'")).isEqualTo(2);
    assertThat(number("select attempts from slot where category = 'short_selling'")).isEqualTo(1);
    assertThat(store.lastDone()).isEmpty();
  }

  @Test
  void storesAllOfAPublicationOrNothing() throws Exception {
    execute(
        """
        alter table evaluation add constraint refused check (symbol <> 'INFY')
        """);
    try {
      store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);
      assertThatThrownBy(
              () -> store.publish(publication(signal(TCS, 100.05), signal(INFY, 1500.1))))
          .hasMessageContaining("refused");
    } finally {
      execute("alter table evaluation drop constraint refused");
    }
    assertThat(number("select count(*) from signal")).isZero();
    assertThat(number("select count(*) from scan")).isZero();
    assertThat(number("select count(*) from slot where state = 'done'")).isZero();

    store.publish(publication(signal(TCS, 100.05), signal(INFY, 1500.1)));
    assertThat(number("select count(*) from signal")).isEqualTo(2);
  }

  @Test
  void keepsPricesExactly() throws Exception {
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);
    store.publish(publication(signal(TCS, 1305.394297)));
    assertThat(text("select entry::text from signal")).startsWith("1305.394297");
  }

  @Test
  void aSignalThatTheOtherServicePublishedLiveIsNotPublishedTwice() throws Exception {
    new Rows(database).signal("optimized", "live", "day_trading", "TCS", "2026-06-10T09:55");
    execute("update signal set strategy = 'ema_crossover', side = 'BUY'");
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);

    store.publish(publication(signal(TCS, 100.05), signal(INFY, 1500.1)));

    assertThat(number("select count(*) from live_signal where symbol = 'TCS'")).isEqualTo(1);
    assertThat(text("select generation from live_signal where symbol = 'TCS'"))
        .isEqualTo("optimized");
    assertThat(number("select count(*) from live_signal where symbol = 'INFY'")).isEqualTo(1);
  }

  @Test
  void publicationsAtTheSameTimeLeaveOneOfEach() throws Exception {
    store.begin(TEN, Set.of(Category.DAY_TRADING), TEN.plusSeconds(2), false);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> publications = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        publications.add(
            threads.submit(
                () -> store.publish(publication(signal(TCS, 100.05), signal(INFY, 1500.1)))));
      }
      for (Future<?> each : publications) {
        each.get();
      }
    }
    assertThat(number("select count(*) from signal")).isEqualTo(2);
    assertThat(number("select count(*) from slot where state = 'done'")).isEqualTo(1);
    assertThat(number("select signals from slot")).isEqualTo(2);
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
    // calls are free again, but a live caller was told to come back for them
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

  private static Publication publication(Signal... signals) {
    List<SymbolResult> results = new ArrayList<>();
    for (Signal signal : signals) {
      results.add(
          new SymbolResult(
              Category.DAY_TRADING,
              signal.key().symbol(),
              BAR,
              Outcome.EVALUATED,
              Optional.of(signal.input()),
              Optional.empty(),
              List.of(signal),
              ""));
    }
    ScanResult result =
        new ScanResult(
            results,
            Map.of(Category.DAY_TRADING, new Cost(new Lookups(4, 0), 4, Duration.ofMillis(120))),
            4,
            Duration.ofMillis(120));
    CompletedScan scan =
        new CompletedScan(
            UUID.nameUUIDFromBytes(new byte[] {1}),
            "day_trading",
            TEN.plusSeconds(2),
            TEN.plusSeconds(3),
            result);
    return new Publication(TEN, false, List.of(scan));
  }

  private static Signal signal(Symbol symbol, double entry) {
    return new Signal(
        new SignalKey(Category.DAY_TRADING, symbol, Strategy.EMA_CROSSOVER, Side.BUY, BAR),
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
