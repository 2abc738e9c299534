package dev.baton.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Derives higher timeframes from lower ones: first open, highest high, lowest low, last close, sum of volumes. */
public final class Aggregation {

  private Aggregation() {}

  /**
   * One candle for each bucket, ascending.
   *
   * @param bucket the open time of the bucket that a candle with that open time belongs to; must ascend with it
   */
  public static List<Candle> by(CandleSeries series, Function<Instant, Instant> bucket) {
    List<Candle> joined = new ArrayList<>();
    for (int i = 0; i < series.size(); ) {
      Instant open = bucket.apply(series.time(i));
      double high = series.high(i);
      double low = series.low(i);
      long volume = series.volume(i);
      int next = i + 1;
      for (; next < series.size() && bucket.apply(series.time(next)).equals(open); next++) {
        high = Math.max(high, series.high(next));
        low = Math.min(low, series.low(next));
        volume += series.volume(next);
      }
      joined.add(new Candle(open, series.open(i), high, low, series.close(next - 1), volume));
      i = next;
    }
    return joined;
  }

  /**
   * One-hour bars, counted from each session's open.
   *
   * @param sessionOpen the open of the session of a bar with that open time
   */
  public static CandleSeries hours(
      CandleSeries fiveMinutes, Function<Instant, Instant> sessionOpen) {
    long hour = Timeframe.ONE_HOUR.length().toSeconds();
    return CandleSeries.of(
        fiveMinutes.symbol(),
        Timeframe.ONE_HOUR,
        by(
            fiveMinutes,
            time -> {
              Instant open = sessionOpen.apply(time);
              long since = time.getEpochSecond() - open.getEpochSecond();
              return open.plusSeconds(since / hour * hour);
            }));
  }

  /** Weekly bars, Monday to Sunday, stamped with the first daily bar of the week. */
  public static CandleSeries weeks(CandleSeries days) {
    List<Candle> byMonday =
        by(
            days,
            time ->
                MarketTime.startOf(
                    MarketTime.date(time)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
    List<Candle> stamped = new ArrayList<>(byMonday.size());
    for (Candle week : byMonday) {
      Instant first = days.time(days.lowerBound(week.time()));
      stamped.add(
          new Candle(first, week.open(), week.high(), week.low(), week.close(), week.volume()));
    }
    return CandleSeries.of(days.symbol(), Timeframe.ONE_WEEK, stamped);
  }
}
