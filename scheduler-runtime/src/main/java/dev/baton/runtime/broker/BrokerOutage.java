package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Outage;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets slots wait while the broker, its session or the ledger cannot be used. */
@Singleton
class BrokerOutage implements Outage {

  private static final int PROBED_DAYS = 7;

  /** So many symbols may have no candle of that time before it is the broker that has none. */
  private static final int PROBED_SYMBOLS = 3;

  private final BrokerState state;
  private final CandleSource source;
  private final SchedulerSettings settings;
  private final SlotClock clock;

  BrokerOutage(
      BrokerState state, CandleSource source, SchedulerSettings settings, SlotClock clock) {
    this.state = state;
    this.source = source;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<String> reason() {
    return state.outage();
  }

  @Override
  public Optional<String> probe(Set<Symbol> failing) throws InterruptedException {
    List<Symbol> others =
        settings.allSymbols().stream()
            .filter(symbol -> !failing.contains(symbol))
            .limit(PROBED_SYMBOLS)
            .toList();
    Optional<String> reason = Optional.of("no symbol could be scanned");
    for (Symbol symbol : others) {
      Optional<CandleFailure> failure = probe(symbol);
      reason = failure.map(CandleFailure::message);
      // A symbol may be suspended for that long; several at once are not.
      if (failure.isEmpty() || !(failure.get() instanceof CandleFailure.NoData)) {
        return reason;
      }
    }
    return reason;
  }

  private Optional<CandleFailure> probe(Symbol symbol) throws InterruptedException {
    LocalDate today = MarketTime.date(clock.now());
    try {
      source.fetch(
          new CandleRequest(
              symbol,
              Timeframe.ONE_DAY,
              today.minusDays(PROBED_DAYS),
              today,
              CandleRequest.Reason.PROBE));
      return Optional.empty();
    } catch (CandleSourceException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Optional.of(e.failure());
    }
  }
}
