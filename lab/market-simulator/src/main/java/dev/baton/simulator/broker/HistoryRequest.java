package dev.baton.simulator.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.simulator.market.Interval;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A valid request of {@code historicaldata}. */
record HistoryRequest(Instrument instrument, Interval interval, LocalDate from, LocalDate to) {

  /** {@code 19-Sep-2024}; the month in any case. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("dd-MMM-uuuu")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Digits of an id; a longer one is no instrument's. */
  private static final int LONGEST_ID = 9;

  /** One of the broker's error codes instead of candles. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    RefusedException(String code) {
      super(code, null, false, false);
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
      throw new RefusedException("EC900");
    }
    if (!ErrorCode.EXCHANGES.contains(exchange)) {
      throw new RefusedException("EC901");
    }
    if (!id.matches("-?\\d+")) {
      throw new RefusedException("EC946");
    }
    if (id.matches("-.*|0+")) {
      throw new RefusedException("EC808");
    }
    Optional<Instrument> known =
        exchange.equals("NSEEQ") && id.length() <= LONGEST_ID
            ? instruments.find(Integer.parseInt(id))
            : Optional.empty();
    return known.orElseThrow(() -> new RefusedException("EC947"));
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
      throw new RefusedException("EC801");
    }
    Interval known = Interval.ofLabel(interval).orElseThrow(() -> new RefusedException("EC802"));
    LocalDate from = date(text(body, "fromDate"), "EC803", "EC804");
    LocalDate to = date(text(body, "toDate"), "EC805", "EC806");
    if (from.isAfter(to)) {
      throw new RefusedException("EC807");
    }
    if (refuseSameDay && from.equals(to)) {
      throw new RefusedException("EC810");
    }
    if (ChronoUnit.DAYS.between(from, to) > longestDays.getOrDefault(known, known.longestDays())) {
      throw new RefusedException("EC809");
    }
    return new HistoryRequest(instrument, known, from, to);
  }

  private static LocalDate date(String text, String empty, String malformed)
      throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException(empty);
    }
    try {
      return LocalDate.parse(text, DATE);
    } catch (DateTimeParseException e) {
      throw new RefusedException(malformed);
    }
  }
}
