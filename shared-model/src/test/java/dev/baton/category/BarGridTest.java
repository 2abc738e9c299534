package dev.baton.category;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarGridTest {

  private static final BarGrid GRID = new BarGrid(Timeframe.FIVE_MINUTES, TradingCalendar.nse());

  private static CandleSeries series(String... times) {
    List<Candle> candles =
        Stream.of(times)
            .map(time -> LocalDateTime.parse(time).toInstant(MarketTime.OFFSET))
            .map(time -> new Candle(time, 100, 101, 99, 100, 1))
            .toList();
    return CandleSeries.of(Symbol.of("TCS"), Timeframe.FIVE_MINUTES, candles);
  }

  @Test
  void keepsOnlyBarsOfContinuousTradingAndWhatItCannotJudge() {
    assertThat(
            GRID.only(
                series(
                    "2024-12-31T03:00",
                    "2026-08-03T09:00",
                    "2026-08-03T09:15",
                    "2026-08-03T09:17",
                    "2026-08-03T15:10",
                    "2026-08-03T15:15",
                    "2026-08-09T10:00",
                    "2026-11-08T18:00",
                    "2027-01-02T03:00")))
        .isEqualTo(
            series("2024-12-31T03:00", "2026-08-03T09:15", "2026-08-03T15:10", "2027-01-02T03:00"));
  }

  @Test
  void keepsTheVerySeriesIfAllItsBarsAreOnTheGrid() {
    CandleSeries whole = series("2026-08-03T09:15", "2026-08-03T09:20");
    assertThat(GRID.only(whole)).isSameAs(whole);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  @ParameterizedTest
  @CsvSource({
    "FIVE_MINUTES, 2026-06-10T09:20, 2026-06-10T09:25",
    "FIVE_MINUTES, 2026-08-03T15:10, 2026-08-03T15:15",
    // the last hour has 15 minutes
    "ONE_HOUR, 2026-06-10T15:15, 2026-06-10T15:30",
    "ONE_DAY, 2026-06-10T00:00, 2026-06-10T15:55",
    "ONE_DAY, 2016-01-04T00:00, 2016-01-05T00:00",
    "ONE_WEEK, 2026-06-08T00:00, 2026-06-15T00:00",
  })
  void aBarIsFinalAtItsEndAndADailyOneWhenItIsDue(Timeframe timeframe, String open, String end) {
    BarGrid grid = new BarGrid(timeframe, TradingCalendar.nse());
    assertThat(grid.isFinal(at(open), at(end).minusNanos(1))).isFalse();
    assertThat(grid.isFinal(at(open), at(end))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // full sessions of 75 and 72 bars, a special one, an hour of Muhurat, one of unknown hours
    "FIVE_MINUTES, 2026-06-10T00:00, 2026-06-10T23:59, 75",
    "FIVE_MINUTES, 2026-08-03T00:00, 2026-08-03T23:59, 72",
    "FIVE_MINUTES, 2026-02-01T00:00, 2026-02-01T23:59, 75",
    "FIVE_MINUTES, 2025-10-21T00:00, 2025-10-21T23:59, 12",
    "FIVE_MINUTES, 2026-11-07T00:00, 2026-11-08T23:59, 0",
    "FIVE_MINUTES, 2026-06-12T00:00, 2026-06-15T09:15, 76",
    "FIVE_MINUTES, 2026-06-10T09:15, 2026-06-10T09:15, 1",
    "FIVE_MINUTES, 2026-06-10T09:16, 2026-06-10T09:19, 0",
    "FIVE_MINUTES, 2026-06-10T09:16, 2026-06-10T09:20, 1",
    "FIVE_MINUTES, 2026-06-10T00:00, 2026-06-10T09:14, 0",
    "FIVE_MINUTES, 2026-06-10T15:26, 2026-06-10T23:00, 0",
    "FIVE_MINUTES, 2026-06-11T00:00, 2026-06-10T00:00, 0",
    "ONE_HOUR, 2026-06-10T00:00, 2026-06-10T23:59, 7",
    "ONE_DAY, 2026-06-08T00:00, 2026-06-10T00:00, 3",
    "ONE_DAY, 2026-06-08T00:01, 2026-06-09T23:59, 1",
    "ONE_DAY, 2026-11-06T00:00, 2026-11-11T00:00, 3",
    "ONE_DAY, 2020-01-01T00:00, 2025-01-03T00:00, 3",
    "ONE_DAY, 2026-12-30T00:00, 2031-01-01T00:00, 2",
    "ONE_DAY, 2019-01-01T00:00, 2019-02-01T00:00, 0",
  })
  void countsTheBarsOfTheSessionsItKnows(Timeframe timeframe, String first, String last, int bars) {
    BarGrid grid = new BarGrid(timeframe, TradingCalendar.nse());
    assertThat(grid.count(at(first), at(last))).isEqualTo(bars);
    assertThat(grid.opens(at(first), at(last))).hasSize(bars).isSorted().allMatch(grid::has);
  }
}
