package dev.baton.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.Universe;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.fault.Scope;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.report.ReplayReport.FullSession;
import dev.baton.replay.report.ReplayReport.Hold;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import dev.baton.strategy.golden.SharedFolder;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayReportTest {

  @Test
  void listsHolesOfTheSameSymbolsAsOneStretchAndEndsWellWithThem() throws InterruptedException {
    // given: TCS has no daily bar on three sessions one after the other, and one more a session
    // later
    Set<LocalDate> lacking =
        Set.of(
            LocalDate.of(2026, 6, 3),
            LocalDate.of(2026, 6, 4),
            LocalDate.of(2026, 6, 5),
            LocalDate.of(2026, 6, 9));
    RecordedCandles candles =
        SyntheticCandles.without(
            bar ->
                bar.timeframe() == Timeframe.ONE_DAY
                    && bar.symbol().value().equals("TCS")
                    && lacking.contains(MarketTime.date(bar.time())),
            "RELIANCE",
            "TCS");

    // when
    ReplayReport report =
        report(run(candles, "2026-06-01", "2026-06-12", EnumSet.of(Category.SHORT_TERM)));

    // then
    List<Hold> ofTcs =
        report.holds().stream().filter(hold -> hold.symbols().contains("TCS")).toList();
    assertThat(ofTcs)
        .extracting(hold -> "%s %s %s".formatted(hold.reason(), hold.from(), hold.to()))
        .contains("bar_missing 2026-06-03 2026-06-05", "bar_missing 2026-06-09 2026-06-09")
        // A window with a hole is not evaluated either.
        .contains("incomplete 2026-06-08 2026-06-08", "incomplete 2026-06-10 2026-06-12");
    assertThat(report.holds())
        .allMatch(Hold::holeInData)
        .filteredOn(hold -> !hold.symbols().contains("TCS"))
        .allMatch(hold -> hold.reason().equals("bar_missing"));
    assertThat(report.passesButForData()).isTrue();
    assertThat(report.defects()).isEmpty();
  }

  @Test
  void callsWhatAFaultKeepsFromBeingEvaluatedNoHoleInTheData() throws InterruptedException {
    // given
    ReplayRun clean =
        run(
            SyntheticCandles.of("RELIANCE"),
            "2026-06-08",
            "2026-06-10",
            EnumSet.of(Category.DAY_TRADING));
    Fault missing =
        new Fault.MissingBar(
            Generation.OPTIMIZED,
            SyntheticCandles.RELIANCE,
            Timeframe.FIVE_MINUTES,
            MarketTime.instant(LocalDate.of(2026, 6, 9), LocalTime.of(11, 0)));

    // when
    ReplayReport report =
        report(clean.replay().inject(clean, new Injection(List.of(missing)), Progress.NONE));

    // then
    assertThat(report.holds())
        .filteredOn(hold -> hold.symbols().equals(List.of("RELIANCE")))
        .singleElement()
        .satisfies(
            hold -> {
              assertThat(hold.holeInData()).isFalse();
              assertThat(hold.bars()).isEqualTo(1);
            });
    assertThat(report.defects()).isNotEmpty();
  }

  @Test
  void holdsWhatTheParityCheckHoldsAndNothingElse() throws InterruptedException {
    // given: a slot that was left out, of which no evaluation says anything
    ReplayRun clean =
        run(
            SyntheticCandles.of("RELIANCE", "TCS"),
            "2026-06-08",
            "2026-06-10",
            EnumSet.of(Category.DAY_TRADING));
    Fault skipped =
        new Fault.SkippedScan(
            Generation.OPTIMIZED,
            MarketTime.instant(LocalDate.of(2026, 6, 9), LocalTime.of(11, 5)));

    // when
    ReplayReport report =
        report(clean.replay().inject(clean, new Injection(List.of(skipped)), Progress.NONE));

    // then
    assertThat(report.holds())
        .filteredOn(hold -> hold.reason().equals("skipped"))
        .singleElement()
        .satisfies(
            hold -> {
              assertThat(hold.symbols()).containsExactly("RELIANCE", "TCS");
              assertThat(hold.bars()).isEqualTo(2);
              assertThat(hold.from()).isEqualTo(hold.to()).isEqualTo("2026-06-09");
              assertThat(hold.holeInData()).isFalse();
            });
    assertThat(report.holds().stream().mapToInt(Hold::bars).sum())
        .isEqualTo(report.parity().holes().stream().mapToInt(hole -> hole.bars()).sum());
  }

  @Test
  void saysLateMissingAndExtraForAPlainTimeToLive() throws InterruptedException {
    ReplayRun clean =
        run(
            SyntheticCandles.of("RELIANCE", "TCS"),
            "2026-06-08",
            "2026-06-10",
            EnumSet.allOf(Category.class));
    Fault ttl = new Fault.Ttl(Generation.OPTIMIZED, new Scope(Optional.empty(), Optional.empty()));

    ReplayReport report =
        report(clean.replay().inject(clean, new Injection(List.of(ttl)), Progress.NONE));

    // five of six bars are never looked at
    var dayTrading = report.parity().categories().getFirst().figures();
    assertThat(dayTrading.missing()).isGreaterThan(3 * dayTrading.matched());
    assertThat(report.parity().causes()).containsOnlyKeys("stale_series");
    assertThat(report.parity().verdict()).isEqualTo("FAIL");
  }

  @Test
  void costsWhatTheDesignReckonsAndInfersTheSessionsOfYearsThatTheCalendarLacks()
      throws InterruptedException {
    // given
    RecordedCandles candles =
        RecordedCandles.read(SharedFolder.require("market-data"), Universe.DEFAULT.all());

    // when
    ReplayReport days =
        report(run(candles, "2026-06-08", "2026-06-12", EnumSet.allOf(Category.class)));
    ReplayReport years =
        report(
            run(
                candles,
                "2024-12-16",
                "2025-01-10",
                EnumSet.of(Category.SHORT_TERM, Category.LONG_TERM)));

    // then
    FullSession legacy = days.generations().get("legacy").fullSession().orElseThrow();
    FullSession optimized = days.generations().get("optimized").fullSession().orElseThrow();
    assertThat(legacy.sessions()).isEqualTo(5);
    assertThat(legacy.calls()).isEqualTo(2961);
    assertThat(optimized.calls()).isBetween(776.0, 812.0);
    assertThat(optimized.hitRate().orElseThrow()).isBetween(0.66, 0.68);
    assertThat(days.defects()).isEmpty();
    assertThat(days.parity().mismatches()).isEmpty();
    assertThat(years.run().sessions().inferred()).containsExactly(Map.entry("2024", 11));
    assertThat(years.run().sessions().fromCalendar()).isEqualTo(8);
    assertThat(years.defects()).isEmpty();
    assertThat(years.holds()).isEmpty();
  }

  private static ReplayRun run(
      RecordedCandles candles, String from, String to, Set<Category> categories)
      throws InterruptedException {
    return new Replay(
            candles,
            Replay.calendar(candles),
            new ReplayRange(LocalDate.parse(from), LocalDate.parse(to), categories),
            2)
        .run(Progress.NONE);
  }

  private static ReplayReport report(ReplayRun run) {
    return ReplayReporting.of(run, List.of());
  }
}
