package dev.baton.optimized.comparison;

import dev.baton.evidence.DayFigures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures that the migration was planned with, beside the measured ones. */
public final class GuideFigures {

  /**
   * A figure of the guide beside what was measured today.
   *
   * @param met whether the measured figure is what the guide says ("about": within 5 %); empty if nothing was measured yet, or
   *     if the day is not over and the count may still grow
   */
  public record Reference(String figure, String guide, String measured, Optional<Boolean> met) {}

  private GuideFigures() {}

  /**
   * Returns the five planned figures.
   *
   * @param oldOver whether the old scheduler's day is over, so that its counts are final
   * @param freshOver whether the optimized one's is
   */
  static List<Reference> of(DayFigures old, boolean oldOver, DayFigures fresh, boolean freshOver) {
    return List.of(
        new Reference(
            "API calls per day, old scheduler",
            "about 711",
            count(old.calls(), oldOver),
            counted(old.calls() > 0, oldOver, old.calls() >= 675, old.calls() <= 747)),
        new Reference(
            "API calls per day, optimized scheduler",
            "under 350",
            count(fresh.calls(), freshOver),
            counted(fresh.calls() > 0, freshOver, true, fresh.calls() < 350)),
        new Reference(
            "cache hit rate",
            "60-70 % after warm-up",
            fresh
                .warm()
                .hitRate()
                .map(rate -> percent(rate) + " after the first hour")
                .orElse("no lookup after the first hour yet"),
            fresh.warm().hitRate().map(rate -> rate >= 0.6)),
        new Reference(
            "execution time, old scheduler",
            "15-20 minutes a strategy",
            seconds(old.avgScanTime()),
            measured(old.scans() > 0, old.avgScanTime() >= 900 && old.avgScanTime() <= 1200)),
        new Reference(
            "execution time, optimized scheduler",
            "5-8 minutes a unified scan",
            seconds(fresh.avgScanTime()),
            measured(fresh.scans() > 0, fresh.avgScanTime() <= 480)));
  }

  private static Optional<Boolean> measured(boolean any, boolean met) {
    return any ? Optional.of(met) : Optional.empty();
  }

  /** Of a count that still grows, only that it is too high can be known. */
  private static Optional<Boolean> counted(
      boolean any, boolean over, boolean enough, boolean notTooMany) {
    if (!any || (!over && notTooMany)) {
      return Optional.empty();
    }
    return Optional.of(enough && notTooMany);
  }

  private static String count(long calls, boolean over) {
    return over ? String.valueOf(calls) : calls + " so far";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f s on average", seconds);
  }
}
