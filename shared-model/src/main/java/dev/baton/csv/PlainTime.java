package dev.baton.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times with an offset as files have them. The usual form is read digit by digit: a folder of candles has millions, and Java's
 * parser took most of the time of reading it.
 */
public final class PlainTime {

  private static final String USUAL = "2026-06-10T09:15:00+05:30";

  private PlainTime() {}

  /**
   * A time like {@value #USUAL}, or of any other form that {@link OffsetDateTime#parse(CharSequence)} takes.
   *
   * @throws DateTimeException if it is none
   */
  public static OffsetDateTime parse(String text) {
    return isUsual(text)
        ? OffsetDateTime.of(
            LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)),
            LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)),
            ZoneOffset.ofHoursMinutes(number(text, 20, 22), number(text, 23, 25)))
        : OffsetDateTime.parse(text);
  }

  /** Whether each character is a digit where the usual form has one, and the same where it has none. */
  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char there = text.charAt(i);
      if (isDigit(USUAL.charAt(i)) ? !isDigit(there) : there != USUAL.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
