package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Outage;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Makes slots wait while the broker, its session or the ledger cannot be used (ADR 8). */
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
  public Optional<String> probe(Set<Symbol> failing, Priority priority)
      throws InterruptedException {
    Repetition.ProbeRule rule = Repetition.ProbeRule.DEFAULT;
    Comparator<Symbol> othersFirst = Comparator.comparing(failing::contains);
    Optional<String> reason = Optional.empty();
    for (Symbol symbol :
        settings.allSymbols().stream().sorted(othersFirst).limit(rule.symbols()).toList()) {
      Optional<CandleFailure> failure = fetch(symbol, priority);
      if (failure.isEmpty()) {
        return Optional.empty();
      }
      reason = failure.map(CandleFailure::message);
      if (!rule.triesAnother(failure.get())) {
        break;
      }
    }
    return reason;
  }

  private Optional<CandleFailure> fetch(Symbol symbol, Priority priority)
      throws InterruptedException {
    LocalDate today = MarketTime.date(clock.now());
    try {
      source.fetch(
          new CandleRequest(
              symbol,
              Timeframe.ONE_DAY,
              today.minusDays(PROBED_DAYS),
              today,
              CandleRequest.Reason.PROBE,
              priority));
      return Optional.empty();
    } catch (CandleSourceException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Optional.of(e.failure());
    }
  }
}
