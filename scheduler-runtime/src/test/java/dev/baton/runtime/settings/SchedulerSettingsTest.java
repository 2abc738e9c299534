package dev.baton.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.market.Symbol;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerSettingsTest {

  @Test
  void theDefaultsAreTheDesigns() {
    SchedulerSettings legacy = SchedulerSettings.defaults(Generation.LEGACY);
    assertThat(legacy.jobs())
        .extracting(ScanJob::id)
        .containsExactly(
            "day_trading_strategy",
            "short_selling_strategy",
            "short_term_strategy",
            "long_term_strategy");
    SchedulerSettings optimized = SchedulerSettings.defaults(Generation.OPTIMIZED);
    assertThat(optimized.jobs())
        .extracting(ScanJob::id)
        .containsExactly("frequent_scan", "regular_scan", "daily_scan", "comprehensive_scan");
    for (SchedulerSettings settings : List.of(legacy, optimized)) {
      assertThat(settings.symbols(Category.DAY_TRADING)).hasSize(10);
      assertThat(settings.symbols(Category.SHORT_SELLING)).hasSize(10);
      assertThat(settings.symbols(Category.SHORT_TERM)).hasSize(15);
      assertThat(settings.symbols(Category.LONG_TERM)).hasSize(22);
      assertThat(settings.allSymbols()).hasSize(26);
    }
  }

  @Test
  void theFetchLagsDefaultIsThatOfTheReplay() throws NoSuchMethodException {
    String fetchLag =
        BatonConfig.class.getMethod("fetchLag").getAnnotation(WithDefault.class).value();
    assertThat(DurationConverter.parseDuration(fetchLag)).isEqualTo(CategoryDefaults.FETCH_LAG);
  }

  @ParameterizedTest
  @CsvSource({"day_trading", "day.trading", "day-trading"})
  void aUniverseCanBeReplacedHoweverAnEnvironmentVariableWritesItsKey(String key) {
    SchedulerSettings settings =
        SchedulerSettings.of(Generation.LEGACY, Map.of(key, List.of("TCS", " INFY ")), Map.of());
    assertThat(settings.symbols(Category.DAY_TRADING))
        .containsExactly(Symbol.of("TCS"), Symbol.of("INFY"));
    assertThat(settings.symbols(Category.SHORT_TERM)).hasSize(15);
  }

  @ParameterizedTest
  @CsvSource({"day_trading", "day.trading", "day-trading"})
  void theBarsThatWindowsMayLackCanBeChanged(String key) {
    assertThat(SchedulerSettings.mostLacking(Map.of(key, 7)))
        .isEqualTo(
            Map.of(
                Category.DAY_TRADING,
                7,
                Category.SHORT_SELLING,
                0,
                Category.SHORT_TERM,
                0,
                Category.LONG_TERM,
                0));
    assertThat(SchedulerSettings.mostLacking(Map.of()))
        .containsEntry(Category.DAY_TRADING, CategoryDefaults.mostLacking(Category.DAY_TRADING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day_trading | -1 | baton.lacking-bars.day_trading: -1 is below 0",
        "intraday | 1 | baton.lacking-bars.intraday: unknown category 'intraday'",
      })
  void aLimitOfMissingBarsThatCannotBeUsedIsRefusedByName(String key, int limit, String message) {
    assertThatThrownBy(() -> SchedulerSettings.mostLacking(Map.of(key, limit)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aJobCanBeChanged() {
    SchedulerSettings settings =
        SchedulerSettings.of(
            Generation.OPTIMIZED,
            Map.of(),
            Map.of(
                "daily.scan",
                new Change(
                    Optional.of("0 17 * * 1-5; 30 17 * * 1-5"),
                    Optional.of(Duration.ofMinutes(7)))));
    ScanJob daily = settings.jobs().get(2);
    assertThat(daily.crons()).containsExactly("0 17 * * 1-5", "30 17 * * 1-5");
    assertThat(daily.timeout()).isEqualTo(Duration.ofMinutes(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swing|TCS|baton.universe.swing: unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "day_trading|!!X|baton.universe.day_trading: ",
      })
  void aUniverseThatCannotBeUsedIsRefusedByName(String category, String symbol, String message) {
    assertThatThrownBy(
            () ->
                SchedulerSettings.of(
                    Generation.LEGACY, Map.of(category, List.of(symbol)), Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aUniverseOrAJobUnderTwoSpellingsOfItsNameIsRefused() {
    Map<String, List<String>> universes =
        Map.of("day_trading", List.of("TCS"), "day.trading", List.of("INFY"));
    assertThatThrownBy(() -> SchedulerSettings.of(Generation.LEGACY, universes, Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "baton.universe.day_trading: set twice, in two spellings of its name; leave one");
    Change change = new Change(Optional.empty(), Optional.of(Duration.ofMinutes(7)));
    Map<String, BatonConfig.Job> jobs = Map.of("daily-scan", change, "daily_scan", change);
    assertThatThrownBy(() -> SchedulerSettings.of(Generation.OPTIMIZED, Map.of(), jobs))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("baton.jobs.daily_scan: set twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "nightly_scan|none|PT5M|baton.jobs.nightly_scan: unknown job; valid are frequent_scan, regular_scan, daily_scan, comprehensive_scan",
        "daily_scan|none|PT-1S|baton.jobs.daily_scan.timeout: ",
        "daily_scan|every day at four|none|baton.jobs.daily_scan.crons: ",
        "daily_scan|0 25 * * *|none|baton.jobs.daily_scan.crons: ",
        "daily_scan|;|none|baton.jobs.daily_scan.crons: no cron expression",
      })
  void aJobThatCannotBeUsedIsRefusedByName(
      String job, String crons, Duration timeout, String message) {
    Map<String, BatonConfig.Job> changes =
        Map.of(job, new Change(Optional.ofNullable(crons), Optional.ofNullable(timeout)));
    assertThatThrownBy(() -> SchedulerSettings.of(Generation.OPTIMIZED, Map.of(), changes))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-03T09:15:00+05:30, 2025-01-03",
    "2027-01-01T09:15:00+05:30, 2027-01-01",
    "1970-01-01T00:00:00Z, 1970-01-01",
    "2026-12-31T20:00:00Z, 2027-01-01"
  })
  void aStartOutsideWhatTheCalendarCanAnswerForIsRefusedByName(OffsetDateTime since, String date) {
    assertThatThrownBy(() -> SchedulerSettings.checkSince(since.toInstant(), TradingCalendar.nse()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "baton.since: %s is %s at the exchange; the trading calendar can answer for slots from 2025-01-06 to 2026-12-31",
            since.toInstant(), date);
  }

  @Test
  void theFirstAndTheLastSlotThatTheCalendarCanAnswerForAreTaken() {
    // given
    TradingCalendar calendar = TradingCalendar.nse();
    Instant first = OffsetDateTime.parse("2025-01-06T00:00:00+05:30").toInstant();

    // when
    SchedulerSettings.checkSince(first, calendar);
    SchedulerSettings.checkSince(
        OffsetDateTime.parse("2026-12-31T23:59:59+05:30").toInstant(), calendar);

    // then the windows of its open are known
    DueBars due = new DueBars(calendar);
    for (Category category : Category.values()) {
      Instant bar =
          due.newestDue(category.signalTimeframe(), first.plus(Duration.ofMinutes(9 * 60 + 15)));
      assertThat(due.windowStart(category.window(), bar)).isBefore(bar);
    }
  }

  private record Change(Optional<String> crons, Optional<Duration> timeout)
      implements BatonConfig.Job {}
}
