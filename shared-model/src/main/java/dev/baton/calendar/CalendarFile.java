package dev.baton.calendar;

import dev.baton.csv.HeadedCsv;
import java.io.Reader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a calendar file: CSV with the header {@value #HEADER}. The entries:
 *
 * <ul>
 *   <li>{@code year}: the year of that date is known;
 *   <li>{@code hours}: the session hours from that date on, of a class if one is given;
 *   <li>{@code holiday}: no session;
 *   <li>{@code session}: an ordinary session on a weekday (cancels a holiday);
 *   <li>{@code special}: a full session on a day that would be closed, at the usual hours if none are given;
 *   <li>{@code muhurat}: the Diwali session; its hours are unknown if none are given.
 * </ul>
 *
 * <p>A date has one session: no two lines of a file are about the same (ADR 37).
 */
final class CalendarFile {

  static final String HEADER = "date,entry,class,open,continuous_end,close,note";

  private CalendarFile() {}

  /**
   * The entries of a file, in its order.
   *
   * @param name of the file, for messages
   * @throws dev.baton.csv.DataFileException if the header is missing, a line is wrong, or two lines are about the same
   */
  static List<CalendarEntry> read(String name, Reader reader) {
    Lines lines = new Lines();
    HeadedCsv.read(name, reader, HEADER, lines::add);
    return lines.entries();
  }

  /**
   * The entries of a file, in its order.
   *
   * @throws dev.baton.csv.DataFileException likewise, and if there is no such file
   */
  static List<CalendarEntry> read(Path file) {
    Lines lines = new Lines();
    HeadedCsv.read(file, HEADER, lines::add);
    return lines.entries();
  }

  /** The lines of one file so far, of which no two may be about the same: one of them would count, and nobody knows which. */
  private static final class Lines {

    private record Numbered(long number, CalendarEntry entry) {}

    private final List<Numbered> lines = new ArrayList<>();

    void add(HeadedCsv.Line line) {
      CalendarEntry entry = entry(line);
      for (Numbered before : lines) {
        if (sameSubject(before.entry(), entry)) {
          throw new IllegalArgumentException(
              "line %s is about %s already; keep one of both (a date has one session)"
                  .formatted(before.number(), subject(entry)));
        }
      }
      lines.add(new Numbered(line.number(), entry));
    }

    List<CalendarEntry> entries() {
      return lines.stream().map(Numbered::entry).toList();
    }

    private static boolean sameSubject(CalendarEntry one, CalendarEntry other) {
      return one.date().equals(other.date())
          && subject(one).equals(subject(other))
          && (!(one instanceof CalendarEntry.HoursFrom hours)
              || !(other instanceof CalendarEntry.HoursFrom others)
              || hours.of().isEmpty()
              || others.of().isEmpty()
              || hours.of().equals(others.of()));
    }

    private static String subject(CalendarEntry entry) {
      return switch (entry) {
        case CalendarEntry.Year year -> "the year " + year.date().getYear();
        case CalendarEntry.HoursFrom hours -> "the hours from " + hours.date();
        case CalendarEntry.Holiday holiday -> holiday.date().toString();
        case CalendarEntry.Open open -> open.date().toString();
        case CalendarEntry.Observed observed -> "the sessions from " + observed.date();
      };
    }
  }

  private static CalendarEntry entry(HeadedCsv.Line line) {
    LocalDate date = line.parsed("date", CalendarFile::date, "a date; expected like 2026-11-08");
    String entry = line.field("entry").strip();
    Optional<CalendarEntry.Hours> hours = hours(line);
    Optional<SecurityClass> of = securityClass(line);
    if (of.isPresent() && !entry.equals("hours")) {
      throw new IllegalArgumentException(
          "class '%s' of a %s; only hours are of a class, so leave it empty: the line counts for all stocks"
              .formatted(of.get().label(), entry));
    }
    if (hours.isPresent() && (entry.equals("holiday") || entry.equals("year"))) {
      throw new IllegalArgumentException("a " + entry + " has no hours");
    }
    return switch (entry) {
      case "year" -> {
        if (date.getDayOfYear() != 1) {
          throw new IllegalArgumentException("a year is given by its 1 January, not " + date);
        }
        yield new CalendarEntry.Year(date);
      }
      case "hours" ->
          new CalendarEntry.HoursFrom(
              date,
              of,
              hours.orElseThrow(
                  () -> new IllegalArgumentException("hours need open, continuous_end and close")));
      case "holiday" -> new CalendarEntry.Holiday(date);
      case "session" -> {
        if (weekend(date)) {
          throw new IllegalArgumentException(
              date + " is a " + date.getDayOfWeek() + "; use special");
        }
        yield new CalendarEntry.Open(date, Session.Kind.REGULAR, hours);
      }
      case "special" -> new CalendarEntry.Open(date, Session.Kind.SPECIAL, hours);
      case "muhurat" -> new CalendarEntry.Open(date, Session.Kind.MUHURAT, hours);
      default ->
          throw new IllegalArgumentException(
              "unknown entry '%s'; valid are year, hours, holiday, session, special, muhurat"
                  .formatted(entry));
    };
  }

  /** Years have four digits: sums with others leave the range of dates. */
  private static LocalDate date(String text) {
    LocalDate date = LocalDate.parse(text.strip());
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new DateTimeException("the year is not one of four digits");
    }
    return date;
  }

  static boolean weekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static Optional<SecurityClass> securityClass(HeadedCsv.Line line) {
    String label = line.field("class").strip().toLowerCase(Locale.ROOT);
    if (label.isEmpty()) {
      return Optional.empty();
    }
    for (SecurityClass candidate : SecurityClass.values()) {
      if (candidate.label().equals(label)) {
        return Optional.of(candidate);
      }
    }
    throw new IllegalArgumentException(
        "unknown class '%s'; valid are derivatives, other, or empty for both".formatted(label));
  }

  private static Optional<CalendarEntry.Hours> hours(HeadedCsv.Line line) {
    if (Stream.of("open", "continuous_end", "close").map(line::field).allMatch(String::isBlank)) {
      return Optional.empty();
    }
    CalendarEntry.Hours hours =
        new CalendarEntry.Hours(
            time(line, "open"), time(line, "continuous_end"), time(line, "close"));
    if (!hours.open().isBefore(hours.continuousEnd())
        || hours.close().isBefore(hours.continuousEnd())) {
      throw new IllegalArgumentException("open, continuous_end and close are not ascending");
    }
    return Optional.of(hours);
  }

  private static LocalTime time(HeadedCsv.Line line, String column) {
    return line.parsed(
        column, text -> LocalTime.parse(text.strip()), "a time; expected like 09:15");
  }
}
