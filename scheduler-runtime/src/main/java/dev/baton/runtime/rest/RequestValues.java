package dev.baton.runtime.rest;

import dev.baton.category.Category;
import dev.baton.csv.VisibleText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the values of a request. Each method throws an {@link Problem} of status 400 that names the value and the right
 * form. Resources take a number as text, because the platform answers one that it cannot read with 404.
 */
public final class RequestValues {

  /** The most rows that can be asked for. */
  private static final int MOST_ROWS = 10_000;

  private static final int USUAL_ROWS = 500;

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  /** Java's own parser also takes a plus sign, and the digits of other scripts. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private RequestValues() {}

  /** The parameter {@code limit}, the number of rows that are wanted: 1 to {@value #MOST_ROWS}, {@value #USUAL_ROWS} if not given. */
  public static int limit(Optional<String> limit) {
    long rows = limit.map(RequestValues::number).orElse((long) USUAL_ROWS);
    if (rows < 1 || rows > MOST_ROWS) {
      throw Problems.bad("limit " + rows + " is out of range; 1 to " + MOST_ROWS);
    }
    return (int) rows;
  }

  private static long number(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw Problems.bad(
          "limit '%s' is not a whole number; expected 1 to %s"
              .formatted(VisibleText.of(text), MOST_ROWS));
    }
    return Long.parseLong(text);
  }

  /** A date like 2026-06-10. */
  public static LocalDate date(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Problems.bad("%s '%s' is not a date; expected like 2026-06-10".formatted(name, text));
    }
  }

  /** A date of records, which the database has to understand. */
  public static LocalDate recordedDate(String name, String text) {
    LocalDate date = date(name, text);
    if (date.isBefore(FIRST) || date.isAfter(LAST)) {
      throw Problems.bad("%s %s is out of range; %s to %s".formatted(name, date, FIRST, LAST));
    }
    return date;
  }

  /** The categories of a list with commas; all if none is given. */
  public static Set<Category> categories(Optional<String> labels) {
    return labels
        .filter(text -> !text.isBlank())
        .map(text -> checked(() -> Category.ofLabels(text)))
        .orElseGet(() -> EnumSet.allOf(Category.class));
  }

  /** The value that a function makes, whose {@link IllegalArgumentException} becomes the problem. */
  public static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw Problems.bad(e.getMessage());
    }
  }
}
