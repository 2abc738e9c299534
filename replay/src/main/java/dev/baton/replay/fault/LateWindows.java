package dev.baton.replay.fault;

import dev.baton.category.BarGrid;
import dev.baton.category.BarSelection;
import dev.baton.category.WindowRule;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/** Windows that start too late: a session less, or {@link #DAYS} calendar days. */
record LateWindows(BarSelection due, Scope scope) implements BarSelection {

  static final int DAYS = 7;

  @Override
  public Instant newestDue(Timeframe timeframe, Instant slot) {
    return due.newestDue(timeframe, slot);
  }

  @Override
  public Instant windowStart(WindowRule rule, Instant barTime) {
    return due.windowStart(scope.covers(barTime) ? shorter(rule) : rule, barTime);
  }

  @Override
  public int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime) {
    return due.windowBars(scope.covers(barTime) ? shorter(rule) : rule, timeframe, barTime);
  }

  @Override
  public BarGrid grid(Timeframe timeframe) {
    return due.grid(timeframe);
  }

  @Override
  public Optional<Instant> openBefore(Instant slot) {
    return due.openBefore(slot);
  }

  private static WindowRule shorter(WindowRule rule) {
    return switch (rule) {
      case WindowRule.Sessions(int count) -> new WindowRule.Sessions(Math.max(1, count - 1));
      case WindowRule.CalendarDays(int days) ->
          new WindowRule.CalendarDays(Math.max(1, days - DAYS));
    };
  }
}
