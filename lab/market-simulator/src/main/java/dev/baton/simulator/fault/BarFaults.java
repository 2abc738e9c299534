package dev.baton.simulator.fault;

import dev.baton.market.MarketTime;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.Interval;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** What the faults of a history do to its bars. */
public final class BarFaults {

  private BarFaults() {}

  /** Whether the fault has something to do in these bars. */
  public static boolean concerns(Fault fault, List<Bar> bars, Interval interval, Instant now) {
    return switch (fault.kind()) {
      case MISSING_BAR, REVISED_BAR -> bars.stream().anyMatch(bar -> meant(fault, bar, interval));
      case LATE_BAR ->
          bars.stream()
              .anyMatch(bar -> meant(fault, bar, interval) && early(fault, bar, interval, now));
      case EMPTY_HISTORY, DUPLICATE_LAST_BAR -> !bars.isEmpty();
      case CANDLES_AS_STRING -> true;
      case HTTP_500,
          TOO_MANY_REQUESTS,
          TIME_OUT,
          EXPIRED_TOKEN,
          NOT_OK,
          NESTED_EC,
          SLOW_BODY,
          TRUNCATED_JSON ->
          false;
    };
  }

  /** The bars as the fault leaves them. */
  public static List<Bar> apply(Fault fault, List<Bar> bars, Interval interval) {
    return switch (fault.kind()) {
      case MISSING_BAR, LATE_BAR ->
          bars.stream().filter(bar -> !meant(fault, bar, interval)).toList();
      case REVISED_BAR ->
          bars.stream()
              .map(
                  bar ->
                      meant(fault, bar, interval) ? bar.revised(fault.details().factor()) : bar)
              .toList();
      case EMPTY_HISTORY -> List.of();
      case DUPLICATE_LAST_BAR -> {
        List<Bar> doubled = new ArrayList<>(bars);
        if (!bars.isEmpty()) {
          // As in the sample of the real API: the same time twice, with other values.
          doubled.add(bars.getLast().revised(1.001));
        }
        yield doubled;
      }
      case HTTP_500,
          TOO_MANY_REQUESTS,
          TIME_OUT,
          EXPIRED_TOKEN,
          NOT_OK,
          NESTED_EC,
          CANDLES_AS_STRING,
          SLOW_BODY,
          TRUNCATED_JSON ->
          bars;
    };
  }

  private static boolean meant(Fault fault, Bar bar, Interval interval) {
    return fault
        .details()
        .barTime()
        .map(MarketTime::local)
        .filter(
            time ->
                interval.intraday()
                    ? bar.time().equals(time)
                    : bar.date().equals(time.toLocalDate()))
        .isPresent();
  }

  /** A daily bar's minutes count from 15:30: there is nothing better that holds for every interval. */
  private static boolean early(Fault fault, Bar bar, Interval interval, Instant now) {
    LocalDateTime end =
        interval.intraday()
            ? bar.time().plusMinutes(interval.minutes())
            : bar.date().atTime(15, 30);
    return MarketTime.local(now).isBefore(end.plusMinutes(fault.details().minutes()));
  }
}
