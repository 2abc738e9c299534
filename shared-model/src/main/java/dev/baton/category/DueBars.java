package dev.baton.category;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Selects the newest bar that is due at a slot. A bar is due when its end plus a settle time is not after the slot. Intraday bars
 * have no settle time; the daily bar has {@link #DAILY_SETTLE}, so the 16:00 job sees the day's bar. A session whose hours the
 * calendar does not know has no bars: it neither is due nor counts in a window (ADR 34).
 *
 * <p>Decided in ADR 1.
 */
public final class DueBars implements BarSelection {

  /** Time from a session's close until its daily bar is due. */
  public static final Duration DAILY_SETTLE = Duration.ofMinutes(25);

  private final Supplier<TradingCalendar> calendar;

  /** The newest answer for each timeframe. A scan asks the same question for each of its symbols. */
  private final AtomicReferenceArray<Due> newest =
      new AtomicReferenceArray<>(Timeframe.values().length);

  private final Map<WindowRule, Start> starts = new ConcurrentHashMap<>();

  private final Map<WindowRule, Counted> counts = new ConcurrentHashMap<>();

  /** The bar that is due at a slot by that calendar. */
  private record Due(TradingCalendar calendar, Instant slot, Instant bar) {}

  /** The start of a bar's window by that calendar. */
  private record Start(TradingCalendar calendar, Instant bar, Instant start) {}

  /** The number of bars in a bar's window by that calendar. */
  private record Counted(
      TradingCalendar calendar, Timeframe timeframe, Instant start, Instant bar, int windowBars) {

    /** Whether the other window has this one's bars, and perhaps more after them. */
    boolean begins(TradingCalendar inForce, Timeframe of, Instant windowStart, Instant last) {
      return calendar == inForce
          && timeframe == of
          && start.equals(windowStart)
          && !bar.isAfter(last)
          && !start.isAfter(bar);
    }
  }

  public DueBars(TradingCalendar calendar) {
    this(() -> calendar);
  }

  /** By a calendar that may be reloaded. */
  public DueBars(Supplier<TradingCalendar> calendar) {
    this.calendar = calendar;
  }

  /**
   * @throws IllegalArgumentException for {@link Timeframe#ONE_WEEK}, which is derived and never due by itself
   */
  @Override
  public Instant newestDue(Timeframe timeframe, Instant slot) {
    TradingCalendar inForce = calendar.get();
    Due known = newest.get(timeframe.ordinal());
    if (known == null || known.calendar() != inForce || !known.slot().equals(slot)) {
      known = new Due(inForce, slot, newestDue(inForce, timeframe, slot));
      newest.set(timeframe.ordinal(), known);
    }
    return known.bar();
  }

  private static Instant newestDue(TradingCalendar sessions, Timeframe timeframe, Instant slot) {
    return switch (timeframe) {
      case FIVE_MINUTES, ONE_HOUR -> newestIntraday(sessions, timeframe.length(), slot);
      case ONE_DAY -> newestDaily(sessions, slot);
      case ONE_WEEK -> throw new IllegalArgumentException("weekly bars are derived, never due");
    };
  }

  /**
   * The end of that bar, as {@link BarGrid#end}.
   *
   * @param barTime open of a bar of a session
   */
  public Instant end(Timeframe timeframe, Instant barTime) {
    return grid(timeframe).end(barTime);
  }

  /**
   * Whether the calendar has a bar that opens at that time.
   *
   * @throws dev.baton.calendar.UnknownCalendarException if the date is not known
   */
  public boolean isBar(Timeframe timeframe, Instant barTime) {
    TradingCalendar inForce = calendar.get();
    return inForce.isSession(MarketTime.date(barTime))
        && new BarGrid(timeframe, inForce).has(barTime);
  }

  /** The start of that bar's window: 00:00 Asia/Kolkata of its first date. */
  @Override
  public Instant windowStart(WindowRule rule, Instant barTime) {
    TradingCalendar inForce = calendar.get();
    Start known = starts.get(rule);
    if (known == null || known.calendar() != inForce || !known.bar().equals(barTime)) {
      known = new Start(inForce, barTime, windowStart(inForce, rule, barTime));
      starts.put(rule, known);
    }
    return known.start();
  }

  @Override
  public int windowBars(WindowRule rule, Timeframe timeframe, Instant barTime) {
    TradingCalendar inForce = calendar.get();
    Instant start = windowStart(rule, barTime);
    BarGrid grid = new BarGrid(timeframe, inForce);
    Counted known = counts.get(rule);
    if (known == null || !known.begins(inForce, timeframe, start, barTime)) {
      known = new Counted(inForce, timeframe, start, barTime, grid.count(start, barTime));
      counts.put(rule, known);
    } else if (!known.bar().equals(barTime)) {
      int more = grid.count(known.bar().plusSeconds(1), barTime);
      known = new Counted(inForce, timeframe, start, barTime, known.windowBars() + more);
      counts.put(rule, known);
    }
    return known.windowBars();
  }

  @Override
  public BarGrid grid(Timeframe timeframe) {
    return new BarGrid(timeframe, calendar.get());
  }

  @Override
  public Optional<Instant> openBefore(Instant at) {
    try {
      return calendar
          .get()
          .session(MarketTime.date(at))
          .map(Session::openAt)
          .filter(open -> !open.isAfter(at));
    } catch (UnknownCalendarException e) {
      return Optional.empty();
    }
  }

  private static Instant windowStart(TradingCalendar sessions, WindowRule rule, Instant barTime) {
    LocalDate date = MarketTime.date(barTime);
    return MarketTime.startOf(
        switch (rule) {
          case WindowRule.CalendarDays(int days) -> date.minusDays(days);
          case WindowRule.Sessions(int count) -> {
            LocalDate first = date;
            for (int i = 1; i < count; i++) {
              first = sessions.previousWithHours(first);
            }
            yield first;
          }
        });
  }

  private static Instant newestIntraday(TradingCalendar sessions, Duration length, Instant slot) {
    LocalDate date = MarketTime.date(slot);
    if (sessions.isSession(date) && sessions.hoursKnown(date)) {
      Session session = sessions.require(date);
      long closed = closedBars(session, length, slot);
      if (closed > 0) {
        return session.openAt().plus(length.multipliedBy(closed - 1));
      }
    }
    Session before = sessions.require(sessions.previousWithHours(date));
    return before
        .openAt()
        .plus(length.multipliedBy(closedBars(before, length, before.continuousEndAt()) - 1));
  }

  /** The number of bars that have ended. The session's last bar may be shorter. */
  private static long closedBars(Session session, Duration length, Instant at) {
    if (!at.isBefore(session.continuousEndAt())) {
      Duration whole = Duration.between(session.openAt(), session.continuousEndAt());
      return Math.ceilDiv(whole.toNanos(), length.toNanos());
    }
    return Math.max(0, Duration.between(session.openAt(), at).toNanos() / length.toNanos());
  }

  private static Instant newestDaily(TradingCalendar sessions, Instant slot) {
    LocalDate date = MarketTime.date(slot);
    Instant today = MarketTime.startOf(date);
    if (sessions.isSession(date)
        && sessions.hoursKnown(date)
        && new BarGrid(Timeframe.ONE_DAY, sessions).isFinal(today, slot)) {
      return today;
    }
    return MarketTime.startOf(sessions.previousWithHours(date));
  }
}
