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
 * result is the same as an uncached one, by construction.
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
        && (series.timeframe().intraday() ? !olderThan(longest, now) : !provisionalAt(slot, due));
  }

  private boolean olderThan(Duration longest, Instant now) {
    return fetchedAt.plus(longest).isBefore(now);
  }

  /**
   * Whether a daily bar has to be looked at once more. The exchange may have corrected it overnight, and until the next session
   * opened: so it is checked by the first slot of a later date, and by the first one after that date's open.
   */
  boolean provisionalAt(Instant slot, BarSelection due) {
    if (series.timeframe().intraday()
        || series.isEmpty()
        || !MarketTime.date(slot).isAfter(MarketTime.date(series.lastTime()))) {
      return false;
    }
    return fetchedAt.isBefore(MarketTime.startOf(MarketTime.date(slot)))
        || due.openBefore(slot).filter(fetchedAt::isBefore).isPresent();
  }
}
