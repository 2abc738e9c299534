package dev.baton.optimized.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.SlotLookups;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.Lookups;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallEstimateTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

  private final CallEstimate estimate = new CallEstimate(() -> CALENDAR, DAY);

  @Test
  void theLegacyJobsFetchEverythingOnEachRun() {
    Map<String, CallEstimate.LegacyJob> jobs =
        estimate.legacy(SchedulerSettings.defaults(Generation.LEGACY));
    assertThat(jobs)
        .containsOnly(
            Map.entry("day_trading", new CallEstimate.LegacyJob(10, 76, 3, 2280)),
            Map.entry("short_selling", new CallEstimate.LegacyJob(10, 13, 3, 390)),
            Map.entry("short_term", new CallEstimate.LegacyJob(15, 5, 3, 225)),
            Map.entry("long_term", new CallEstimate.LegacyJob(22, 1, 3, 66)));
    assertThat(jobs.values().stream().mapToLong(CallEstimate.LegacyJob::callsPerDay).sum())
        .isEqualTo(2961);
  }

  @Test
  void everyLookupOfTheUnifiedScansIsCountedForOneJob() {
    Map<String, CallEstimate.UnifiedJob> jobs =
        estimate.optimized(SchedulerSettings.defaults(Generation.OPTIMIZED), new SlotLookups());
    assertThat(jobs.keySet())
        .containsExactlyInAnyOrder(
            "frequent_scan", "regular_scan", "daily_scan", "comprehensive_scan");
    long lookups = jobs.values().stream().mapToLong(CallEstimate.UnifiedJob::lookupsPerDay).sum();
    // 76 slots of 10 x 2 and of 10 x 1, seven of 15 x 1, three of 22 x 1
    assertThat(lookups).isEqualTo(76 * 20 + 76 * 10 + 7 * 15 + 3 * 22);
    assertThat(jobs.values())
        .allSatisfy(job -> assertThat(job.callsPerDay()).isEqualTo(job.lookupsPerDay()));
  }

  @Test
  void theMeasuredHitRateSavesCalls() {
    SlotLookups measured = new SlotLookups();
    measured.add(Category.DAY_TRADING.label(), LocalTime.of(10, 0), new Lookups(20, 10));
    measured.add(Category.SHORT_SELLING.label(), LocalTime.of(10, 0), new Lookups(30, 30));
    CallEstimate.UnifiedJob frequent =
        estimate
            .optimized(SchedulerSettings.defaults(Generation.OPTIMIZED), measured)
            .get("frequent_scan");
    assertThat(frequent.lookupsPerDay()).isEqualTo(2280);
    assertThat(frequent.callsPerDay()).isEqualTo(760);
    assertThat(frequent.cacheHitRate()).isEqualTo(1520.0 / 2280);
  }

  @Test
  void aJobsHitRateIsThatOfItsOwnTimes() {
    // given comprehensive scans that find the day before, and a daily scan that has to fetch the
    // day
    SlotLookups measured = new SlotLookups();
    measured.add(Category.LONG_TERM.label(), LocalTime.of(10, 0), new Lookups(22, 11));
    measured.add(Category.LONG_TERM.label(), LocalTime.of(14, 0), new Lookups(22, 22));
    measured.add(Category.LONG_TERM.label(), LocalTime.of(16, 0), new Lookups(22, 0));

    // when
    Map<String, CallEstimate.UnifiedJob> jobs =
        estimate.optimized(SchedulerSettings.defaults(Generation.OPTIMIZED), measured);

    // then
    assertThat(jobs.get("daily_scan").cacheHitRate()).isZero();
    assertThat(jobs.get("daily_scan").callsPerDay()).isEqualTo(22);
    // 15 x 2 of short_term beside them, never measured
    assertThat(jobs.get("comprehensive_scan").callsPerDay()).isEqualTo(30 + 11);
    assertThat(measured.all()).isEqualTo(new Lookups(66, 33));
  }

  @Test
  void thereIsNothingToCallOnAHoliday() {
    CallEstimate sunday = new CallEstimate(() -> CALENDAR, LocalDate.of(2026, 6, 14));
    assertThat(sunday.legacy(SchedulerSettings.defaults(Generation.LEGACY)).values())
        .allSatisfy(job -> assertThat(job.callsPerDay()).isZero());
  }
}
