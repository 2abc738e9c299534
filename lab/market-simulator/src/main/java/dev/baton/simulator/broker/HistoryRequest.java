package dev.baton.simulator.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.simulator.market.Interval;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A valid request of {@code historicaldata}. */
record HistoryRequest(Instrument instrument, Interval interval, LocalDate from, LocalDate to) {

  static final List<String> EXCHANGES =
      List.of(
          "NSEEQ",
          "NSEFO",
          "BSEEQ",
          "BSEFO",
          "NSECURR",
          "BSECURR",
          "MCXCOMM",
          "NCDEXCOMM",
          "NSECOMM",
          "BSECOMM");

  /** {@code 19-Sep-2024}; the month in any case. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dd-MMM-uuuu")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  /** One of the broker's error codes instead of candles. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    RefusedException(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** The text of a field, empty if it is absent. */
  static String text(JsonNode body, String field) {
    return body.path(field).asText("").strip();
  }

  /** The instrument of an exchange and an id. */
  static Instrument instrument(JsonNode body, Instruments instruments) throws RefusedException {
    String exchange = text(body, "exchange");
    String id = text(body, "instrumentId");
    if (exchange.isEmpty() || id.isEmpty()) {
      throw new RefusedException("EC900", "Exchange and instrument id can not be empty");
    }
    if (!EXCHANGES.contains(exchange)) {
      throw new RefusedException("EC901", "Exchange is invalid");
    }
    if (!id.matches("-?\\d{1,9}")) {
      throw new RefusedException("EC946", "Instrument id is not a number");
    }
    int number = Integer.parseInt(id);
    if (number <= 0) {
      throw new RefusedException("EC808", "Instrument id must be above 0");
    }
    Optional<Instrument> known =
        exchange.equals("NSEEQ") ? instruments.find(number) : Optional.empty();
    return known.orElseThrow(() -> new RefusedException("EC947", "Instrument id is unknown"));
  }

  /**
   * @param refuseSameDay whether a history whose dates are equal is refused
   * @param longestDays the longest range of an interval where it is not the usual one, in days from the first date to the last
   */
  static HistoryRequest parse(
      JsonNode body,
      Instruments instruments,
      boolean refuseSameDay,
      Map<Interval, Integer> longestDays)
      throws RefusedException {
    Instrument instrument = instrument(body, instruments);
    String interval = text(body, "interval");
    if (interval.isEmpty()) {
      throw new RefusedException("EC801", "Interval can not be empty");
    }
    Interval known =
        Interval.ofLabel(interval)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "EC802", "Interval is invalid, allowed are " + Interval.labels()));
    LocalDate from = date(text(body, "fromDate"), "From date", "EC803", "EC804");
    LocalDate to = date(text(body, "toDate"), "To date", "EC805", "EC806");
    if (from.isAfter(to)) {
      throw new RefusedException("EC807", "From date is after to date");
    }
    if (refuseSameDay && from.equals(to)) {
      throw new RefusedException("EC810", "From date must be before to date");
    }
    if (ChronoUnit.DAYS.between(from, to) > longestDays.getOrDefault(known, known.longestDays())) {
      throw new RefusedException("EC809", "Maximum permissible date range exceeded");
    }
    return new HistoryRequest(instrument, known, from, to);
  }

  private static LocalDate date(String text, String name, String empty, String malformed)
      throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException(empty, name + " can not be empty");
    }
    try {
      return LocalDate.parse(text, DATE);
    } catch (DateTimeParseException e) {
      throw new RefusedException(malformed, name + " is not of the format DD-MMM-YYYY");
    }
  }
}
