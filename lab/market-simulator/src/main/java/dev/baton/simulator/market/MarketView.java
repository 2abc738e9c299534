package dev.baton.simulator.market;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The market as it is at a moment: whole bars are final, the running one is partial, nothing of the future.
 *
 * <p>A session's daily bar is built from its five-minute bars so far until the official one is published, a lag after the
 * close. Safe for several threads.
 */
public final class MarketView {

  private static final LocalTime USUAL_OPEN = LocalTime.of(9, 15);
  private static final LocalTime USUAL_CLOSE = LocalTime.of(15, 30);

  private final MarketData data;
  private final TradingCalendar calendar;
  private final Duration publicationLag;
  private final Map<Key, BarBlock> blocks = new ConcurrentHashMap<>();

  private record Key(Symbol symbol, Interval interval) {}

  /**
   * @param publicationLag from a session's close to its official daily bar
   */
  public MarketView(MarketData data, TradingCalendar calendar, Duration publicationLag) {
    this.data = requireNonNull(data, "data is null");
    this.calendar = requireNonNull(calendar, "calendar is null");
    this.publicationLag = requireNonNull(publicationLag, "publicationLag is null");
  }

  /** What it shows. */
  public MarketData data() {
    return data;
  }

  /** Makes the blocks that every scan asks for, so that no call pays for them. */
  public void warmUp() {
    data.symbols().parallelStream()
        .forEach(
            symbol -> {
              block(symbol, Interval.FIVE_MINUTES);
              block(symbol, Interval.DAY);
              block(symbol, Interval.SIXTY_MINUTES);
            });
  }

  /** The bars of those dates, both inclusive, that are to be seen at that market time. */
  public VisibleBars bars(
      Symbol symbol, Interval interval, LocalDate from, LocalDate to, Instant now) {
    LocalDateTime local = MarketTime.local(now);
    BarBlock block = block(symbol, interval);
    int start = block.before(from.atStartOfDay());
    int whole =
        Math.min(block.before(to.plusDays(1).atStartOfDay()), wholeBars(block, interval, local));
    List<Bar> tail = new ArrayList<>();
    forming(symbol, interval, block, local)
        .filter(bar -> !bar.date().isBefore(from) && !bar.date().isAfter(to))
        .ifPresent(tail::add);
    return new VisibleBars(block, start, whole, tail);
  }

  /** What became of the bars of an interval on their way into the broker's recording. */
  @FunctionalInterface
  public interface Alteration {

    /** The bars as they were recorded; the same ones if nothing became of them. */
    List<Bar> of(Interval interval, List<Bar> bars);
  }

  /**
   * The bars as {@link #bars(Symbol, Interval, LocalDate, LocalDate, Instant)} has them, over altered recordings. What
   * happened to a five-minute bar shows in every bar that is made of it: of 10 to 60 minutes, and of the running day, week
   * and month until the official daily bar is out, which the exchange makes without them. What happened to a daily bar shows
   * in its week and month.
   */
  public List<Bar> bars(
      Symbol symbol,
      Interval interval,
      LocalDate from,
      LocalDate to,
      Instant now,
      Alteration alteration) {
    return switch (interval) {
      case ONE_MINUTE -> List.of();
      case FIVE_MINUTES -> fiveMinutes(symbol, from, to, now, alteration);
      case TEN_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, SIXTY_MINUTES ->
          alteration.of(
              interval, minutes(fiveMinutes(symbol, from, to, now, alteration), interval));
      case DAY -> days(symbol, from, to, now, alteration);
      case WEEKLY, MONTHLY ->
          alteration
              .of(
                  interval,
                  periods(
                      days(symbol, interval.periodOf(from), MarketTime.date(now), now, alteration),
                      interval))
              .stream()
              .filter(bar -> !bar.date().isBefore(from) && !bar.date().isAfter(to))
              .toList();
    };
  }

  private List<Bar> fiveMinutes(
      Symbol symbol, LocalDate from, LocalDate to, Instant now, Alteration alteration) {
    return alteration.of(
        Interval.FIVE_MINUTES, bars(symbol, Interval.FIVE_MINUTES, from, to, now).list());
  }

