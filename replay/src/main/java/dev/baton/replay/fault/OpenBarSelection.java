package dev.baton.replay.fault;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarGrid;
import dev.baton.category.BarSelection;
import dev.baton.category.DueBars;
import dev.baton.category.WindowRule;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Selects the forming bar, where there is one, as the newest due bar. */
record OpenBarSelection(BarSelection due, TradingCalendar calendar, Scope scope)
    implements BarSelection {

  @Override
  public Instant newestDue(Timeframe timeframe, Instant slot) {
    return scope.covers(slot)
        ? forming(calendar, timeframe, slot).orElseGet(() -> due.newestDue(timeframe, slot))
        : due.newestDue(timeframe, slot);
  }

  @Override
  public Instant windowStart(WindowRule rule, Instant barTime) {
    return due.windowStart(rule, barTime);
  }

  @Override
  public int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime) {
    return due.windowBars(rule, timeframe, barTime);
  }

  @Override
  public BarGrid grid(Timeframe timeframe) {
    return due.grid(timeframe);
  }

  @Override
  public Optional<Instant> openBefore(Instant slot) {
    return due.openBefore(slot);
  }

  /** The bar that is not final yet at that moment: a five-minute one, or the day's. */
  static Optional<Instant> forming(TradingCalendar calendar, Timeframe timeframe, Instant at) {
    Optional<Session> session =
        calendar.session(MarketTime.date(at)).filter(today -> !at.isBefore(today.openAt()));
    if (!timeframe.intraday()) {
      return session
          .filter(today -> at.isBefore(today.closeAt().plus(DueBars.DAILY_SETTLE)))
          .map(today -> MarketTime.startOf(today.date()));
    }
    return session
        .filter(today -> at.isBefore(today.continuousEndAt()))
        .map(
            today -> {
              long bars = Duration.between(today.openAt(), at).dividedBy(timeframe.length());
              return today.openAt().plus(timeframe.length().multipliedBy(bars));
            });
  }
}
