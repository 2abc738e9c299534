package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.enums.Labelled;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where two series differ, bar by bar. */
public final class SeriesDiff {

  /** How a bar differs. */
  public enum Kind implements Labelled {
    MISSING_IN_LEGACY,
    MISSING_IN_OPTIMIZED,
    /** Both have it, with other values. */
    REVISED
  }

  /**
   * A bar that differs.
   *
   * @param time open of the bar
   * @param legacy its values there; empty if it is missing
   * @param optimized its values there; empty if it is missing
   */
  public record Difference(
      Instant time, Kind kind, Optional<Candle> legacy, Optional<Candle> optimized) {

    public Difference {
      requireNonNull(time, "time is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(legacy, "legacy is null");
      requireNonNull(optimized, "optimized is null");
    }
  }

  private SeriesDiff() {}

  /** The bars that differ, ascending; none if both series are the same. */
  public static List<Difference> of(CandleSeries legacy, CandleSeries optimized) {
    List<Difference> differences = new ArrayList<>();
    int l = 0;
    int o = 0;
    while (l < legacy.size() || o < optimized.size()) {
      long legacyTime = l < legacy.size() ? legacy.epochSecond(l) : Long.MAX_VALUE;
      long optimizedTime = o < optimized.size() ? optimized.epochSecond(o) : Long.MAX_VALUE;
      if (legacyTime < optimizedTime) {
        differences.add(missingInOptimized(legacy.get(l++)));
      } else if (optimizedTime < legacyTime) {
        differences.add(missingInLegacy(optimized.get(o++)));
      } else {
        compare(legacy.get(l++), optimized.get(o++)).ifPresent(differences::add);
      }
    }
    return List.copyOf(differences);
  }

  private static Difference missingInOptimized(Candle bar) {
    return new Difference(
        bar.time(), Kind.MISSING_IN_OPTIMIZED, Optional.of(bar), Optional.empty());
  }

  private static Difference missingInLegacy(Candle bar) {
    return new Difference(bar.time(), Kind.MISSING_IN_LEGACY, Optional.empty(), Optional.of(bar));
  }

  private static Optional<Difference> compare(Candle legacy, Candle optimized) {
    return legacy.equals(optimized)
        ? Optional.empty()
        : Optional.of(
            new Difference(
                legacy.time(), Kind.REVISED, Optional.of(legacy), Optional.of(optimized)));
  }
}
