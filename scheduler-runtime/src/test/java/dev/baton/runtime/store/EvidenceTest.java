package dev.baton.runtime.store;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.runtime.test.Scans.at;
import static dev.baton.runtime.test.Scans.barMissing;
import static dev.baton.runtime.test.Scans.bars;
import static dev.baton.runtime.test.Scans.evaluated;
import static dev.baton.runtime.test.Scans.incomplete;
import static dev.baton.runtime.test.Scans.publication;
import static dev.baton.runtime.test.Scans.revised;
import static dev.baton.runtime.test.Scans.signal;
import static dev.baton.runtime.test.Scans.suspended;
import static dev.baton.runtime.test.Scans.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.Evidence;
import dev.baton.evidence.EvidenceReader;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.StrategySide;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.PublishOutcome;
import dev.baton.runtime.slot.SlotClaim;
import dev.baton.runtime.test.Jobs;
import dev.baton.runtime.test.PostgresTestResource;
import dev.baton.runtime.test.Rows;
import dev.baton.runtime.test.Scans;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What scans leave in a real PostgreSQL, and what a parity check reads of it. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(NobodyScans.class)
class EvidenceTest {

  private static final LocalDate DAY = LocalDate.parse("2026-06-10");
  private static final String OPEN = "2026-06-10T09:15";
  private static final CandleSeries SIXTY = bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 60);
  private static final CandleSeries SIXTY_ONE = bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 61);

  @Inject EvidenceReader reader;
  @Inject DataSource database;

  private final Scans legacy = new Scans(Generation.LEGACY, Mode.LIVE);
  private final Scans optimized = new Scans(Generation.OPTIMIZED, Mode.SHADOW);

  @BeforeEach
  void empty() {
    new Rows(database).clear();
  }

  @Test
  void whatWasPublishedIsReadBack() {
    // given
    Signal sell = signal(DAY_TRADING, SIXTY, Side.SELL);
    legacy.publish(
        "2026-06-10T14:15",
        evaluated(DAY_TRADING, SIXTY, sell),
        barMissing(DAY_TRADING, "INFY", "2026-06-10T14:10"));

    // when
    GenerationEvidence recorded = read();

    // then
    assertThat(recorded.generation()).isEqualTo(Generation.LEGACY);
    assertThat(recorded.slotsDone()).isEqualTo(Map.of(DAY_TRADING, Set.of(at("2026-06-10T14:15"))));
    String rules = RulesInForce.DEFAULT.of(DAY_TRADING);
    assertThat(recorded.evaluations())
        .containsExactlyInAnyOrder(
            new Evaluation(
                new BarKey(DAY_TRADING, SIXTY.symbol(), SIXTY.lastTime()),
                at("2026-06-10T14:15"),
                at("2026-06-10T14:15"),
                Outcome.EVALUATED,
                "",
                Optional.of(Fingerprint.of(SIXTY)),
                Set.of(new StrategySide(Strategy.MOMENTUM, Side.SELL)),
                rules),
            new Evaluation(
                new BarKey(DAY_TRADING, Symbol.of("INFY"), at("2026-06-10T14:10")),
                at("2026-06-10T14:15"),
                at("2026-06-10T14:15"),
                Outcome.BAR_MISSING,
                "no bar of 2026-06-10T14:10",
                Optional.empty(),
                Set.of(),
                rules));
    PublishedSignal published = recorded.signals().getFirst();
    assertThat(recorded.signals()).hasSize(1);
    assertThat(published.signal().key()).isEqualTo(sell.key());
    assertThat(published.signal().input()).isEqualTo(sell.input());
    assertThat(published.signal().values().stopLoss())
        .isCloseTo(sell.values().stopLoss(), within(1e-6));
    assertThat(published.signal().values().confidence()).isEqualTo(0.8);
    assertThat(published.slot()).isEqualTo(at("2026-06-10T14:15"));
    assertThat(published.detectedAt()).isEqualTo(at("2026-06-10T14:15:03"));
    assertThat(evidence().of(Generation.OPTIMIZED).evaluations()).isEmpty();
  }

  @Test
  void whatAWindowLacksIsReadBack() throws Exception {
    // given
    Signal sell = signal(DAY_TRADING, SIXTY, Side.SELL);
    CandleSeries infy = bars("INFY", Timeframe.FIVE_MINUTES, OPEN, 60);
    legacy.publish(
        "2026-06-10T14:15",
        new SymbolResult(
            DAY_TRADING,
            SIXTY.symbol(),
            SIXTY.lastTime(),
            Outcome.EVALUATED,
            Optional.of(Fingerprint.of(SIXTY)),
            Optional.of(SIXTY),
            2,
            List.of(new Signal(sell.key(), sell.values(), sell.input(), 2)),
            ""),
        incomplete(DAY_TRADING, infy, 5),
        suspended(DAY_TRADING, bars("SBIN", Timeframe.FIVE_MINUTES, OPEN, 60)));

    // then
    assertThat(read().evaluations())
        .extracting(
            evaluation ->
                evaluation.bar().symbol()
                    + " "
                    + evaluation.outcome().label()
                    + " "
                    + evaluation.lacking())
        .containsExactlyInAnyOrder("TCS evaluated 2", "INFY incomplete 5", "SBIN suspended 0");
    assertThat(read().signals())
        .extracting(published -> published.signal().lacking())
        .containsExactly(2);
    assertThat(number("select incomplete from slot")).isEqualTo(1);
    assertThat(number("select suspended from slot")).isEqualTo(1);
    assertThat(number("select errors from slot")).isZero();
    assertThat(number("select window_lacks from live_signal")).isEqualTo(2);
  }

  @Test
  void aBarThatCameLateIsReadBackBesideTheDueOneAndOlderWindowsAreWithoutIt() throws Exception {
    // given
    CandleSeries between = without(SIXTY_ONE, 59);
    CandleSeries sixtyTwo = bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 62);
    Signal sell = signal(DAY_TRADING, SIXTY, Side.SELL);

    // when
    legacy.publish("2026-06-10T14:15", barMissing(DAY_TRADING, "TCS", "2026-06-10T14:10"));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, between));
    legacy.publishLate(
        "2026-06-10T14:25",
        List.of(evaluated(DAY_TRADING, SIXTY, sell)),
        evaluated(DAY_TRADING, sixtyTwo, signal(DAY_TRADING, sixtyTwo, Side.SELL)));

    // then
    assertThat(read().evaluations())
        .extracting(of -> of.slot() + " " + of.bar().barTime() + " " + of.outcome().label())
        .containsExactly(
            at("2026-06-10T14:15") + " " + at("2026-06-10T14:10") + " bar_missing",
            at("2026-06-10T14:20") + " " + at("2026-06-10T14:15") + " evaluated",
            at("2026-06-10T14:25") + " " + at("2026-06-10T14:10") + " evaluated",
            at("2026-06-10T14:25") + " " + at("2026-06-10T14:20") + " evaluated");
    assertThat(windows())
        .containsExactly(
            Optional.empty(), Optional.of(between), Optional.of(SIXTY), Optional.of(sixtyTwo));
    assertThat(read().signals())
        .extracting(of -> of.key().barTime(), PublishedSignal::late)
        .containsExactly(tuple(at("2026-06-10T14:10"), true), tuple(at("2026-06-10T14:20"), false));
    assertThat(number("select count(*) from evaluation where late")).isEqualTo(1);
    String slot = " from slot where slot_time = '2026-06-10 14:25+05:30'";
    assertThat(number("select symbols" + slot)).isEqualTo(1);
    assertThat(number("select bars_missing" + slot)).isZero();
    assertThat(number("select signals" + slot)).isEqualTo(2);
  }

  @Test
  void theWindowsOfLateBarsAreKeptThoughTheDueBarsAreMissing() {
    // given
    List<CandleSeries> whole =
        List.of(
            SIXTY,
            SIXTY_ONE,
            bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 62),
            bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 63));
    CandleSeries before = without(SIXTY_ONE, 59);

    // when the process is another one from then on
    legacy.publish("2026-06-10T14:15", barMissing(DAY_TRADING, "TCS", "2026-06-10T14:10"));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, before));
    legacy.publishLate(
        "2026-06-10T14:25",
        List.of(evaluated(DAY_TRADING, SIXTY)),
        barMissing(DAY_TRADING, "TCS", "2026-06-10T14:20"));
    Scans restarted = new Scans(Generation.LEGACY, Mode.LIVE);
    restarted.publishLate(
        "2026-06-10T14:30",
        List.of(evaluated(DAY_TRADING, whole.get(2))),
        evaluated(DAY_TRADING, whole.get(3)));

    // then
    assertThat(windows())
        .containsExactly(
            Optional.empty(),
            Optional.of(before),
            Optional.of(SIXTY),
            Optional.empty(),
            Optional.of(whole.get(2)),
            Optional.of(whole.get(3)));
  }

  @Test
  void aBarIsAwaitedUntilItIsEvaluatedOrItsSessionIsOver() {
    // given
    legacy.publish(
        "2026-06-10T14:15",
        barMissing(DAY_TRADING, "TCS", "2026-06-10T14:10"),
        barMissing(SHORT_TERM, "TCS", "2026-06-09T00:00"));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, without(SIXTY_ONE, 59)));
    List<Instant> missing = List.of(at("2026-06-10T14:10"));

    // then
    assertThat(legacy.awaited(DAY_TRADING, "TCS", "2026-06-10T14:15")).isEmpty();
    assertThat(legacy.awaited(DAY_TRADING, "TCS", "2026-06-10T14:25")).isEqualTo(missing);
    assertThat(legacy.awaited(DAY_TRADING, "TCS", "2026-06-11T09:15")).isEmpty();
    assertThat(legacy.awaited(SHORT_TERM, "TCS", "2026-06-10T15:15")).isEmpty();
    assertThat(optimized.awaited(DAY_TRADING, "TCS", "2026-06-10T14:25")).isEmpty();
    Scans restarted = new Scans(Generation.LEGACY, Mode.LIVE);
    assertThat(restarted.awaited(DAY_TRADING, "TCS", "2026-06-10T14:25")).isEqualTo(missing);

    // when
    restarted.publishLate(
        "2026-06-10T14:25",
        List.of(evaluated(DAY_TRADING, SIXTY)),
        evaluated(DAY_TRADING, bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 62)));

    // then
    assertThat(legacy.awaited(DAY_TRADING, "TCS", "2026-06-10T14:30")).isEmpty();
  }

  /** Otherwise the index is not used. */
  @Test
  void theIndexOfBarsWithoutAResultHasTheOutcomesThatTheQuestionHas() throws Exception {
    String unsettled =
        Stream.of(Outcome.values())
            .filter(outcome -> !outcome.settles())
            .map(outcome -> "'" + outcome.label() + "'::text")
            .collect(Collectors.joining(", "));
    assertThat(
            number(
                "select count(*) from pg_indexes where indexname = 'evaluation_unsettled' and position($$ARRAY[%s]$$ in indexdef) > 0"
                    .formatted(unsettled)))
        .isEqualTo(1);
  }

  /** A service of the version before knows no such column, and its rows have none. */
  @Test
  void rowsThatSayNothingOfTheirHolesAreReadAsWithout() throws Exception {
    legacy.publish(
        "2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY, signal(DAY_TRADING, SIXTY, Side.SELL)));
    execute("update evaluation set window_lacks = null");
    execute("update signal set window_lacks = null");

    assertThat(read().evaluations()).extracting(Evaluation::lacking).containsExactly(0);
    assertThat(read().signals())
        .extracting(published -> published.signal().lacking())
        .containsExactly(0);
  }

  @Test
  void aSignalOfASlotThatWasMadeUpIsLate() {
    // given
    Publication late =
        new Publication(
            at("2026-06-10T14:15"),
            true,
            publication(
                    "2026-06-10T14:15",
                    evaluated(DAY_TRADING, SIXTY, signal(DAY_TRADING, SIXTY, Side.SELL)))
                .scans());
    legacy.publish(late);
    legacy.publish(
        "2026-06-10T14:20",
        evaluated(DAY_TRADING, SIXTY_ONE, signal(DAY_TRADING, SIXTY_ONE, Side.SELL)));

    // then
    assertThat(read().signals()).extracting(PublishedSignal::late).containsExactly(true, false);
  }

  @Test
  void theWindowsAreTheVeryBarsThatWereEvaluated() {
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));

    assertThat(windows()).containsExactly(Optional.of(SIXTY));
  }

  @Test
  void anEvaluationWithoutAWindowHasNoBars() {
    legacy.publish("2026-06-10T14:15", barMissing(DAY_TRADING, "TCS", "2026-06-10T14:10"));

    assertThat(windows()).containsExactly(Optional.empty());
  }

  @Test
  void aGrownWindowCostsOneRowAndBothAreKept() throws Exception {
    // when
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, SIXTY_ONE));

    // then
    assertThat(number("select count(*) from seen_bar")).isEqualTo(61);
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(SIXTY_ONE));
  }

  @Test
  void aWindowThatMovesOnLosesItsFirstBarsAndKeepsTheOlderWindow() {
    // given
    CandleSeries moved = SIXTY_ONE.slice(5, 61);

    // when
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, moved));

    // then
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(moved));
  }

  @Test
  void aRevisedBarIsKeptAsItWasAndAsItIs() throws Exception {
    // when
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, revised(SIXTY_ONE, 7)));

    // then
    assertThat(number("select count(*) from seen_bar")).isEqualTo(60 + 2);
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(revised(SIXTY_ONE, 7)));
  }

  @Test
  void aBarThatVanishesAndComesBackIsGoneInBetween() {
    // when
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    legacy.publish("2026-06-10T14:20", evaluated(DAY_TRADING, without(SIXTY_ONE, 7)));
    legacy.publish("2026-06-10T14:25", evaluated(DAY_TRADING, SIXTY_ONE));

    // then
    assertThat(windows())
        .containsExactly(
            Optional.of(SIXTY), Optional.of(without(SIXTY_ONE, 7)), Optional.of(SIXTY_ONE));
  }

  @Test
  void aRestartedProcessGoesOnWhereTheOneBeforeStopped() throws Exception {
    // given
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));

    // when a bar was revised and another one vanished while nobody looked
    CandleSeries changed = without(revised(SIXTY_ONE, 7), 9);
    new Scans(Generation.LEGACY, Mode.LIVE)
        .publish("2026-06-10T14:20", evaluated(DAY_TRADING, changed));

    // then
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(changed));
    assertThat(number("select count(*) from seen_bar")).isEqualTo(60 + 3);
  }

  @Test
  void whatIsPublishedAgainAddsNothing() throws Exception {
    // given
    Publication publication =
        publication("2026-06-10T14:20", evaluated(DAY_TRADING, without(SIXTY_ONE, 7)));
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    legacy.publish(publication);
    long rows = number("select count(*) from seen_bar");

    // when the same process repeats itself, and another one does
    legacy.publish(publication);
    new Scans(Generation.LEGACY, Mode.LIVE).publish(publication);

    // then
    assertThat(number("select count(*) from seen_bar")).isEqualTo(rows);
    assertThat(number("select count(*) from evaluation")).isEqualTo(2);
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(without(SIXTY_ONE, 7)));
  }

  @Test
  void whatASupersededAttemptSawIsNotTakenForRecorded() throws Exception {
    // given two processes, of which the second begins a slot later and sees other bars
    Scans newer = new Scans(Generation.LEGACY, Mode.LIVE);
    CandleSeries other = without(revised(SIXTY_ONE, 7), 9);
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    Publication superseded =
        publication("2026-06-10T14:20", evaluated(DAY_TRADING, revised(SIXTY_ONE, 20)));
    SlotClaim older = legacy.begin(superseded);
    newer.publish("2026-06-10T14:20", evaluated(DAY_TRADING, other));
    assertThat(legacy.publish(older, superseded)).isEqualTo(PublishOutcome.ALREADY_PUBLISHED);

    // when the first one publishes the next slot
    CandleSeries next = bars("TCS", Timeframe.FIVE_MINUTES, OPEN, 62);
    legacy.publish("2026-06-10T14:25", evaluated(DAY_TRADING, next));

    // then
    assertThat(windows())
        .containsExactly(Optional.of(SIXTY), Optional.of(other), Optional.of(next));
  }

  @Test
  void aPublicationThatFailedIsRepeatedWhole() throws Exception {
    // given
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    Publication next =
        publication("2026-06-10T14:20", evaluated(DAY_TRADING, revised(SIXTY_ONE, 7)));
    execute("alter table slot add constraint refused check (state <> 'done') not valid");
    try {
      assertThatThrownBy(() -> legacy.publish(next)).hasMessageContaining("refused");
    } finally {
      execute("alter table slot drop constraint refused");
    }
    assertThat(number("select count(*) from seen_bar")).isEqualTo(60);

    // when
    legacy.publish(next);

    // then
    assertThat(windows()).containsExactly(Optional.of(SIXTY), Optional.of(revised(SIXTY_ONE, 7)));
  }

  @Test
  void generationsAndCategoriesHaveBarsOfTheirOwn() {
    // given
    CandleSeries daily = bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70);

    // when
    legacy.publish("2026-06-10T09:15", evaluated(SHORT_TERM, daily));
    legacy.publish("2026-06-10T09:30", evaluated(SHORT_SELLING, without(daily, 5)));
    optimized.publish("2026-06-10T09:15", evaluated(SHORT_TERM, revised(daily, 3)));

    // then
    assertThat(windows()).containsExactly(Optional.of(daily), Optional.of(without(daily, 5)));
    GenerationEvidence other = evidence().of(Generation.OPTIMIZED);
    assertThat(other.windows().of(other.evaluations().getFirst())).contains(revised(daily, 3));
  }

  @Test
  void barsThatAreNotWhatWasEvaluatedAreNoEvidence() throws Exception {
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
    execute("update seen_bar set close = close - 1e-9 where bar_time = '" + SIXTY.time(7) + "'");

    assertThat(windows()).containsExactly(Optional.empty());
  }

  @Test
  void slotsThatSayTheSameAreOneEvaluation() {
    // given
    CandleSeries daily = bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70);
    legacy.publish("2026-06-10T09:30", evaluated(SHORT_SELLING, daily));
    legacy.publish("2026-06-10T10:00", evaluated(SHORT_SELLING, daily));
    legacy.publish("2026-06-10T10:30", evaluated(SHORT_SELLING, revised(daily, 3)));

    // when
    List<Evaluation> evaluations = read().evaluations();

    // then
    assertThat(evaluations)
        .extracting(Evaluation::slot)
        .containsExactly(at("2026-06-10T09:30"), at("2026-06-10T10:30"));
    assertThat(evaluations)
        .extracting(Evaluation::lastSlot)
        .containsExactly(at("2026-06-10T10:00"), at("2026-06-10T10:30"));
  }

  @Test
  void aRangeIsMadeOfMarketDatesAndOfTheCategoriesAskedFor() {
    // given
    CandleSeries daily = bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70);
    legacy.publish("2026-06-09T17:15", evaluated(SHORT_TERM, daily));
    legacy.publish("2026-06-10T00:00", evaluated(SHORT_TERM, daily));
    legacy.publish("2026-06-10T23:59:59", evaluated(SHORT_TERM, daily));
    legacy.publish("2026-06-11T00:00", evaluated(SHORT_TERM, daily));
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));

    // when, then
    assertThat(read().slotsDone().get(SHORT_TERM))
        .containsExactlyInAnyOrder(at("2026-06-10T00:00"), at("2026-06-10T23:59:59"));
    GenerationEvidence one = reader.read(DAY, DAY, Set.of(DAY_TRADING)).of(Generation.LEGACY);
    assertThat(one.slotsDone()).containsOnlyKeys(DAY_TRADING);
    assertThat(one.evaluations()).hasSize(1);
    assertThat(
            reader
                .read(DAY.minusDays(1), DAY.plusDays(1))
                .of(Generation.LEGACY)
                .slotsDone()
                .get(SHORT_TERM))
        .hasSize(4);
    assertThatThrownBy(() -> reader.read(DAY, DAY.minusDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLiveSignalThatTheOtherGenerationHasAlreadyPublishedIsKeptAsShadow() throws Exception {
    // given both believe to be live
    Signal sell = signal(DAY_TRADING, SIXTY, Side.SELL);
    new Scans(Generation.OPTIMIZED, Mode.LIVE)
        .publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY, sell));

    // when
    legacy.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY, sell));

    // then
    assertThat(read().signals())
        .extracting(found -> found.signal().key())
        .containsExactly(sell.key());
    assertThat(
            number("select count(*) from signal where generation = 'legacy' and mode = 'shadow'"))
        .isEqualTo(1);
    assertThat(number("select count(*) from live_signal")).isEqualTo(1);
    assertThat(read().evaluations().getFirst().found()).containsExactly(StrategySide.of(sell));
  }

  @Test
  void aKeyThatAChangeOfModePublishedTwiceIsOneSignalAndTheLiveOneCounts() {
    // given
    CandleSeries daily = bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70);
    Signal buy = signal(SHORT_TERM, daily, Side.BUY);
    optimized.publish("2026-06-10T09:15", evaluated(SHORT_TERM, daily, buy));

    // when
    Scans live = new Scans(Generation.OPTIMIZED, Mode.LIVE);
    live.publish("2026-06-10T11:15", evaluated(SHORT_TERM, daily, buy));
    live.publish("2026-06-11T09:15", evaluated(SHORT_TERM, daily, buy));

    // then
    assertThat(evidence().of(Generation.OPTIMIZED).signals())
        .extracting(PublishedSignal::slot)
        .containsExactly(at("2026-06-10T11:15"));
    assertThat(reader.read(DAY.plusDays(1), DAY.plusDays(1)).of(Generation.OPTIMIZED).signals())
        .describedAs("of the session before, because its bar is looked at again")
        .extracting(PublishedSignal::slot)
        .containsExactly(at("2026-06-10T11:15"));
  }

  @Test
  void aServiceOfTheVersionBeforeMayStillPublish() throws Exception {
    // given a row as it writes one: the columns that it knows, null in all others
    execute(
        """
        insert into evaluation
        select r.* from jsonb_populate_recordset(cast(null as evaluation), '[{"generation": "legacy", "category": "day_trading",
          "symbol": "TCS", "slot_time": "2026-06-10T14:15+05:30", "bar_time": "2026-06-10T14:10+05:30",
          "outcome": "evaluated", "detail": "", "window_first": "2026-06-10T09:15+05:30", "window_bars": 60,
          "window_hash": 42}]'::jsonb) r
        """);

    // when
    Evaluation evaluation = read().evaluations().getFirst();

    // then
    assertThat(evaluation.evaluated()).isTrue();
    assertThat(evaluation.found()).isEmpty();
    assertThat(evaluation.rules()).isEmpty();
    assertThat(windows()).containsExactly(Optional.empty());
  }

  @Test
  void countsTheCallsOfWhichNobodyKnowsWhetherTheyArrived() throws Exception {
    // given
    call("legacy", "unknown", "2026-06-10T00:00", "0 seconds");
    call("legacy", "unknown", "2026-06-10T23:59", "0 seconds");
    call("legacy", "intent", "2026-06-10T10:00", "151 seconds");
    call("legacy", "intent", "2026-06-10T10:00", "121 seconds");
    call("legacy", "ok", "2026-06-10T10:00", "1 hour");
    call("legacy", "unknown", "2026-06-11T00:00", "0 seconds");
    call("optimized", "unknown", "2026-06-10T10:00", "0 seconds");

    // when, then
    assertThat(read().unknownCalls()).isEqualTo(Map.of(DAY, 3));
    assertThat(reader.read(DAY, DAY.plusDays(1)).of(Generation.LEGACY).unknownCalls())
        .isEqualTo(Map.of(DAY, 3, DAY.plusDays(1), 1));
  }

  @Test
  void aServiceThatOpensItsSlotsRecordsTheirSchedule() {
    // given: two processes, the second after a slot was done
    Scans usual = new Scans(Generation.LEGACY, Mode.LIVE);
    usual.start(LONG_TERM, "2026-06-01T00:00");
    usual.start(DAY_TRADING, "2026-06-01T00:00");
    usual.publish(
        "2026-06-10T16:00",
        evaluated(LONG_TERM, bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70)));
    new Scans(Generation.LEGACY, Mode.LIVE).start(LONG_TERM, "2026-06-10T20:00");
    assertThat(schedules(LONG_TERM))
        .isEqualTo(Map.of(at("2026-06-01T00:00"), List.of("0 16 * * *")));

    // when: others are tried before the next slot, and the last one does it
    moved("45 16 * * *").start(LONG_TERM, "2026-06-10T20:00");
    moved("50 16 * * *;30 15 * * *").start(LONG_TERM, "2026-06-10T20:00");

    // then
    assertThat(schedules(LONG_TERM))
        .isEqualTo(
            Map.of(
                at("2026-06-01T00:00"), List.of("0 16 * * *"),
                at("2026-06-10T16:01"), List.of("30 15 * * *", "50 16 * * *")));
    assertThat(schedules(DAY_TRADING).firstEntry().getValue()).containsExactly("session/5m");
    assertThat(evidence().schedules().of(Generation.OPTIMIZED, LONG_TERM)).isEmpty();
    assertThat(reader.marks(DAY, DAY).schedules()).isEqualTo(evidence().schedules());
  }

  private static Scans moved(String crons) {
    return new Scans(
        SchedulerSettings.of(
            Generation.LEGACY, Map.of(), Map.of("long_term_strategy", Jobs.at(crons))),
        Mode.LIVE);
  }

  private NavigableMap<Instant, List<String>> schedules(Category category) {
    return evidence().schedules().of(Generation.LEGACY, category);
  }

  @Test
  void readsFromWhenOnSlotsAreDue() throws Exception {
    execute(
        """
        insert into schedule_start (generation, category, since)
        values ('optimized', 'long_term', '2026-06-10T15:00:00+05:30')
        on conflict do nothing
        """);
    try {
      assertThat(evidence().since().get(Generation.OPTIMIZED))
          .isEqualTo(Map.of(LONG_TERM, at("2026-06-10T15:00")));
    } finally {
      execute("delete from schedule_start where generation = 'optimized'");
    }
  }

  /** The ledger is read between the two generations: a lock on it keeps the reader there. */
  @Test
  void bothSidesAreReadAsOfOneMoment() throws Exception {
    CompletableFuture<Evidence> read;
    try (Connection lock = database.getConnection();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table broker_call in access exclusive mode");
      read = CompletableFuture.supplyAsync(this::evidence);
      awaitReaderAtTheLock(statement);

      // when the other side publishes meanwhile
      optimized.publish("2026-06-10T14:15", evaluated(DAY_TRADING, SIXTY));
      lock.rollback();
      lock.setAutoCommit(true);
    }

    // then
    assertThat(read.get(30, TimeUnit.SECONDS).of(Generation.OPTIMIZED).evaluations()).isEmpty();
    assertThat(evidence().of(Generation.OPTIMIZED).evaluations()).hasSize(1);
  }

  private static void awaitReaderAtTheLock(Statement statement) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline) {
      try (ResultSet rows =
          statement.executeQuery(
              "select count(*) from pg_locks where not granted and relation = 'broker_call'::regclass")) {
        rows.next();
        if (rows.getInt(1) > 0) {
          return;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the reader never came to the ledger");
  }

  private Evidence evidence() {
    return reader.read(DAY, DAY);
  }

  private GenerationEvidence read() {
    return evidence().of(Generation.LEGACY);
  }

  private List<Optional<CandleSeries>> windows() {
    GenerationEvidence recorded = read();
    return recorded.evaluations().stream().map(recorded.windows()::of).toList();
  }

  private void call(String generation, String state, String at, String age) throws SQLException {
    execute(
        """
        insert into broker_call (generation, run, endpoint, reason, state, at, started_at)
        values ('%s', gen_random_uuid(), 'historicaldata', 'full', '%s', '%s+05:30', clock_timestamp() - interval '%s')
        """
            .formatted(generation, state, at, age));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
