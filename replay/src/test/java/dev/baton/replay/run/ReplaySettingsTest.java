package dev.baton.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.category.Universe;
import dev.baton.enums.EnumMaps;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.slot.JobChange;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A replay takes the settings that the services take. */
class ReplaySettingsTest {

  private static final LocalDate DATE = LocalDate.of(2026, 6, 4);
  private static final Symbol OTHER = Symbol.of("SYM0001");

  private static Replay replay(
      RecordedCandles candles, Universe universe, ReplaySettings settings) {
    return new Replay(
        candles,
        Replay.calendar(candles),
        new ReplayRange(DATE, DATE, EnumSet.allOf(Category.class), universe),
        settings,
        1);
  }

  private static ReplaySettings settings(
      Map<Generation, List<ScanJob>> jobs,
      Map<Category, Integer> lacking,
      double largestBreak,
      Duration lag) {
    return new ReplaySettings(jobs, lacking, largestBreak, lag, Duration.ofMinutes(30));
  }

  @Test
  void scansTheSymbolsOfAnotherUniverse() throws InterruptedException {
    // given
    Universe universe =
        new Universe(
            EnumMaps.each(
                Category.class,
                of -> of == Category.DAY_TRADING ? List.of(OTHER) : CategoryDefaults.universe(of)));

    // when
    ReplayRun run =
        replay(SyntheticCandles.of("RELIANCE", "SYM0001"), universe, ReplaySettings.DEFAULT)
            .run(Progress.NONE);

    // then
    for (Generation generation : Generation.values()) {
      assertThat(run.of(generation).evaluations())
          .filteredOn(one -> one.bar().category() == Category.DAY_TRADING)
          .extracting(one -> one.bar().symbol())
          .containsOnly(OTHER)
          .hasSize(76);
    }
  }

  @Test
  void followsOtherSchedulesOfBothGenerations() {
    // given
    ReplaySettings settings =
        settings(
            EnumMaps.each(
                Generation.class,
                of ->
                    CategoryDefaults.jobs(of).stream()
                        .map(
                            job ->
                                job.categories().equals(List.of(Category.LONG_TERM))
                                    ? new JobChange(Optional.of("30 17 * * *"), Optional.empty())
                                        .of(job)
                                    : job)
                        .toList()),
            ReplaySettings.DEFAULT.mostLacking(),
            0.15,
            CategoryDefaults.FETCH_LAG);

    // when
    Replay replay = replay(SyntheticCandles.of("RELIANCE"), Universe.DEFAULT, settings);

    // then
    assertThat(replay.plan(Generation.LEGACY).slots().get(Category.LONG_TERM))
        .singleElement()
        .hasToString("2026-06-04T12:00:00Z");
    assertThat(replay.plan(Generation.OPTIMIZED).slots().get(Category.LONG_TERM))
        .last()
        .hasToString("2026-06-04T12:00:00Z");
  }

  @Test
  void evaluatesWindowsWithAsManyHolesAsTheLimitAllows() throws InterruptedException {
    // given: the daily bar of 2 June is not there
    RecordedCandles candles =
        SyntheticCandles.without(
            bar ->
                bar.timeframe() == Timeframe.ONE_DAY
                    && bar.time().toString().startsWith("2026-06-01T18:30"),
            "RELIANCE");
    ReplaySettings one =
        settings(
            ReplaySettings.DEFAULT.jobs(),
            EnumMaps.each(Category.class, _ -> 1),
            0.15,
            CategoryDefaults.FETCH_LAG);

    // when, then
    assertThat(evaluatedShortTerm(candles, ReplaySettings.DEFAULT)).isZero();
    assertThat(evaluatedShortTerm(candles, one)).isPositive();
  }

  private static long evaluatedShortTerm(RecordedCandles candles, ReplaySettings settings)
      throws InterruptedException {
    return replay(candles, Universe.DEFAULT, settings)
        .run(Progress.NONE)
        .legacy()
        .tally()
        .of(Category.SHORT_TERM, Tally.Count.EVALUATED);
  }

  @Test
  void suspendsBySmallerBreaksAndDetectsAfterTheFetchLag() throws InterruptedException {
    // given
    RecordedCandles candles = SyntheticCandles.of("RELIANCE", "TCS");
    ReplaySettings strict =
        settings(
            ReplaySettings.DEFAULT.jobs(),
            ReplaySettings.DEFAULT.mostLacking(),
            0.0001,
            Duration.ofSeconds(30));

    // when
    ReplayRun usual = replay(candles, Universe.DEFAULT, ReplaySettings.DEFAULT).run(Progress.NONE);
    ReplayRun changed = replay(candles, Universe.DEFAULT, strict).run(Progress.NONE);

    // then
    assertThat(usual.legacy().tally().of(0, Tally.Count.SUSPENDED)).isZero();
    assertThat(changed.legacy().tally().of(0, Tally.Count.SUSPENDED)).isPositive();
    assertThat(usual.legacy().signals())
        .isNotEmpty()
        .allMatch(
            signal ->
                Duration.between(signal.slot(), signal.detectedAt())
                    .equals(CategoryDefaults.FETCH_LAG));
    assertThat(
            replay(
                    candles,
                    Universe.DEFAULT,
                    settings(
                        ReplaySettings.DEFAULT.jobs(),
                        ReplaySettings.DEFAULT.mostLacking(),
                        0.15,
                        Duration.ofSeconds(30)))
                .run(Progress.NONE)
                .legacy()
                .signals())
        .isNotEmpty()
        .allMatch(
            signal ->
                Duration.between(signal.slot(), signal.detectedAt())
                    .equals(Duration.ofSeconds(30)));
  }

  @Test
  void aPartOfAReplayKeepsUniverseAndSettings() {
    ReplaySettings settings =
        settings(
            ReplaySettings.DEFAULT.jobs(),
            ReplaySettings.DEFAULT.mostLacking(),
            0.5,
            Duration.ofSeconds(3));
    Universe universe = new Universe(EnumMaps.each(Category.class, _ -> List.of(OTHER)));
    Replay whole = replay(SyntheticCandles.of("SYM0001"), universe, settings);

    Replay part = whole.part(DATE, DATE, Set.of(Category.DAY_TRADING));

    assertThat(part.range().symbols()).containsExactly(OTHER);
    assertThat(part.settings()).isEqualTo(settings);
  }
}
