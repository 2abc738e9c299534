package dev.baton.replay.fault;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.scan.MarketClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source that also returns the forming bar: it has the open of the recorded bar, and {@link #PART} of the way to its high,
 * low, close and volume.
 */
record FormingBarSource(
    CandleSource source,
    RecordedCandles candles,
    TradingCalendar calendar,
    MarketClock clock,
    Scope scope)
    implements CandleSource {

  static final double PART = 0.7;

  @Override
  public CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    CandleSeries series = source.fetch(request);
    Instant now = clock.now();
    if (request.timeframe() == Timeframe.ONE_HOUR
        || !scope.covers(now)
        || request.to().isBefore(MarketTime.date(now))) {
      return series;
    }
    return forming(request, now)
        .filter(bar -> series.isEmpty() || bar.time().isAfter(series.lastTime()))
        .map(
            bar ->
                series.append(CandleSeries.of(request.symbol(), request.timeframe(), List.of(bar))))
        .orElse(series);
  }

  private Optional<Candle> forming(CandleRequest request, Instant now) {
    CandleSeries all = candles.series(request.symbol(), request.timeframe());
    return OpenBarSelection.forming(calendar, request.timeframe(), now)
        .map(all::indexOf)
        .filter(i -> i >= 0)
        .map(i -> part(all.get(i)));
  }

  private static Candle part(Candle whole) {
    return new Candle(
        whole.time(),
        whole.open(),
        toward(whole.open(), whole.high()),
        toward(whole.open(), whole.low()),
        toward(whole.open(), whole.close()),
        (long) (whole.volume() * PART));
  }

  private static double toward(double open, double end) {
    return AlteredBarSource.paise(open + PART * (end - open));
  }
}
