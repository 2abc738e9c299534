package dev.baton.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private static final Symbol TCS = Symbol.of("TCS");

  @Test
  void joinsFiveMinuteBarsIntoHoursCountedFromTheOpen() {
    CandleSeries series =
        CandleSeries.of(
            TCS,
            Timeframe.FIVE_MINUTES,
            List.of(
                new Candle(at("2026-06-10T09:15"), 10, 12, 9, 11, 100),
                new Candle(at("2026-06-10T10:10"), 11, 15, 10, 14, 50),
                new Candle(at("2026-06-10T10:15"), 14, 14, 8, 9, 7)));

    CandleSeries hours = Aggregation.hours(series, _ -> at("2026-06-10T09:15"));

    assertThat(hours.toList())
        .containsExactly(
            new Candle(at("2026-06-10T09:15"), 10, 15, 9, 14, 150),
            new Candle(at("2026-06-10T10:15"), 14, 14, 8, 9, 7));
  }

  @Test
  void stampsAWeekWithItsFirstSession() {
    CandleSeries days =
        CandleSeries.of(
            TCS,
            Timeframe.ONE_DAY,
            List.of(
                new Candle(at("2026-06-09T00:00"), 10, 12, 9, 11, 1),
                new Candle(at("2026-06-12T00:00"), 11, 13, 10, 12, 2),
                new Candle(at("2026-06-15T00:00"), 12, 14, 11, 13, 4)));

    CandleSeries weeks = Aggregation.weeks(days);

    assertThat(weeks.toList())
        .containsExactly(
            new Candle(at("2026-06-09T00:00"), 10, 13, 9, 12, 3),
            new Candle(at("2026-06-15T00:00"), 12, 14, 11, 13, 4));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
