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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The whole bars of every interval, the future included, each interval made once from the candles; those before {@link
 * MarketData#keptFrom} are made again for each question. Thread-safe.
 */
final class Recording {

  /** What legacy and unified scans ask for. */
  private static final List<Interval> OF_EVERY_SCAN =
      List.of(Interval.FIVE_MINUTES, Interval.DAY, Interval.SIXTY_MINUTES);

  private final MarketData data;
  private final TradingCalendar calendar;
  private final Map<Key, BarBlock> blocks = new ConcurrentHashMap<>();

  private record Key(Symbol symbol, Interval interval) {}

  Recording(MarketData data, TradingCalendar calendar) {
    this.data = requireNonNull(data, "data is null");
    this.calendar = requireNonNull(calendar, "calendar is null");
  }

  /** Makes the blocks that every scan of the run asks for, so that no call pays for them. */
  void warmUp() {
    data.symbolsOfRun().parallelStream().forEach(symbol -> keep(symbol, Interval.FIVE_MINUTES));
  }

  /** All bars of that symbol and interval, at least those from that date on. */
  BarBlock block(Symbol symbol, Interval interval, LocalDate from) {
    if (interval.intraday() && from.isBefore(data.keptFrom())) {
      return block(data.candles(symbol), interval);
    }
    BarBlock kept = blocks.get(new Key(symbol, interval));
    return kept == null ? keep(symbol, interval) : kept;
  }

  /** Makes the blocks of every scan together, because reading the candles takes longer than making them. */
  private BarBlock keep(Symbol symbol, Interval interval) {
    MarketData.Candles all = data.candles(symbol);
    MarketData.Candles kept =
        new MarketData.Candles(
            all.fiveMinutes().between(MarketTime.startOf(data.keptFrom()), Instant.MAX),
            all.days());
    for (Interval usual : OF_EVERY_SCAN) {
      blocks.computeIfAbsent(new Key(symbol, usual), _ -> block(kept, usual));
    }
    return blocks.computeIfAbsent(new Key(symbol, interval), _ -> block(kept, interval));
  }

  private BarBlock block(MarketData.Candles candles, Interval interval) {
    return new BarBlock(make(candles, interval));
  }

  private List<Bar> make(MarketData.Candles candles, Interval interval) {
    return switch (interval) {
      case ONE_MINUTE -> List.of();
      case FIVE_MINUTES -> bars(candles.fiveMinutes());
      case TEN_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, SIXTY_MINUTES ->
          minutes(bars(candles.fiveMinutes()), interval);
      case DAY -> bars(candles.days()).stream().map(bar -> bar.at(stamp(bar.date()))).toList();
      case WEEKLY, MONTHLY -> periods(make(candles, Interval.DAY), interval);
    };
  }

  private static List<Bar> bars(CandleSeries series) {
    return series.toList().stream().map(Bar::of).toList();
  }

  /** Bars of that many minutes from five-minute ones, each stamped with its own start. */
  List<Bar> minutes(List<Bar> fiveMinutes, Interval interval) {
    return groups(fiveMinutes, bar -> start(bar.time(), interval)).stream()
        .map(bar -> bar.at(start(bar.time(), interval)))
        .toList();
  }

  /** The start of the bar of that many minutes that the time is in, counted from the session's open. */
  LocalDateTime start(LocalDateTime time, Interval interval) {
    LocalDate date = time.toLocalDate();
    LocalDateTime open = date.atTime(session(date).map(Session::open).orElse(Session.USUAL_OPEN));
    long passed = Duration.between(open, time).toMinutes();
    return open.plusMinutes(Math.floorDiv(passed, interval.minutes()) * interval.minutes());
  }

  /** Weekly or monthly bars from daily ones, each stamped with the first of them. */
  List<Bar> periods(List<Bar> days, Interval interval) {
    return groups(days, bar -> interval.periodOf(bar.date()));
  }

  /** Neighbours of one group as one bar, with the time of the first. */
  private static List<Bar> groups(List<Bar> bars, Function<Bar, ?> group) {
    List<Bar> merged = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= bars.size(); i++) {
      if (i == bars.size() || !group.apply(bars.get(i)).equals(group.apply(bars.get(first)))) {
        merged.add(Bar.merge(bars.subList(first, i)));
        first = i;
      }
    }
    return merged;
  }

  /** The time of a daily bar: the broker stamps it 09:15, whatever the session's hours. */
  static LocalDateTime stamp(LocalDate date) {
    return date.atTime(Session.USUAL_OPEN);
  }

  /** When the session closes. */
  LocalDateTime close(LocalDate date) {
    return date.atTime(session(date).map(Session::close).orElse(Session.USUAL_CLOSE));
  }

  /** Recorded history may be older than the calendar; then the usual hours apply. */
  private Optional<Session> session(LocalDate date) {
    try {
      return calendar.session(date);
    } catch (UnknownCalendarException e) {
      return Optional.empty();
    }
  }
}
