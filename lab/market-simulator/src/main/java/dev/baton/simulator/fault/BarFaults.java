package dev.baton.simulator.fault;

import dev.baton.market.MarketTime;
import dev.baton.simulator.fault.FaultKind.Bars;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.Interval;
import dev.baton.simulator.market.MarketView.Alteration;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What faults do to the bars of a history. */
public final class BarFaults {

  private BarFaults() {}

  /**
   * Whether the fault changes a history.
   *
   * @param history its bars over altered recordings
   */
  public static boolean concerns(
      Fault fault, Interval interval, Instant now, Function<Alteration, List<Bar>> history) {
    Alteration none = alteration(List.of(), now);
    return switch (fault.kind()) {
      case Bars.MISSING_BAR, Bars.LATE_BAR, Bars.REVISED_BAR, Bars.SPLIT ->
          !history.apply(alteration(List.of(fault), now)).equals(history.apply(none));
      case Bars.MALFORMED_BAR, Bars.OFF_GRID_BAR ->
          history.apply(none).stream().anyMatch(bar -> hits(fault, bar, interval));
      case Bars.EMPTY_HISTORY, Bars.DUPLICATE_LAST_BAR -> !history.apply(none).isEmpty();
      case Bars.CANDLES_AS_STRING -> true;
      case FaultKind.Pace _, FaultKind.Answer _, FaultKind.Transport _ -> false;
    };
  }

  /** What the faults do at that market time to the recordings that a history is made of. */
  public static Alteration alteration(List<Fault> faults, Instant now) {
    return (interval, bars) -> {
      List<Bar> altered = bars;
      for (Fault fault : faults) {
        altered = altered(fault, interval, altered, now);
      }
      return altered;
    };
  }

  private static List<Bar> altered(Fault fault, Interval interval, List<Bar> bars, Instant now) {
    return switch (fault.kind()) {
      case Bars.MISSING_BAR -> bars.stream().filter(bar -> !hits(fault, bar, interval)).toList();
      case Bars.LATE_BAR ->
          bars.stream()
              .filter(bar -> !hits(fault, bar, interval) || !early(fault, bar, interval, now))
              .toList();
      case Bars.REVISED_BAR ->
          bars.stream()
              .map(bar -> hits(fault, bar, interval) ? bar.revised(fault.factor()) : bar)
              .toList();
      case Bars.SPLIT -> split(fault, interval, bars, now);
      case Bars.MALFORMED_BAR,
          Bars.OFF_GRID_BAR,
          Bars.EMPTY_HISTORY,
          Bars.DUPLICATE_LAST_BAR,
          Bars.CANDLES_AS_STRING ->
          bars;
      case FaultKind.Pace _, FaultKind.Answer _, FaultKind.Transport _ -> bars;
    };
  }

  /** Longer bars are made of the bars that it splits. Before the ex-date nobody knows of it. */
  private static List<Bar> split(Fault fault, Interval interval, List<Bar> bars, Instant now) {
    LocalDate exDate = fault.barTime().map(MarketTime::date).orElseThrow();
    boolean recorded = interval == Interval.FIVE_MINUTES || interval == Interval.DAY;
    return recorded && !MarketTime.date(now).isBefore(exDate)
        ? bars.stream()
            .map(bar -> bar.date().isBefore(exDate) ? bar.revised(fault.factor()) : bar)
            .toList()
        : bars;
  }

  /** The bars of an answer as the faults leave them. */
  public static List<Bar> answered(List<Fault> faults, List<Bar> bars) {
    List<Bar> answered = new ArrayList<>(bars);
    for (Fault fault : faults) {
      if (fault.kind() == Bars.EMPTY_HISTORY) {
        answered.clear();
      } else if (fault.kind() == Bars.DUPLICATE_LAST_BAR && !answered.isEmpty()) {
        // As in the sample of the real API: the same time twice, with other values.
        answered.add(answered.getLast().revised(1.001));
      }
    }
    return answered;
  }

  /** The rows of {@code candles} in JSON, without the brackets around them. */
  public static byte[] rows(List<Fault> faults, List<Bar> bars, Interval interval) {
    return bars.stream()
        .flatMap(bar -> rows(faults, bar, interval))
        .collect(Collectors.joining(","))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Stream<String> rows(List<Fault> faults, Bar bar, Interval interval) {
    String own = bar.row();
    String beside = "";
    for (Fault fault : faults) {
      if (fault.kind() == Bars.MALFORMED_BAR && hits(fault, bar, interval)) {
        own = fault.malformation().row(bar);
      } else if (fault.kind() == Bars.OFF_GRID_BAR && hits(fault, bar, interval)) {
        beside = offGrid(bar, interval).row();
      }
    }
    return beside.isEmpty() ? Stream.of(own) : Stream.of(own, beside);
  }

  /** A bar two minutes later, or on the Saturday after a date, at other prices. */
  private static Bar offGrid(Bar bar, Interval interval) {
    return bar.revised(1.5)
        .at(
            interval.intraday()
                ? bar.time().plusMinutes(2)
                : bar.time().with(TemporalAdjusters.next(DayOfWeek.SATURDAY)));
  }

  private static boolean hits(Fault fault, Bar bar, Interval interval) {
    return interval == fault.barInterval()
        && fault
            .barTime()
            .map(MarketTime::local)
            .filter(
                time ->
                    interval.intraday()
                        ? bar.time().equals(time)
                        : bar.date().equals(time.toLocalDate()))
            .isPresent();
  }

  /** Whether a late bar is still absent. The minutes of a daily, weekly or monthly bar count from 15:30. */
  private static boolean early(Fault fault, Bar bar, Interval interval, Instant now) {
    LocalDateTime end =
        interval.intraday()
            ? bar.time().plusMinutes(interval.minutes())
            : bar.date().atTime(15, 30);
    return MarketTime.local(now).isBefore(end.plusMinutes(fault.minutes()));
  }
}
