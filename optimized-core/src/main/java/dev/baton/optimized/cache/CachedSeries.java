package dev.baton.optimized.cache;

import static java.util.Objects.requireNonNull;

import dev.baton.category.BarSelection;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A bar-aligned cache entry. It has closed bars only and serves a slot only if it has the newest bar that is due there. So a
 * cached result equals an uncached one, unless the broker corrects a bar after its check (ADR 22).
 *
 * @param series bars that were due when they were fetched
 * @param from first date that was requested; bars before it are not known
 * @param fetchedAt market time before the last successful fetch
 */
public record CachedSeries(CandleSeries series, LocalDate from, Instant fetchedAt) {

  public CachedSeries {
    requireNonNull(series, "series is null");
    requireNonNull(from, "from is null");
    requireNonNull(fetchedAt, "fetchedAt is null");
  }

  /**
   * Whether the entry can serve that slot.
   *
   * @param needFrom first date of the needed history
   * @param longest the longest age of an intraday entry
   * @param now market time
   */
  public boolean validFor(
      Instant slot, LocalDate needFrom, BarSelection due, Duration longest, Instant now) {
    return !from.isAfter(needFrom)
        && series.indexOf(due.newestDue(series.timeframe(), slot)) >= 0
        && (series.timeframe().intraday()
            ? !fetchedAt.plus(longest).isBefore(now)
            : !provisionalAt(slot, due, now));
  }

  /**
   * Whether the newest daily bar must be fetched again. The exchange may correct a bar until the next session opens. So it is
   * fetched again by each slot of a later date before the open, by the first slot after the open, and by a slot that is caught
   * up on a later date.
   *
   * @param now market time
   */
  boolean provisionalAt(Instant slot, BarSelection due, Instant now) {
    Instant at = now.isAfter(slot) ? now : slot;
    LocalDate date = MarketTime.date(at);
    if (series.timeframe().intraday()
        || series.isEmpty()
        || !date.isAfter(MarketTime.date(series.lastTime()))) {
      return false;
    }
    Instant midnight = MarketTime.startOf(date);
    Instant beforeTheOpen = slot.isAfter(midnight) ? slot : midnight;
    return fetchedAt.isBefore(due.openBefore(at).orElse(beforeTheOpen));
  }
}
