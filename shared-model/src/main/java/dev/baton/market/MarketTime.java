package dev.baton.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The zone of the exchange, and conversions to and from it. India has had no daylight saving since 1945. */
public final class MarketTime {

  /** +05:30, Asia/Kolkata. */
  public static final ZoneOffset OFFSET = ZoneOffset.ofHoursMinutes(5, 30);

  private static final long SECONDS_A_DAY = 86_400;

  private MarketTime() {}

  /** The instant of that date and time at the exchange. */
  public static Instant instant(LocalDate date, LocalTime time) {
    return date.atTime(time).toInstant(OFFSET);
  }

  /** The instant of 00:00 of that date at the exchange, which is the time of that session's daily bar. */
  public static Instant startOf(LocalDate date) {
    return instant(date, LocalTime.MIDNIGHT);
  }

  /** The last instant of that date at the exchange. */
  public static Instant endOf(LocalDate date) {
    return startOf(date.plusDays(1)).minusNanos(1);
  }

  /** The date at the exchange at that instant. */
  public static LocalDate date(Instant instant) {
    return local(instant).toLocalDate();
  }

  /** The date at the exchange as a number of days since 1970-01-01, of a time in seconds since 1970-01-01T00:00Z. */
  public static long epochDay(long epochSecond) {
    return Math.floorDiv(epochSecond + OFFSET.getTotalSeconds(), SECONDS_A_DAY);
  }

  /** The date and time at the exchange at that instant. */
  public static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, OFFSET);
  }

  /** The date and time at the exchange at that instant, with its offset. */
  public static OffsetDateTime offset(Instant instant) {
    return instant.atOffset(OFFSET);
  }

  /**
   * The date and time at the exchange as RFC 3339, the form used in JSON and logs: {@code 2026-06-10T09:20:00+05:30}. Seconds
   * are always written, fractions only if there are any, down to the microsecond.
   */
  public static String text(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        offset(instant.truncatedTo(ChronoUnit.MICROS)));
  }
}
