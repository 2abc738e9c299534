package dev.baton.simulator.market;

import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Daily candles from five-minute ones. */
final class SessionBars {

  private SessionBars() {}

  /** One daily candle, stamped 00:00, for each date of the series after that date. */
  static List<Candle> daysAfter(LocalDate date, CandleSeries fiveMinutes) {
    List<Candle> days = new ArrayList<>();
    int start = fiveMinutes.lowerBound(MarketTime.startOf(date.plusDays(1)));
    while (start < fiveMinutes.size()) {
      Instant day = MarketTime.startOf(MarketTime.date(fiveMinutes.time(start)));
      int end = fiveMinutes.lowerBound(day.plusSeconds(86_400));
      days.add(day(day, fiveMinutes.slice(start, end)));
      start = end;
    }
    return days;
  }

  private static Candle day(Instant time, CandleSeries bars) {
    double high = bars.high(0);
    double low = bars.low(0);
    long volume = 0;
    for (int i = 0; i < bars.size(); i++) {
      high = Math.max(high, bars.high(i));
      low = Math.min(low, bars.low(i));
      volume += bars.volume(i);
    }
    return new Candle(time, bars.open(0), high, low, bars.close(bars.size() - 1), volume);
  }
}
