package dev.baton.calendar;

import dev.baton.market.MarketTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sessions of NSE's capital-market segment, from dated data: holidays, special and Muhurat sessions, and the hours in
 * force. The calendar knows whole years. A question about another year, or about the hours of a session without hours, throws
 * {@link UnknownCalendarException}. Immutable.
 *
 * <p>Source of the shipped data: the NSE circulars named in each line's note.
 */
public final class TradingCalendar {

  private static final String RESOURCE = "nse.csv";

  /** The hours since 2010-01-04, so those of every year that can be observed and is not shipped. */
  private static final CalendarEntry.Hours OBSERVED_HOURS =
      new CalendarEntry.Hours(Session.USUAL_OPEN, Session.USUAL_CLOSE, Session.USUAL_CLOSE);

  private record Day(Session.Kind kind, Optional<CalendarEntry.Hours> hours) {}

  /** A stretch of known dates. Without an entry of its own, either every weekday is a session or no day is. */
  private record Known(LocalDate through, boolean weekdaysAreSessions) {}

  private final NavigableMap<LocalDate, Day> days = new TreeMap<>();
  private final LocalDate knownFrom;
  private final LocalDate knownThrough;
  private final Instant knownSince;
  private final int overrides;
  private final List<CalendarEntry> entries;
  private final SecurityClass of;

  private TradingCalendar(List<CalendarEntry> entries, SecurityClass of, int overrides) {
    this.entries = List.copyOf(entries);
    this.of = of;
    this.overrides = overrides;
    TreeMap<LocalDate, CalendarEntry> dated = new TreeMap<>();
    TreeMap<LocalDate, CalendarEntry.Hours> hours = new TreeMap<>();
    TreeMap<LocalDate, Known> known = new TreeMap<>();
    for (CalendarEntry entry : entries) {
      switch (entry) {
        case CalendarEntry.Year(LocalDate first) ->
            known.put(first, new Known(first.plusYears(1).minusDays(1), true));
        case CalendarEntry.Observed(LocalDate first, LocalDate through) ->
            known.put(first, new Known(through, false));
        case CalendarEntry.HoursFrom from -> {
          if (from.of().isEmpty() || from.of().get() == of) {
            hours.put(from.date(), from.hours());
          }
        }
        case CalendarEntry.Holiday holiday -> dated.put(holiday.date(), holiday);
        case CalendarEntry.Open open -> dated.put(open.date(), open);
      }
    }
    checkKnown(known, hours);
    knownFrom = known.firstKey();
    knownThrough = known.lastEntry().getValue().through();
    knownSince = MarketTime.startOf(knownFrom);
    for (LocalDate date = knownFrom; !date.isAfter(knownThrough); date = date.plusDays(1)) {
      Optional<CalendarEntry.Hours> usual = Optional.of(hours.floorEntry(date).getValue());
      switch (dated.get(date)) {
        case null -> {
          if (known.floorEntry(date).getValue().weekdaysAreSessions()
              && !CalendarFile.weekend(date)) {
            days.put(date, new Day(Session.Kind.REGULAR, usual));
          }
        }
        case CalendarEntry.Open(
                LocalDate _,
                Session.Kind kind,
                Optional<CalendarEntry.Hours> own) ->
            days.put(
                date, new Day(kind, own.isPresent() || kind == Session.Kind.MUHURAT ? own : usual));
        case CalendarEntry.Holiday _,
            CalendarEntry.Year _,
            CalendarEntry.Observed _,
            CalendarEntry.HoursFrom _ -> {}
      }
    }
    dated.forEach(
        (date, _) -> {
          if (date.isBefore(knownFrom) || date.isAfter(knownThrough)) {
            throw new UnknownCalendarException(
                "the calendar has an entry of %s but no year entry for %s; add a line '%s-01-01,year,,,,,'"
                    .formatted(date, date.getYear(), date.getYear()));
          }
        });
  }

