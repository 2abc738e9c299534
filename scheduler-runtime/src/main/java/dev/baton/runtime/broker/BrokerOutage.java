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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes slots wait while the broker, its session or the ledger cannot be used (ADR 33). */
@Singleton
class BrokerOutage implements Outage {

  private static final int PROBED_DAYS = 7;

  private final BrokerState state;
  private final CandleSource source;
  private final SchedulerSettings settings;
  private final SlotClock clock;

  /** How often each symbol was probed in vain since the last probe that worked. */
  private final Map<Symbol, Integer> unanswered = new ConcurrentHashMap<>();

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
    Optional<String> reason = Optional.empty();
    for (Symbol symbol : candidates(failing).limit(rule.symbols()).toList()) {
      Optional<CandleFailure> failure = probe(symbol, rule.answers(), priority);
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

  /**
   * Symbols that do not fail first, of them those that were answered last; then those that were probed least: one that is
   * answered is found in the end, however many are not.
   */
  private Stream<Symbol> candidates(Set<Symbol> failing) {
    List<Symbol> answered = state.answered();
    return settings.allSymbols().stream()
        .sorted(
            Comparator.<Symbol, Boolean>comparing(failing::contains)
                .thenComparing(symbol -> unanswered.getOrDefault(symbol, 0))
                .thenComparing(
                    symbol ->
                        answered.contains(symbol) ? answered.indexOf(symbol) : Integer.MAX_VALUE));
  }

  /** Why the symbol was not answered so many times in a row; empty if it was. */
  private Optional<CandleFailure> probe(Symbol symbol, int answers, Priority priority)
      throws InterruptedException {
    for (int answer = 1; answer <= answers; answer++) {
      Optional<CandleFailure> failure = fetch(symbol, priority);
      if (failure.isPresent()) {
        unanswered.merge(symbol, 1, Integer::sum);
        return failure;
      }
    }
    unanswered.clear();
    return Optional.empty();
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