  private List<Bar> days(
      Symbol symbol, LocalDate from, LocalDate to, Instant now, Alteration alteration) {
    LocalDate today = MarketTime.date(now);
    List<Bar> days = bars(symbol, Interval.DAY, from, to, now).list();
    if (!published(MarketTime.local(now)) && !today.isBefore(from) && !today.isAfter(to)) {
      days.removeIf(bar -> bar.date().equals(today));
      merged(fiveMinutes(symbol, today, today, now, alteration))
          .ifPresent(bar -> days.add(bar.at(stamp(today))));
    }
    return alteration.of(Interval.DAY, days);
  }

  /** The session's daily bar so far, or the published one; empty if nothing was traded yet. */
  public Optional<Bar> day(Symbol symbol, LocalDate date, Instant now) {
    List<Bar> day = bars(symbol, Interval.DAY, date, date, now).list();
    return day.isEmpty() ? Optional.empty() : Optional.of(day.getFirst());
  }

  /** The daily bar before that date. */
  public Optional<Bar> previousDay(Symbol symbol, LocalDate date) {
    BarBlock days = block(symbol, Interval.DAY);
    int before = days.before(date.atStartOfDay());
    return before == 0 ? Optional.empty() : Optional.of(days.get(before - 1));
  }

  private int wholeBars(BarBlock block, Interval interval, LocalDateTime now) {
    if (interval.intraday()) {
      return block.before(now.minusMinutes(interval.minutes()).plusNanos(1));
    }
    LocalDate today = now.toLocalDate();
    if (interval == Interval.DAY && published(now)) {
      return block.before(today.plusDays(1).atStartOfDay());
    }
    return block.before(interval.periodOf(today).atStartOfDay());
  }

  private Optional<Bar> forming(
      Symbol symbol, Interval interval, BarBlock block, LocalDateTime now) {
    return switch (interval) {
      case ONE_MINUTE -> Optional.empty();
      case FIVE_MINUTES -> formingFiveMinutes(block, now);
      case TEN_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, SIXTY_MINUTES ->
          formingMinutes(symbol, interval, now);
      case DAY -> published(now) ? Optional.empty() : formingDay(symbol, now);
      case WEEKLY, MONTHLY -> formingPeriod(symbol, interval, now);
    };
  }

  private Optional<Bar> formingFiveMinutes(BarBlock block, LocalDateTime now) {
    int i = wholeBars(block, Interval.FIVE_MINUTES, now);
    if (i >= block.size() || !block.get(i).time().isBefore(now)) {
      return Optional.empty();
    }
    Bar bar = block.get(i);
    double passed = Duration.between(bar.time(), now).toNanos();
    return Optional.of(bar.forming(passed / Duration.ofMinutes(5).toNanos()));
  }

  private Optional<Bar> formingMinutes(Symbol symbol, Interval interval, LocalDateTime now) {
    LocalDateTime open = now.toLocalDate().atTime(open(now.toLocalDate()));
    if (!now.isAfter(open)) {
      return Optional.empty();
    }
    long index = Duration.between(open, now).toMinutes() / interval.minutes();
    LocalDateTime start = open.plusMinutes(index * interval.minutes());
    return merged(fiveMinutesSoFar(symbol, start, now)).map(bar -> bar.at(start));
  }

  private Optional<Bar> formingDay(Symbol symbol, LocalDateTime now) {
    return merged(fiveMinutesSoFar(symbol, now.toLocalDate().atStartOfDay(), now))
        .map(bar -> bar.at(stamp(now.toLocalDate())));
  }

  private Optional<Bar> formingPeriod(Symbol symbol, Interval interval, LocalDateTime now) {
    BarBlock days = block(symbol, Interval.DAY);
    LocalDate first = interval.periodOf(now.toLocalDate());
    List<Bar> bars =
        new ArrayList<>(
            days.list(days.before(first.atStartOfDay()), wholeBars(days, Interval.DAY, now)));
    if (!published(now)) {
      formingDay(symbol, now).ifPresent(bars::add);
    }
    return merged(bars);
  }

