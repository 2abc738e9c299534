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
import java.util.Optional;
import java.util.Set;

/** Lets slots wait while the broker, its session or the ledger cannot be used. */
@Singleton
class BrokerOutage implements Outage {

  private static final int PROBED_DAYS = 7;

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
    Optional<Symbol> other =
        settings.allSymbols().stream().filter(symbol -> !failing.contains(symbol)).findFirst();
    if (other.isEmpty()) {
      return Optional.of("no symbol could be scanned");
    }
    LocalDate today = MarketTime.date(clock.now());
    try {
      source.fetch(
          new CandleRequest(
              other.get(),
              Timeframe.ONE_DAY,
              today.minusDays(PROBED_DAYS),
              today,
              CandleRequest.Reason.PROBE));
      return Optional.empty();
    } catch (CandleSourceException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return e.failure() instanceof CandleFailure.NoData
          ? Optional.empty()
          : Optional.of(e.getMessage());
    }
  }
}
