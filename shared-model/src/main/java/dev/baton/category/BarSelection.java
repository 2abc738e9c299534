package dev.baton.category;

import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/**
 * Which bar is evaluated at a slot, and where the window of a bar starts. {@link DueBars} is the one that counts; a replay
 * puts another one in its place to show what a mistake here would do to the signals.
 */
public interface BarSelection {

  /**
   * Open time of the bar that is evaluated at that slot.
   *
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know the sessions around
   */
  Instant newestDue(Timeframe timeframe, Instant slot);

  /**
   * Where the window of that bar starts.
   *
   * @param barTime open of the bar that is evaluated
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know the sessions before
   */
  Instant windowStart(WindowRule rule, Instant barTime);

  /**
   * Open of the session of that moment's date; empty if the exchange is closed on it, has not opened by then, or has not as far
   * as the calendar knows.
   */
  Optional<Instant> openBefore(Instant at);
}
