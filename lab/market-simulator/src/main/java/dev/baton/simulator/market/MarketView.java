package dev.baton.simulator.market;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The market as it is at a moment: whole bars are final, the running one is partial, and nothing of the future shows.
 *
 * <p>A session's daily bar is made of its five-minute bars so far until the official one is published, a lag after the close.
 * Thread-safe.
 */
public final class MarketView {

  private static final Alteration UNALTERED = (_, bars) -> bars;

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
    BarBlock block = recording.block(symbol, interval, from);
    int whole = wholeBars(block, interval, MarketTime.local(now));
    List<Bar> tail =
        forming(symbol, interval, block, whole, now)
            .filter(bar -> within(bar.date(), from, to))
            .stream()
            .toList();
    return new VisibleBars(
        block,
        block.before(from.atStartOfDay()),
        Math.min(block.before(to.plusDays(1).atStartOfDay()), whole),
        tail);
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
              .filter(bar -> within(bar.date(), from, to))
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
    if (!published(MarketTime.local(now)) && within(today, from, to)) {
      days.removeIf(bar -> bar.date().equals(today));
      formingDay(symbol, now, alteration).ifPresent(days::add);
    }
    return alteration.of(Interval.DAY, days);
  }

  /** The session's daily bar so far, or the published one; empty if nothing was traded yet. */
  public Optional<Bar> day(Symbol symbol, LocalDate date, Instant now) {
    return bars(symbol, Interval.DAY, date, date, now).list().stream().findFirst();
  }

  /** The daily bar before that date. */
  public Optional<Bar> previousDay(Symbol symbol, LocalDate date) {
    BarBlock days = recording.block(symbol, Interval.DAY, date);
    int before = days.before(date.atStartOfDay());
    return before == 0 ? Optional.empty() : Optional.of(days.bars().get(before - 1));
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

  private static boolean within(LocalDate date, LocalDate from, LocalDate to) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  private Optional<Bar> forming(
      Symbol symbol, Interval interval, BarBlock block, int whole, Instant now) {
    LocalDate today = MarketTime.date(now);
    return switch (interval) {
      case FIVE_MINUTES -> formingFiveMinutes(block, whole, MarketTime.local(now));
      case DAY ->
          published(MarketTime.local(now)) ? Optional.empty() : formingDay(symbol, now, UNALTERED);
      case ONE_MINUTE,
          TEN_MINUTES,
          FIFTEEN_MINUTES,
          THIRTY_MINUTES,
          SIXTY_MINUTES,
          WEEKLY,
          MONTHLY ->
          bars(symbol, interval, interval.periodOf(today), today, now, UNALTERED).stream()
              .filter(bar -> block.before(bar.time()) >= whole)
              .findFirst();
    };
  }

  private static Optional<Bar> formingFiveMinutes(BarBlock block, int whole, LocalDateTime now) {
    if (whole == block.bars().size() || !block.bars().get(whole).time().isBefore(now)) {
      return Optional.empty();
    }
    Bar bar = block.bars().get(whole);
    double passed = Duration.between(bar.time(), now).toNanos();
    return Optional.of(bar.forming(passed / Duration.ofMinutes(5).toNanos()));
  }

  /** The running session's daily bar, over altered recordings. */
  private Optional<Bar> formingDay(Symbol symbol, Instant now, Alteration alteration) {
    LocalDate today = MarketTime.date(now);
    List<Bar> bars = fiveMinutes(symbol, today, today, now, alteration);
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(Bar.merge(bars).at(Recording.stamp(today)));
  }

  /** Whether today's official daily bar is published. */
  private boolean published(LocalDateTime now) {
    return !now.isBefore(recording.close(now.toLocalDate()).plus(publicationLag));
  }
}
