package dev.baton.parity;

import static dev.baton.parity.ScriptedSide.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that both generations scanned whole, and that the calendar shortens or closes afterwards. */
class ChangedCalendarTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

  @TempDir private Path folder;
  private ScriptedSide legacy;
  private ScriptedSide optimized;

  @BeforeEach
  void bothScanTheWholeSession() {
    legacy = new ScriptedSide(Generation.LEGACY, DAY, DAY);
    optimized = new ScriptedSide(Generation.OPTIMIZED, DAY, DAY);
  }

  private ParityReport comparedBy(String line) throws IOException {
    Path overrides =
        Files.writeString(
            folder.resolve("overrides.csv"),
            "date,entry,class,open,continuous_end,close,note\n" + line + "\n");
    TradingCalendar changed = TradingCalendar.nse(overrides);
    DueSlots slots = Timetable.defaults(() -> changed).due(DAY, DAY, MarketTime.endOf(DAY));
    return new ParityCheck(new DueBars(changed), Tolerances.DEFAULT, List.of(), new MeanEngine())
        .check(DAY, DAY, ScriptedSide.DAY_TRADING, slots, legacy.recorded(), optimized.recorded());
  }

  @Test
  void equalSignalsOfBarsThatTheCalendarNoLongerHasAreOnHold() throws IOException {
    // given
    long afterNoon =
        legacy.recorded().signals().stream()
            .filter(signal -> !signal.key().barTime().isBefore(at("2026-06-10T12:00")))
            .count();
    assertThat(afterNoon).isPositive();

    // when
    ParityReport report = comparedBy("2026-06-10,special,,09:15,12:00,12:00,shortened");

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).contains(HoldReason.CALENDAR_CHANGED);
    assertThat(report.notComparable())
        .hasSize((int) (2 * afterNoon))
        .allSatisfy(
            signal -> {
              assertThat(signal.cause()).isEqualTo(Cause.CALENDAR);
              assertThat(signal.key().barTime()).isAfterOrEqualTo(at("2026-06-10T12:00"));
            });
  }

  @Test
  void equalSignalsOfADateThatWasClosedAreOnHold() throws IOException {
    // when
    ParityReport report = comparedBy("2026-06-10,holiday,,,,,closed at short notice");

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).contains(HoldReason.CALENDAR_CHANGED);
  }

  @Test
  void aSignalOfSuchABarThatOneGenerationAloneFoundIsADifference() throws IOException {
    // given
    optimized.skipping(slot -> slot.isAfter(at("2026-06-10T12:00")));

    // when
    ParityReport report = comparedBy("2026-06-10,special,,09:15,12:00,12:00,shortened");

    // then
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.causes()).containsOnlyKeys(Cause.BAR_EXTRA);
  }
}