  private List<Bar> fiveMinutesSoFar(Symbol symbol, LocalDateTime from, LocalDateTime now) {
    BarBlock block = block(symbol, Interval.FIVE_MINUTES);
    int start = block.before(from);
    int end = Math.max(start, wholeBars(block, Interval.FIVE_MINUTES, now));
    List<Bar> bars = new ArrayList<>(block.list(start, end));
    formingFiveMinutes(block, now).filter(bar -> !bar.time().isBefore(from)).ifPresent(bars::add);
    return bars;
  }

  private static Optional<Bar> merged(List<Bar> bars) {
    return bars.isEmpty() ? Optional.empty() : Optional.of(Bar.merge(bars));
  }

  private BarBlock block(Symbol symbol, Interval interval) {
    Key key = new Key(symbol, interval);
    BarBlock known = blocks.get(key);
    if (known != null) {
      return known;
    }
    BarBlock made = new BarBlock(make(symbol, interval));
    BarBlock first = blocks.putIfAbsent(key, made);
    return first == null ? made : first;
  }

  private List<Bar> make(Symbol symbol, Interval interval) {
    return switch (interval) {
      case ONE_MINUTE -> List.of();
      case FIVE_MINUTES -> bars(data.fiveMinutes(symbol));
      case TEN_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, SIXTY_MINUTES ->
          minutes(bars(data.fiveMinutes(symbol)), interval);
      case DAY -> bars(data.days(symbol)).stream().map(bar -> bar.at(stamp(bar.date()))).toList();
      case WEEKLY, MONTHLY ->
          periods(
              block(symbol, Interval.DAY).list(0, block(symbol, Interval.DAY).size()), interval);
    };
  }

  /** Bars of so many minutes of five-minute ones, each stamped with its own start. */
  private List<Bar> minutes(List<Bar> fiveMinutes, Interval interval) {
    return groups(
        fiveMinutes,
        bar -> {
          LocalDateTime open = bar.date().atTime(open(bar.date()));
          long passed = Duration.between(open, bar.time()).toMinutes();
          return open.plusMinutes(Math.floorDiv(passed, interval.minutes()) * interval.minutes());
        },
        Bar::at);
  }

  /** Weekly or monthly bars of daily ones, each stamped with the first of them. */
  private static List<Bar> periods(List<Bar> days, Interval interval) {
    return groups(days, bar -> interval.periodOf(bar.date()).atStartOfDay(), (bar, start) -> bar);
  }

  private static List<Bar> bars(CandleSeries series) {
    List<Bar> bars = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      bars.add(Bar.of(series, i));
    }
    return bars;
  }

  private static List<Bar> groups(
      List<Bar> bars,
      Function<Bar, LocalDateTime> start,
      BiFunction<Bar, LocalDateTime, Bar> stamped) {
    List<Bar> merged = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= bars.size(); i++) {
      LocalDateTime group = start.apply(bars.get(first));
      if (i == bars.size() || !start.apply(bars.get(i)).equals(group)) {
        merged.add(stamped.apply(Bar.merge(bars.subList(first, i)), group));
        first = i;
      }
    }
    return merged;
  }

  /** Whether today's official daily bar is out. */
  private boolean published(LocalDateTime now) {
    LocalDate today = now.toLocalDate();
    return !now.isBefore(today.atTime(close(today)).plus(publicationLag));
  }

  /** IIFL stamps daily bars 09:15 whatever the session's hours. */
  private static LocalDateTime stamp(LocalDate date) {
    return date.atTime(USUAL_OPEN);
  }

  private LocalTime open(LocalDate date) {
    return session(date).map(Session::open).orElse(USUAL_OPEN);
  }

  private LocalTime close(LocalDate date) {
    return session(date).map(Session::close).orElse(USUAL_CLOSE);
  }

  /** Recorded history may be older than the calendar; then the usual hours hold. */
  private Optional<Session> session(LocalDate date) {
    try {
      return calendar.session(date);
    } catch (UnknownCalendarException e) {
      return Optional.empty();
    }
  }
}
