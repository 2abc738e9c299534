package dev.baton.simulator.clock;

import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Instants in JSON: ISO-8601 with +05:30 and seconds; {@link Instant#MAX} is an absent value. */
public final class MarketText {

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private MarketText() {}

  /** For example {@code 2026-06-10T09:20:00+05:30}; empty for {@link Instant#MAX}. */
  public static Optional<String> of(Instant instant) {
    return instant.equals(Instant.MAX)
        ? Optional.empty()
        : Optional.of(FORMAT.format(MarketTime.offset(instant)));
  }

  /**
   * @param field named in the message
   * @throws IllegalArgumentException if the text is not ISO-8601 with an offset
   */
  public static Instant parse(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s: '%s' is no instant with an offset, such as 2026-06-10T09:20:00+05:30"
              .formatted(field, text),
          e);
    }
  }
}
