package dev.baton.optimized.cache;

import static java.util.Objects.requireNonNull;

import dev.baton.category.BarSelection;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A bar-aligned entry: closed bars only, good for a slot only if it has the newest bar that is due there. So a cached
 * result is the same as an uncached one, as long as the broker corrects no bar that was checked.
 *
 * @param series bars that were due when they were fetched
 * @param from first date that was asked for: bars before are not known
 * @param fetchedAt market time before the last fetch that succeeded
 */
public record CachedSeries(CandleSeries series, LocalDate from, Instant fetchedAt) {

  public CachedSeries {
    requireNonNull(series, "series is null");
    requireNonNull(from, "from is null");
    requireNonNull(fetchedAt, "fetchedAt is null");
  }

  /**
   * Whether it can serve that slot.
   *
   * @param needFrom first date of the history that is needed
   * @param longest the longest age of an intraday entry
   * @param now market time
   */
  public boolean validFor(
      Instant slot, LocalDate needFrom, BarSelection due, Duration longest, Instant now) {
    return !from.isAfter(needFrom)
        && series.indexOf(due.newestDue(series.timeframe(), slot)) >= 0
        && (series.timeframe().intraday()
            ? !olderThan(longest, now)
            : !provisionalAt(slot, due, now));
  }

  private boolean olderThan(Duration longest, Instant now) {
    return fetchedAt.plus(longest).isBefore(now);
  }

  /**
   * Whether a daily bar has to be looked at once more. The exchange may correct it until the next session opens: so it is checked
   * by each slot of a later date before the open, by the first one after it, and by one that is made up on a later date.
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
