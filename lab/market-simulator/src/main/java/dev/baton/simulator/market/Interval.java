package dev.baton.simulator.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The intervals of {@code historicaldata}, with the longest range of each by default, in days. */
public enum Interval {
  /** Always empty: there are no candles of it. */
  ONE_MINUTE("1 minute", 1, 45),
  FIVE_MINUTES("5 minutes", 5, 90),
  TEN_MINUTES("10 minutes", 10, 90),
  FIFTEEN_MINUTES("15 minutes", 15, 90),
  THIRTY_MINUTES("30 minutes", 30, 200),
  SIXTY_MINUTES("60 minutes", 60, 400),
  DAY("1 day", 0, 2200),
  WEEKLY("weekly", 0, 2200),
  MONTHLY("monthly", 0, 2200);

  private final String label;
  private final int minutes;
  private final int longestDays;

  Interval(String label, int minutes, int longestDays) {
    this.label = label;
    this.minutes = minutes;
    this.longestDays = longestDays;
  }

  /** The name in requests. */
  public String label() {
    return label;
  }

  /** The bar's length in minutes; 0 for a day or more. */
  public int minutes() {
    return minutes;
  }

  /** Whether several bars make a session. */
  public boolean intraday() {
    return minutes > 0;
  }

  /** The default of the longest range, in days from the first date to the last. */
  public int longestDays() {
    return longestDays;
  }

  /** The interval of that name, or empty. */
  public static Optional<Interval> ofLabel(String label) {
    return Arrays.stream(values())
        .filter(interval -> interval.label.equalsIgnoreCase(label))
        .findFirst();
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Interval::label).collect(Collectors.joining(", "));
  }

  /** The first date of the day, week or month that the date is in. */
  LocalDate periodOf(LocalDate date) {
    return switch (this) {
      case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTHLY -> date.withDayOfMonth(1);
      case ONE_MINUTE,
          FIVE_MINUTES,
          TEN_MINUTES,
          FIFTEEN_MINUTES,
          THIRTY_MINUTES,
          SIXTY_MINUTES,
          DAY ->
          date;
    };
  }
}