  private static void checkKnown(
      TreeMap<LocalDate, Known> known, TreeMap<LocalDate, CalendarEntry.Hours> hours) {
    if (known.isEmpty()) {
      throw new UnknownCalendarException("the calendar has no year entry");
    }
    LocalDate next = known.firstKey();
    for (Map.Entry<LocalDate, Known> stretch : known.entrySet()) {
      if (!stretch.getKey().equals(next)) {
        throw new UnknownCalendarException(
            "the calendar has a hole: no year entry for " + next.getYear());
      }
      next = stretch.getValue().through().plusDays(1);
    }
    if (hours.floorKey(known.firstKey()) == null) {
      throw new UnknownCalendarException(
          "the calendar has no hours in force on " + known.firstKey());
    }
  }

  /** The shipped calendar, for stocks with derivatives. */
  public static TradingCalendar nse() {
    return nse(SecurityClass.DERIVATIVES);
  }

  /** The shipped calendar, for stocks of that class. */
  public static TradingCalendar nse(SecurityClass of) {
    return new TradingCalendar(shipped(), of, 0);
  }

  /**
   * The shipped calendar with a file of overrides, for stocks with derivatives. Lines of the file win over shipped lines of the
   * same date.
   *
   * @throws dev.baton.csv.DataFileException if the file is not there or a line is wrong
   * @throws UnknownCalendarException if the file leaves a year out
   */
  public static TradingCalendar nse(Path overrides) {
    List<CalendarEntry> entries = new ArrayList<>(shipped());
    int own = entries.size();
    entries.addAll(CalendarFile.read(overrides));
    try {
      return new TradingCalendar(entries, SecurityClass.DERIVATIVES, entries.size() - own);
    } catch (UnknownCalendarException e) {
      throw new UnknownCalendarException("%s: %s".formatted(overrides, e.getMessage()));
    }
  }

  /**
   * This calendar, extended by observed sessions, for replays of years that it does not know. An adjacent year becomes known
   * from its first observed session on, or through its last one. Observed sessions have the usual hours: 09:15 to 15:30 before
   * the known years. The known years stay as they are.
   *
   * @param observed dates of sessions, in any order; dates beyond a year without any are ignored
   */
  public TradingCalendar withObserved(Collection<LocalDate> observed) {
    TreeSet<LocalDate> dates = new TreeSet<>(observed);
    NavigableSet<LocalDate> before =
        neighbours(dates.headSet(knownFrom, false).descendingSet(), knownFrom.minusDays(1));
    NavigableSet<LocalDate> after =
        neighbours(dates.tailSet(knownThrough, false), knownThrough.plusDays(1));
    List<CalendarEntry> extended = new ArrayList<>(entries);
    if (!before.isEmpty()) {
      extended.add(new CalendarEntry.Observed(before.first(), knownFrom.minusDays(1)));
      extended.add(new CalendarEntry.HoursFrom(before.first(), Optional.empty(), OBSERVED_HOURS));
      before.forEach(date -> extended.add(observed(date)));
    }
    if (!after.isEmpty()) {
      extended.add(new CalendarEntry.Observed(knownThrough.plusDays(1), after.last()));
      after.forEach(date -> extended.add(observed(date)));
    }
    return new TradingCalendar(extended, of, overrides);
  }

  /** The dates up to the first year without any. */
  private static NavigableSet<LocalDate> neighbours(
      NavigableSet<LocalDate> goingAway, LocalDate first) {
    TreeSet<LocalDate> kept = new TreeSet<>();
    int year = first.getYear();
    for (LocalDate date : goingAway) {
      if (Math.abs(date.getYear() - year) > (kept.isEmpty() ? 0 : 1)) {
        break;
      }
      year = date.getYear();
      kept.add(date);
    }
    return kept;
  }

  private static CalendarEntry observed(LocalDate date) {
    return new CalendarEntry.Open(
        date,
        CalendarFile.weekend(date) ? Session.Kind.SPECIAL : Session.Kind.REGULAR,
        Optional.empty());
  }

