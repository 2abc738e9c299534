package dev.baton.replay.fault;

import dev.baton.market.Candle;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A source in which one bar is missing or has other values. */
record AlteredBarSource(
    CandleSource source,
    Symbol symbol,
    Timeframe timeframe,
    Instant bar,
    Function<Candle, Optional<Candle>> altered)
    implements CandleSource {

  static CandleSource missing(CandleSource source, Fault.MissingBar fault) {
    return new AlteredBarSource(
        source, fault.symbol(), fault.timeframe(), fault.bar(), _ -> Optional.empty());
  }

  static CandleSource revised(CandleSource source, Fault.RevisedBar fault) {
    return new AlteredBarSource(
        source,
        fault.symbol(),
        fault.timeframe(),
        fault.bar(),
        candle -> Optional.of(revised(candle, fault.factor())));
  }

  private static Candle revised(Candle candle, double factor) {
    double close = paise(candle.close() * factor);
    return new Candle(
        candle.time(),
        candle.open(),
        Math.max(candle.high(), close),
        Math.min(candle.low(), close),
        close,
        candle.volume());
  }

  /** Prices are recorded in whole paise. */
  static double paise(double price) {
    return Math.round(price * 100) / 100.0;
  }

  @Override
  public CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    CandleSeries series = source.fetch(request);
    int at =
        request.symbol().equals(symbol) && request.timeframe() == timeframe
            ? series.indexOf(bar)
            : -1;
    if (at < 0) {
      return series;
    }
    List<Candle> candles = new ArrayList<>(series.slice(0, at).toList());
    altered.apply(series.get(at)).ifPresent(candles::add);
    candles.addAll(series.slice(at + 1, series.size()).toList());
    return CandleSeries.of(symbol, timeframe, candles);
  }
}
