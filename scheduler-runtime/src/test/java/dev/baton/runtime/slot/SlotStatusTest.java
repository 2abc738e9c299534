package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import dev.baton.runtime.test.Scans;
import dev.baton.scan.Lookups;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.strategy.Side;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlotStatusTest {

  private static final Instant TEN = Instant.parse("2026-06-10T04:30:00Z");
  private static final SlotQueue.Due DUE =
      new SlotQueue.Due(TEN, EnumSet.of(Category.DAY_TRADING), TEN.plusSeconds(300));

  private static final Instant SLOT = Scans.at("2026-06-10T14:15");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SlotStatus status = new SlotStatus(registry, Generation.OPTIMIZED);

  @Test
  void aDefectIsShownUntilASlotIsDoneHoweverOftenTheRunnerIsStarted() {
    // given
    status.waitingFor(DUE);
    status.working(DUE);

    // when it dies and is started again
    status.died(new ArithmeticException("/ by zero"));
    status.storeReachable();
    status.waitingFor(DUE);
    status.working(DUE);

    // then
    assertThat(status.now().defect()).contains("java.lang.ArithmeticException: / by zero");

    // when the slot is done
    status.finished();

    // then
    assertThat(status.now().defect()).isEmpty();
    assertThat(status.now().slot()).contains(TEN);
  }

  @Test
  void aSlotWaitsForTheCalendarUntilItIsDoneOrDueNoMore() {
    // given
    status.waitingFor(DUE);
    status.unknown(Optional.of("add year 2024"), TEN, true);

    // when the queue and the runner go on with the same slot
    status.unknown(Optional.empty(), TEN.plusSeconds(5), false);
    status.waitingFor(DUE);
    status.unknown(Optional.of("add year 2024"), TEN.plusSeconds(5), true);

    // then
    assertThat(status.now().unknown()).contains(new SlotStatus.Unknown("add year 2024", TEN, true));

    // when a mended calendar has another slot
    status.waitingFor(
        new SlotQueue.Due(TEN.plusSeconds(300), EnumSet.of(Category.DAY_TRADING), Instant.MAX));

    // then
    assertThat(status.now().unknown()).isEmpty();
  }

  @Test
  void countsWhatEachPublicationCost() {
    // when
    status.published(publication(false));
    status.published(publication(true));

    // then
    Timer scan =
        registry.get("baton_scan").tags("generation", "optimized", "scan", "frequent_scan").timer();
    assertThat(scan.count()).isEqualTo(2);
    assertThat(scan.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(600);
    assertThat(count("baton_slots", "category", "day_trading", "late", "false")).isEqualTo(1);
    assertThat(count("baton_slots", "category", "day_trading", "late", "true")).isEqualTo(1);
    assertThat(count("baton_lookups", "category", "day_trading", "result", "hit")).isEqualTo(2 * 1);
    assertThat(count("baton_lookups", "category", "day_trading", "result", "miss"))
        .isEqualTo(2 * 3);
    assertThat(count("baton_evaluations", "category", "day_trading", "outcome", "evaluated"))
        .isEqualTo(2);
    assertThat(count("baton_evaluations", "category", "day_trading", "outcome", "bar_missing"))
        .isEqualTo(2);
    assertThat(count("baton_evaluations", "category", "day_trading", "outcome", "incomplete"))
        .isEqualTo(2);
    assertThat(count("baton_signals", "category", "day_trading")).isEqualTo(2);
  }

  private double count(String name, String... tags) {
    return registry.get(name).tag("generation", "optimized").tags(tags).counter().count();
  }

  private static Publication publication(boolean late) {
    ScanResult result =
        new ScanResult(
            List.of(
                evaluated(),
                Scans.barMissing(Category.DAY_TRADING, "INFY", "2026-06-10T14:10"),
                Scans.incomplete(
                    Category.DAY_TRADING,
                    Scans.bars("SBIN", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60),
                    3)),
            Map.of(
                Category.DAY_TRADING,
                new ScanResult.Cost(new Lookups(4, 1), 3, Duration.ofMillis(200))),
            3,
            Duration.ofMillis(300));
    return new Publication(
        SLOT,
        late,
        List.of(
            new Publication.CompletedScan(UUID.randomUUID(), "frequent_scan", SLOT, SLOT, result)));
  }

  private static SymbolResult evaluated() {
    CandleSeries bars = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60);
    return Scans.evaluated(
        Category.DAY_TRADING, bars, Scans.signal(Category.DAY_TRADING, bars, Side.SELL));
  }
}
