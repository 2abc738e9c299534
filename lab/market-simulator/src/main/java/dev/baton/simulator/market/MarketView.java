package dev.baton.simulator.market;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The market as it is at a moment: whole bars are final, the running one is partial, and nothing of the future shows.
 *
 * <p>A session's daily bar is made of its five-minute bars so far until the official one is published, a lag after the close.
 * Thread-safe.
 */
public final class MarketView {

  private final Recording recording;
  private final Duration publicationLag;

  /**
   * @param publicationLag from a session's close to its official daily bar
   */
  public MarketView(MarketData data, TradingCalendar calendar, Duration publicationLag) {
    this.recording = new Recording(data, calendar);
    this.publicationLag = requireNonNull(publicationLag, "publicationLag is null");
  }

  /** Prepares what every scan asks for, so that no call pays for it. */
  public void warmUp() {
    recording.warmUp();
  }

  /** The bars of those dates, both inclusive, that show at that market time. */
  public VisibleBars bars(
      Symbol symbol, Interval interval, LocalDate from, LocalDate to, Instant now) {
    LocalDateTime local = MarketTime.local(now);
    BarBlock block = recording.block(symbol, interval);
    int start = block.before(from.atStartOfDay());
    int whole =
        Math.min(block.before(to.plusDays(1).atStartOfDay()), wholeBars(block, interval, local));
    List<Bar> tail = new ArrayList<>();
    forming(symbol, interval, block, local)
        .filter(bar -> !bar.date().isBefore(from) && !bar.date().isAfter(to))
        .ifPresent(tail::add);
    return new VisibleBars(block, start, whole, tail);
  }

  /** What happened to the bars of an interval on their way into the broker's recording. */
  @FunctionalInterface
  public interface Alteration {

    /** The bars as they were recorded; the same ones if nothing happened to them. */
    List<Bar> of(Interval interval, List<Bar> bars);
  }

  /**
   * The bars as {@link #bars(Symbol, Interval, LocalDate, LocalDate, Instant)} has them, over altered recordings. An altered
   * five-minute bar shows in every bar that is made of it: of 10 to 60 minutes, and of the running day, week and month until
   * the official daily bar is published, which the exchange makes without it. An altered daily bar shows in its week and
   * month.
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
              interval,
              recording.minutes(fiveMinutes(symbol, from, to, now, alteration), interval));
      case DAY -> days(symbol, from, to, now, alteration);
      case WEEKLY, MONTHLY ->
          alteration
              .of(
                  interval,
                  recording.periods(
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
          .ifPresent(bar -> days.add(bar.at(Recording.stamp(today))));
    }
    return alteration.of(Interval.DAY, days);
  }

  /** The session's daily bar so far, or the published one; empty if nothing was traded yet. */
  public Optional<Bar> day(Symbol symbol, LocalDate date, Instant now) {
    return bars(symbol, Interval.DAY, date, date, now).list().stream().findFirst();
  }

  /** The daily bar before that date. */
  public Optional<Bar> previousDay(Symbol symbol, LocalDate date) {
    BarBlock days = recording.block(symbol, Interval.DAY);
    int before = days.before(date.atStartOfDay());
    return before == 0 ? Optional.empty() : Optional.of(days.get(before - 1));
  }

  /** The number of bars that are over. */
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
      case TEN_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, SIXTY_MINUTES -> {
        LocalDateTime start = recording.start(now, interval);
        yield merged(fiveMinutesSoFar(symbol, start, now)).map(bar -> bar.at(start));
      }
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

  private Optional<Bar> formingDay(Symbol symbol, LocalDateTime now) {
    LocalDate today = now.toLocalDate();
    return merged(fiveMinutesSoFar(symbol, today.atStartOfDay(), now))
        .map(bar -> bar.at(Recording.stamp(today)));
  }

  private Optional<Bar> formingPeriod(Symbol symbol, Interval interval, LocalDateTime now) {
    BarBlock days = recording.block(symbol, Interval.DAY);
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
    BarBlock block = recording.block(symbol, Interval.FIVE_MINUTES);
    int start = block.before(from);
    int end = Math.max(start, wholeBars(block, Interval.FIVE_MINUTES, now));
    List<Bar> bars = new ArrayList<>(block.list(start, end));
    formingFiveMinutes(block, now).filter(bar -> !bar.time().isBefore(from)).ifPresent(bars::add);
    return bars;
  }

  private static Optional<Bar> merged(List<Bar> bars) {
    return bars.isEmpty() ? Optional.empty() : Optional.of(Bar.merge(bars));
  }

  /** Whether today's official daily bar is published. */
  private boolean published(LocalDateTime now) {
    return !now.isBefore(recording.close(now.toLocalDate()).plus(publicationLag));
  }
}
