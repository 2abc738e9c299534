package dev.baton.optimized.cache;

import static java.util.Objects.requireNonNull;

import dev.baton.category.BarGrid;
import dev.baton.category.BarSelection;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * A bar-aligned cache entry. It has closed bars only and serves a slot only if it has the newest bar that is due there. So a
 * cached result equals an uncached one, unless the broker corrects a bar after its check (ADR 22).
 *
 * @param series bars that were due when they were fetched
 * @param from first date that was requested; bars before it are not known
 * @param fetchedAt market time before the last successful fetch
 * @param wholeOn market date of the last fetch of the whole series
 */
public record CachedSeries(
    CandleSeries series, LocalDate from, Instant fetchedAt, LocalDate wholeOn) {

  public CachedSeries {
    requireNonNull(series, "series is null");
    requireNonNull(from, "from is null");
    requireNonNull(fetchedAt, "fetchedAt is null");
    requireNonNull(wholeOn, "wholeOn is null");
  }

  /**
   * Whether the entry can serve that slot.
   *
   * @param needFrom first date of the needed history
   * @param longest the longest age of an intraday entry
   * @param now market time
   * @param hole whether a bar, by its open, is known to be a hole today
   */
  public boolean validFor(
      Instant slot,
      LocalDate needFrom,
      BarSelection due,
      Duration longest,
      Instant now,
      Predicate<Instant> hole) {
    Instant newest = due.newestDue(series.timeframe(), slot);
    return !from.isAfter(needFrom)
        && (series.indexOf(newest) >= 0 || hole.test(newest))
        && (series.timeframe().intraday()
            ? !fetchedAt.plus(longest).isBefore(now)
            : !provisionalAt(slot, due, now));
  }

  /**
   * Whether bars are missing that a whole fetch may find: once a date, because they may have been corrected since.
   *
   * @param needFrom first date of the needed history
   */
  boolean lacksBars(LocalDate needFrom, BarSelection due, LocalDate today) {
    if (series.isEmpty() || !wholeOn.isBefore(today)) {
      return false;
    }
    BarGrid grid = due.grid(series.timeframe());
    Instant needed = MarketTime.startOf(needFrom);
    Instant first = needed.isBefore(grid.knownFrom()) ? grid.knownFrom() : needed;
    return series.size() - series.lowerBound(first) < grid.count(first, series.lastTime());
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
