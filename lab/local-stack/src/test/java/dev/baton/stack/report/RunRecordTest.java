package dev.baton.stack.report;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static dev.baton.stack.report.Rows.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.EvidenceUnavailableException;
import dev.baton.evidence.LedgerCall;
import dev.baton.evidence.RunReader;
import dev.baton.evidence.UnknownCalls;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.Evaluation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.StrategySide;
import dev.baton.signal.Fingerprint;
import dev.baton.stack.postgres.LocalPostgres;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Against the tables that the services make. */
@ResourceLock("embedded-postgres")
class RunRecordTest {

  private static final Path MIGRATIONS =
      Path.of("../../scheduler-runtime/src/main/resources/db/migration");
  private static final Symbol TCS = Symbol.of("TCS");

  @TempDir static Path folder;
  private static LocalPostgres postgres;
  private static int databases;

  private Connection connection;
  private EvidenceDatabase database;
  private RunReader rows;

  @BeforeAll
  static void start() throws Exception {
    postgres =
        LocalPostgres.start(
            folder.resolve("postgres"),
            folder.resolve("binaries"),
            folder.resolve("postgres.log"),
            false,
            0);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void migrate() throws Exception {
    String name = "rows_" + databases++;
    postgres.server().ensureDatabase(name);
    connection = postgres.server().connect(name);
    // As Flyway does: versions first, then what it repeats.
    for (String kind : List.of("V*.sql", "R__*.sql")) {
      try (var files = Files.newDirectoryStream(MIGRATIONS, kind)) {
        for (Path file : StreamSupport.stream(files.spliterator(), false).sorted().toList()) {
          execute(Files.readString(file));
        }
      }
    }
    database = new EvidenceDatabase(() -> postgres.server().connect(name));
    rows = new RunReader(database);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private RunRecord record() {
    return RunRecord.read(
        database, at("2026-06-10T00:00"), LocalDate.of(2026, 6, 10), Optional.empty());
  }

  private void slot(String slot, String startedAt) throws SQLException {
    execute(
        """
        insert into slot (generation, category, slot_time, state, attempts, late, started_at, finished_at, rules)
        values ('legacy', 'day_trading', '%s+05:30', 'done', 1, false, '%s+05:30', '%s+05:30', 'r1')
        """
            .formatted(slot, startedAt, startedAt));
  }

  private void call(String at, String state, String outcome) throws SQLException {
    execute(
        """
        insert into broker_call (generation, run, endpoint, symbol, reason, state, outcome, at)
        values ('legacy', gen_random_uuid(), 'historicaldata', 'TCS', 'scan', '%s', '%s', '%s+05:30')
        """
            .formatted(state, outcome, at));
  }

  private void scan(String finishedAt) throws SQLException {
    execute(
        """
        insert into scan values (gen_random_uuid(), 'legacy', 'day_trading_scan', '%1$s+05:30', '{day_trading}', false,
          '%1$s+05:30', '%1$s+05:30', 1, 1, 1, 0, 0, 1, 0, 'ok')
        """
            .formatted(finishedAt));
  }

  private void signal(String mode, double entry) throws SQLException {
    execute(
        """
        insert into signal values (gen_random_uuid(), 'legacy', '%s', 'day_trading', 'TCS', 'momentum', 'BUY',
          '2026-06-10T10:05+05:30', %s, 1390, 1450, 0.8, '5m', '2026-06-08T09:15+05:30', '2026-06-10T10:05+05:30', 150,
          7, '2026-06-10T10:10+05:30', gen_random_uuid(), '2026-06-10T10:10:03+05:30', false)
        """
            .formatted(mode, entry));
  }

  @Test
  void aSignalThatWasPublishedLateIsLateInTheComparisonToo() throws Exception {
    signal("live", 1400);
    execute("update signal set late = true");
    assertThat(record().evidence().of(LEGACY).signals())
        .singleElement()
        .satisfies(signal -> assertThat(signal.late()).isTrue());
  }

  @Test
  void withoutTablesTheRecordsAreUnavailable() throws Exception {
    execute("drop schema public cascade; create schema public");
    assertThatThrownBy(() -> rows.scansFinished(Instant.EPOCH))
        .isInstanceOf(EvidenceUnavailableException.class)
        .hasMessage(
            "what was recorded cannot be read: the database cannot be used: a table is missing: no service has been started on it yet (SQLSTATE 42P01)");
    assertThatThrownBy(this::record).isInstanceOf(EvidenceUnavailableException.class);
  }

  @Test
  void scansThatEndedBeforeAreLeftOut() throws Exception {
    scan("2026-06-09T15:30");
    scan("2026-06-10T11:00");
    assertThat(rows.scansFinished(at("2026-06-10T10:59")))
        .singleElement()
        .satisfies(scan -> assertThat(scan.finishedAt()).isEqualTo(at("2026-06-10T11:00")));
  }

  @Test
  void slotsAndCallsBeforeAreLeftOut() throws Exception {
    slot("2026-06-09T15:30", "2026-06-09T15:30:02");
    slot("2026-06-10T09:15", "2026-06-10T09:15:02");
    call("2026-06-09T15:30:02", "ok", "ok");
    call("2026-06-10T09:15:02", "unknown", "crashed");
    RunRecord record = record();
    assertThat(record.slots()).singleElement().satisfies(row -> assertThat(row.done()).isTrue());
    assertThat(record.ledger())
        .containsExactly(
            new LedgerCall(
                "2", LEGACY, at("2026-06-10T09:15:02"), "historicaldata", "TCS", true, "crashed"));
    GenerationEvidence legacy = record.evidence().of(LEGACY);
    assertThat(legacy.slotsDone()).isEqualTo(Map.of(DAY_TRADING, Set.of(at("2026-06-10T09:15"))));
    assertThat(legacy.unknownCalls()).isEqualTo(Map.of(LocalDate.of(2026, 6, 10), 1));
  }

  @Test
  void anIntentIsAnUnknownCallOnceItsServiceHasEnded() throws Exception {
    // given
    call("2026-06-10T09:15:02", "intent", "");

    // when, then
    assertThat(rows.calls(Instant.EPOCH, UnknownCalls.AFTER_SERVICES_ENDED))
        .singleElement()
        .satisfies(call -> assertThat(call.abandoned()).isTrue());
    assertThat(record().evidence().of(LEGACY).unknownCalls())
        .isEqualTo(Map.of(LocalDate.of(2026, 6, 10), 1));
    assertThat(rows.calls(Instant.EPOCH, UnknownCalls.WHILE_SERVICES_RUN))
        .singleElement()
        .satisfies(call -> assertThat(call.unknown()).isFalse());
    assertThat(
            new EvidenceReader(database, UnknownCalls.WHILE_SERVICES_RUN)
                .read(LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 10))
                .of(LEGACY)
                .unknownCalls())
        .isEmpty();
  }

  @Test
  void theOldestSlotScannedMayBeOneThatWasCaughtUp() throws Exception {
    slot("2026-06-09T15:25", "2026-06-09T15:25:02");
    slot("2026-06-09T15:30", "2026-06-10T11:00:01");
    slot("2026-06-10T09:15", "2026-06-10T11:00:03");
    assertThat(rows.oldestScanned(at("2026-06-10T11:00"))).contains(at("2026-06-09T15:30"));
  }

  @Test
  void theSlotsOfAGenerationAreDueFromItsFirstStartOn() throws Exception {
    execute(
        "insert into schedule_start values ('legacy', 'day_trading', '2026-06-10T11:00+05:30')");
    assertThat(record().evidence().since())
        .isEqualTo(Map.of(LEGACY, Map.of(DAY_TRADING, at("2026-06-10T11:00"))));
  }

  @Test
  void ofASignalThatWasPublishedInBothModesTheLiveOneCounts() throws Exception {
    signal("shadow", 1400);
    signal("live", 1412.3);
    assertThat(record().evidence().of(LEGACY).signals())
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.signal().values().entry()).isEqualTo(1412.3);
              assertThat(signal.slot()).isEqualTo(at("2026-06-10T10:10"));
              assertThat(signal.signal().input().bars()).isEqualTo(150);
            });
  }

  @Test
  void theWindowOfAnEvaluationIsWhatItsSlotSaw() throws Exception {
    // given: a bar that was revised after the slot
    Candle first = new Candle(at("2026-06-10T10:00"), 1, 3, 0.5, 2, 100);
    Candle last = new Candle(at("2026-06-10T10:05"), 2, 4, 1.5, 3, 200);
    Fingerprint input =
        Fingerprint.of(CandleSeries.of(TCS, Timeframe.FIVE_MINUTES, List.of(first, last)));
    seen(first, "2026-06-10T10:05");
    seen(last, "2026-06-10T10:10");
    seen(new Candle(last.time(), 2, 4, 1.5, 3.5, 200), "2026-06-10T10:15");
    slot("2026-06-10T10:10", "2026-06-10T10:10:02");
    execute(
        """
        insert into evaluation (generation, category, symbol, slot_time, bar_time, outcome, window_first, window_bars,
          window_hash, detail, found)
        values ('legacy', 'day_trading', 'TCS', '2026-06-10T10:10+05:30', '2026-06-10T10:05+05:30', 'evaluated',
          '2026-06-10T10:00+05:30', 2, %d, '', '{momentum BUY}')
        """
            .formatted(input.hash()));

    // when
    GenerationEvidence legacy = record().evidence().of(LEGACY);

    // then
    Evaluation evaluation = legacy.evaluations().getFirst();
    assertThat(evaluation.input()).contains(input);
    assertThat(evaluation.rules()).isEqualTo("r1");
    assertThat(evaluation.found()).containsExactly(new StrategySide(Strategy.MOMENTUM, Side.BUY));
    assertThat(legacy.windows().of(evaluation).orElseThrow().get(1)).isEqualTo(last);
    assertThat(record().evidence().of(OPTIMIZED).evaluations()).isEmpty();
  }

  private void seen(Candle bar, String slot) throws SQLException {
    execute(
        "insert into seen_bar values ('legacy', 'day_trading', 'TCS', '%s', '%s+05:30', %s, %s, %s, %s, %d)"
            .formatted(
                bar.time(), slot, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume()));
  }
}
