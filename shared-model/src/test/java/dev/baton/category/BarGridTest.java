package dev.baton.category;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
}
