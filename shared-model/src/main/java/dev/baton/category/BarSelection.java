package dev.baton.category;

import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/**
 * Selects the bar that a slot evaluates, and the start of the bar's window. {@link DueBars} is the selection in use. A replay may
 * use a faulty one, to show what a mistake here does to the signals.
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
   * The number of bars that the calendar has in the window of that bar, from the window's start to the bar, both inclusive; none in
   * years that it does not know.
   *
   * @param barTime open of the bar that is evaluated
   */
  int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime);

  /** The bars of the calendar in force. */
  BarGrid grid(Timeframe timeframe);

  /**
   * The open of the session of that instant's date; empty if the exchange is closed on that date, has not opened by then, or the
   * calendar does not know.
   */
  Optional<Instant> openBefore(Instant at);
}
