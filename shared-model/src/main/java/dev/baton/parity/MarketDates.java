package dev.baton.parity;

import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * A range of dates at the exchange, Asia/Kolkata, both ends included.
 *
 * @throws IllegalArgumentException if {@code from} is after {@code to}
 */
record MarketDates(LocalDate from, LocalDate to) {

  MarketDates {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from %s is after to %s".formatted(from, to));
    }
  }

  boolean contains(Instant time) {
    LocalDate date = MarketTime.date(time);
    return !date.isBefore(from) && !date.isAfter(to);
  }

  /** The entries of these dates. */
  <T> SortedMap<LocalDate, T> of(SortedMap<LocalDate, T> byDate) {
    return byDate.subMap(from, to.plusDays(1));
  }
}
