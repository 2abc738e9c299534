package dev.baton.replay.market;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarGrid;
import dev.baton.market.Aggregation;
import dev.baton.market.CallCount;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.MarketClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker with recorded candles. It returns the bars of sessions that are closed at its clock, and today's daily bar from {@link
 * #DAILY_LAG} after the close. One-hour bars are derived. Every fetch counts as one call.
 */
public final class RecordedSource implements CandleSource {

  /** From a session's close to the publication of its daily bar, as in the simulated market. */
  public static final Duration DAILY_LAG = Duration.ofMinutes(20);

  private final RecordedCandles candles;
  private final TradingCalendar calendar;
  private final MarketClock clock;
  private final Map<Symbol, CandleSeries> hours = new ConcurrentHashMap<>();
  private final Map<Symbol, CandleSeries> fiveMinutes = new ConcurrentHashMap<>();
  private final Map<Symbol, CandleSeries> days = new ConcurrentHashMap<>();

  public RecordedSource(RecordedCandles candles, TradingCalendar calendar, MarketClock clock) {
    this.candles = candles;
    this.calendar = calendar;
    this.clock = clock;
  }

  /** A candle that was not recorded is absent: a hole in a recording is a fact of the data, not a failure of the broker. */
  @Override
  public CandleSeries fetch(CandleRequest request) {
    CallCount.counted();
    Instant now = clock.now();
    CandleSeries series = series(request.symbol(), request.timeframe());
    int from = series.lowerBound(MarketTime.startOf(request.from()));
    int to = series.lowerBound(MarketTime.startOf(request.to().plusDays(1)));
    int shown = Math.max(from, Math.min(to, over(series, now)));
    return series.slice(from, shown);
  }

  private CandleSeries series(Symbol symbol, Timeframe timeframe) {
    return switch (timeframe) {
      case FIVE_MINUTES -> fiveMinutes.computeIfAbsent(symbol, of -> ofSessions(of, timeframe));
      case ONE_DAY -> days.computeIfAbsent(symbol, of -> ofSessions(of, timeframe));
      case ONE_HOUR -> hours.computeIfAbsent(symbol, this::derived);
      case ONE_WEEK -> throw new IllegalArgumentException("weekly bars are never fetched");
    };
  }

  private CandleSeries ofSessions(Symbol symbol, Timeframe timeframe) {
    return new BarGrid(timeframe, calendar).only(candles.series(symbol, timeframe));
  }

  private CandleSeries derived(Symbol symbol) {
    CandleSeries all = series(symbol, Timeframe.FIVE_MINUTES);
    CandleSeries known =
        all.between(
            MarketTime.startOf(calendar.knownFrom()), MarketTime.endOf(calendar.knownThrough()));
    return Aggregation.hours(
        known,
        time ->
            calendar
                .session(MarketTime.date(time))
                .map(Session::openAt)
                .orElseGet(() -> MarketTime.startOf(MarketTime.date(time))));
  }

  /** The number of closed candles. */
  private int over(CandleSeries series, Instant now) {
    LocalDate today = MarketTime.date(now);
    if (!series.timeframe().intraday()) {
      int before = series.lowerBound(MarketTime.startOf(today));
      boolean closed =
          calendar.session(today).stream()
              .anyMatch(session -> !session.closeAt().plus(DAILY_LAG).isAfter(now));
      return closed ? series.upperBound(MarketTime.startOf(today)) : before;
    }
    int over = series.upperBound(now.minus(series.timeframe().length()));
    // The last bar of a session may be shorter than the others.
    boolean ended =
        over < series.size()
            && MarketTime.date(series.time(over)).equals(today)
            && calendar.session(today).stream()
                .anyMatch(session -> !session.continuousEndAt().isAfter(now));
    return ended ? over + 1 : over;
  }
}