  private static List<CalendarEntry> shipped() {
    try (InputStream stream = TradingCalendar.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is not packaged");
      }
      return CalendarFile.read(RESOURCE, new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LocalDate knownFrom() {
    return knownFrom;
  }

  /** The first instant of {@link #knownFrom}. */
  public Instant knownSince() {
    return knownSince;
  }

  /** Number of lines of the overrides file in force; 0 without a file. */
  public int overrides() {
    return overrides;
  }

  public LocalDate knownThrough() {
    return knownThrough;
  }

  /**
   * Whether there is a session on that date.
   *
   * @throws UnknownCalendarException if the year is not known
   */
  public boolean isSession(LocalDate date) {
    return days.containsKey(known(date));
  }

  /**
   * The session of that date, or empty if the exchange is closed.
   *
   * @throws UnknownCalendarException if the year or the hours of that session are not known
   */
  public Optional<Session> session(LocalDate date) {
    Day day = days.get(known(date));
    return day == null ? Optional.empty() : Optional.of(session(date, day));
  }

  /**
   * The session of that date.
   *
   * @throws UnknownCalendarException if the year or the hours of that session are not known
   * @throws IllegalArgumentException if the exchange is closed; the message names the sessions around
   */
  public Session require(LocalDate date) {
    return session(date)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no session; the one before is %s, the next %s"
                        .formatted(
                            date,
                            Objects.toString(days.lowerKey(date), "not known"),
                            Objects.toString(days.higherKey(date), "not known"))));
  }

  /**
   * The date of the last session before that date.
   *
   * @throws UnknownCalendarException if that is before the first known date
   */
  public LocalDate previousDate(LocalDate date) {
    known(date.minusDays(1));
    LocalDate previous = days.lowerKey(date);
    return previous == null ? known(knownFrom.minusDays(1)) : previous;
  }

  /**
   * The date of the first session after that date.
   *
   * @throws UnknownCalendarException if that is after the last known date
   */
  public LocalDate nextDate(LocalDate date) {
    known(date.plusDays(1));
    LocalDate next = days.higherKey(date);
    return next == null ? known(knownThrough.plusDays(1)) : next;
  }

  /** The first session after that date; throws as {@link #nextDate} and {@link #session} do. */
  public Session next(LocalDate date) {
    return require(nextDate(date));
  }

  /**
   * The dates of the sessions from one date to another, both inclusive, ascending. Their hours need not be known.
   *
   * @throws UnknownCalendarException if a year is not known
   */
  public List<LocalDate> sessionDates(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return List.of();
    }
    known(from);
    known(to);
    return List.copyOf(days.subMap(from, true, to, true).keySet());
  }

  /** Whether the calendar knows the year of that date. */
  public boolean knows(LocalDate date) {
    return !date.isBefore(knownFrom) && !date.isAfter(knownThrough);
  }

  /** Whether there is a session on that date, and its hours are known; false beyond the known years. */
  public boolean hoursKnown(LocalDate date) {
    Day day = days.get(date);
    return day != null && day.hours().isPresent();
  }

  /**
   * The last session before that date whose hours are known. One of unknown hours has no bars, as far as this calendar can tell.
   *
   * @throws UnknownCalendarException if that is before the first known date
   */
  public LocalDate previousWithHours(LocalDate date) {
    LocalDate previous = previousDate(date);
    while (!hoursKnown(previous)) {
      previous = previousDate(previous);
    }
    return previous;
  }

  /** The dates of sessions whose hours are not known, ascending. They need an override before their day. */
  public List<LocalDate> withoutHours() {
    return days.entrySet().stream()
        .filter(day -> day.getValue().hours().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private LocalDate known(LocalDate date) {
    if (!knows(date)) {
      throw new UnknownCalendarException(
          "the trading calendar knows %s to %s, not %s; add year %s to the calendar overrides file"
              .formatted(knownFrom, knownThrough, date, date.getYear()));
    }
    return date;
  }

  private static Session session(LocalDate date, Day day) {
    CalendarEntry.Hours hours =
        day.hours()
            .orElseThrow(
                () ->
                    new UnknownCalendarException(
                        "the hours of the %s session on %s are not known; add a line '%s,%s,,open,continuous_end,close,' to the calendar overrides file"
                            .formatted(day.kind().label(), date, date, day.kind().label())));
    return new Session(date, day.kind(), hours.open(), hours.continuousEnd(), hours.close());
  }
}
