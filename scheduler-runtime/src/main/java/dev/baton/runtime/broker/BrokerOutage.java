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
  private static final Repetition.ProbeRule RULE = Repetition.ProbeRule.DEFAULT;

  private final BrokerState state;
  private final CandleSource source;
  private final SchedulerSettings settings;
  private final SlotClock clock;

  private record Series(Symbol symbol, Timeframe timeframe) {}

  /** How often each series was probed in vain since the last probe of its timeframe that worked. */
  private final Map<Series, Integer> unanswered = new ConcurrentHashMap<>();

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
  public Optional<String> probe(Set<Symbol> failing, Set<Timeframe> timeframes, Priority priority)
      throws InterruptedException {
    for (Timeframe timeframe : timeframes) {
      Optional<String> reason = probe(failing, timeframe, priority);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private Optional<String> probe(Set<Symbol> failing, Timeframe timeframe, Priority priority)
      throws InterruptedException {
    Optional<String> reason = Optional.empty();
    for (Series series : candidates(failing, timeframe).limit(RULE.symbols()).toList()) {
      Optional<CandleFailure> failure = probe(series, priority);
      if (failure.isEmpty()) {
        return Optional.empty();
      }
      reason = failure.map(CandleFailure::message);
      if (!RULE.triesAnother(failure.get())) {
        break;
      }
    }
    return reason;
  }

  /**
   * Symbols that do not fail first, of them those that were probed least in vain, of these those that were answered last: one
   * that is answered is found in the end, however many are not.
   */
  private Stream<Series> candidates(Set<Symbol> failing, Timeframe timeframe) {
    List<Symbol> answered = state.answered();
    return settings.allSymbols().stream()
        .map(symbol -> new Series(symbol, timeframe))
        .sorted(
            Comparator.<Series, Boolean>comparing(series -> failing.contains(series.symbol()))
                .thenComparing(series -> unanswered.getOrDefault(series, 0))
                .thenComparing(
                    series ->
                        answered.contains(series.symbol())
                            ? answered.indexOf(series.symbol())
                            : Integer.MAX_VALUE));
  }

  /** Why the series was not answered so many times in a row; empty if it was. */
  private Optional<CandleFailure> probe(Series series, Priority priority)
      throws InterruptedException {
    for (int answer = 1; answer <= RULE.answers(); answer++) {
      Optional<CandleFailure> failure = fetch(series, priority);
      if (failure.isPresent()) {
        unanswered.merge(series, 1, Integer::sum);
        return failure;
      }
    }
    unanswered.keySet().removeIf(other -> other.timeframe() == series.timeframe());
    return Optional.empty();
  }

  private Optional<CandleFailure> fetch(Series series, Priority priority)
      throws InterruptedException {
    LocalDate today = MarketTime.date(clock.now());
    try {
      source.fetch(
          new CandleRequest(
              series.symbol(),
              series.timeframe(),
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
