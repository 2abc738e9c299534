package dev.baton.calendar;

import static java.util.Objects.requireNonNull;

import dev.baton.enums.Labelled;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A trading session of the exchange's capital-market segment. Times are Asia/Kolkata.
 *
 * @param date the date at the exchange
 * @param kind full or special
 * @param open start of continuous trading, and open of the first intraday bar
 * @param continuousEnd end of continuous trading, and end of the last intraday bar
 * @param close when the official close is known: the end of continuous trading or of the closing auction; end of the daily bar
 */
public record Session(
    LocalDate date, Kind kind, LocalTime open, LocalTime continuousEnd, LocalTime close) {

  /** Open of a usual session since 2010-01-04. */
  public static final LocalTime USUAL_OPEN = LocalTime.of(9, 15);

  /** Close of a usual session without a closing auction. */
  public static final LocalTime USUAL_CLOSE = LocalTime.of(15, 30);

  /** Why there is a session. */
  public enum Kind implements Labelled {
    /** A session on a weekday that is not a holiday. */
    REGULAR,
    /** A full session on a day that would be closed, as for the Union Budget. */
    SPECIAL,
    /** The hour of trading on Diwali. */
    MUHURAT
  }

  /**
   * @throws IllegalArgumentException if the times are not ascending
   */
  public Session {
    requireNonNull(date, "date is null");
    requireNonNull(kind, "kind is null");
    if (!open.isBefore(continuousEnd) || close.isBefore(continuousEnd)) {
      throw new IllegalArgumentException(
          "session %s: open %s, end of continuous trading %s and close %s are not ascending"
              .formatted(date, open, continuousEnd, close));
    }
  }

  public Instant openAt() {
    return MarketTime.instant(date, open);
  }

  public Instant continuousEndAt() {
    return MarketTime.instant(date, continuousEnd);
  }

  public Instant closeAt() {
    return MarketTime.instant(date, close);
  }
}
