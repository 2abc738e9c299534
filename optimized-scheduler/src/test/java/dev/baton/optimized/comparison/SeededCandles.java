package dev.baton.optimized.comparison;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.CallCount;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.test.FixedSlotClock;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes the place of the broker: the same candles for the same symbol and time, and failures or a stop on demand. */
@Mock
@Singleton
public class SeededCandles implements CandleSource {

  /** Holds a fetch back until it is released. */
  record Gate(CountDownLatch reached, CountDownLatch open) {
    Gate() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final Set<Symbol> failing = ConcurrentHashMap.newKeySet();
  private volatile Optional<Gate> gate = Optional.empty();

  void reset() {
    failing.clear();
    gate = Optional.empty();
  }

  void fail(Symbol symbol) {
    failing.add(symbol);
  }

  Gate holdBack() {
    Gate next = new Gate();
    gate = Optional.of(next);
    return next;
  }

  @Override
  public CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    CallCount.counted();
    gate.ifPresent(SeededCandles::pass);
    if (failing.contains(request.symbol())) {
      throw new CandleSourceException(new CandleFailure.Unavailable("the test says so"));
    }
    List<Candle> candles = new ArrayList<>();
    for (LocalDate date : calendar.sessionDates(request.from(), request.to())) {
      Session session = calendar.require(date);
      if (request.timeframe().intraday()) {
        Duration length = request.timeframe().length();
        for (Instant open = session.openAt();
            open.isBefore(session.continuousEndAt()) && open.isBefore(FixedSlotClock.NOW);
            open = open.plus(length)) {
          candles.add(candle(request.symbol(), open));
        }
      } else {
        candles.add(candle(request.symbol(), MarketTime.startOf(session.date())));
      }
    }
    return CandleSeries.of(request.symbol(), request.timeframe(), candles);
  }

  private static void pass(Gate gate) {
    gate.reached().countDown();
    try {
      if (!gate.open().await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Candle candle(Symbol symbol, Instant time) {
    long seed = symbol.value().hashCode() * 31L + time.getEpochSecond();
    double open = 1000 + Math.floorMod(seed * 7919, 400) / 20.0;
    double close = 1000 + Math.floorMod(seed * 104729, 400) / 20.0;
    return new Candle(
        time,
        open,
        Math.max(open, close) + 0.5,
        Math.min(open, close) - 0.5,
        close,
        1000 + Math.floorMod(seed, 500));
  }
}
