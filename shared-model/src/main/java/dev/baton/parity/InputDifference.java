package dev.baton.parity;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * In what two windows that end with the same bar differ, bar by bar, by kind of difference. Each kind can be exchanged
 * alone.
 */
final class InputDifference {

  /** A bar in which they differ; null on the side that has none. */
  private record Difference(Instant time, Candle legacy, Candle optimized) {}

  private final CandleSeries legacy;
  private final NavigableMap<Instant, Candle> legacyBars;
  private final Map<Kind, List<Difference>> byKind = new EnumMap<>(Kind.class);
  private final Map<Generation, Boolean> later = new EnumMap<>(Generation.class);

  /** A cause and the side it is to be looked for. */
  enum Kind {
    LEGACY_STARTS_LATER(Cause.WINDOW_START, Generation.LEGACY),
    OPTIMIZED_STARTS_LATER(Cause.WINDOW_START, Generation.OPTIMIZED),
    MISSING_IN_LEGACY(Cause.BAR_MISSING, Generation.LEGACY),
    MISSING_IN_OPTIMIZED(Cause.BAR_MISSING, Generation.OPTIMIZED),
    EXTRA_IN_LEGACY(Cause.BAR_EXTRA, Generation.LEGACY),
    EXTRA_IN_OPTIMIZED(Cause.BAR_EXTRA, Generation.OPTIMIZED),
    REVISED(Cause.BAR_REVISED);

    private final Cause cause;
    private final Optional<Generation> at;

    Kind(Cause cause, Generation at) {
      this.cause = cause;
      this.at = Optional.of(at);
    }

    Kind(Cause cause) {
      this.cause = cause;
      this.at = Optional.empty();
    }

    Cause cause() {
      return cause;
    }

    /** Empty where neither side can be told to be wrong. */
    Optional<Generation> at() {
      return at;
    }
  }

  /**
   * Compares two windows.
   *
   * @param startsLater whether bars that a generation lacks before its first one are left out by where its window starts;
   *     otherwise it has no such bars at all
   */
  static InputDifference of(
      CandleSeries legacy, CandleSeries optimized, DueBars due, Predicate<Generation> startsLater) {
    return new InputDifference(legacy, optimized, due, startsLater);
  }

  private InputDifference(
      CandleSeries legacy, CandleSeries optimized, DueBars due, Predicate<Generation> startsLater) {
    this.legacy = legacy;
    this.legacyBars = byTime(legacy);
    NavigableMap<Instant, Candle> optimizedBars = byTime(optimized);
    Instant legacyStart = legacyBars.firstKey();
    Instant optimizedStart = optimizedBars.firstKey();
    legacyBars.forEach(
        (time, bar) -> {
          Candle other = optimizedBars.get(time);
          if (other == null) {
            Kind kind =
                cannotBe(due, legacy.timeframe(), time)
                    ? Kind.EXTRA_IN_LEGACY
                    : time.isBefore(optimizedStart)
                            && later.computeIfAbsent(Generation.OPTIMIZED, startsLater::test)
                        ? Kind.OPTIMIZED_STARTS_LATER
                        : Kind.MISSING_IN_OPTIMIZED;
            add(kind, new Difference(time, bar, null));
          } else if (!other.equals(bar)) {
            add(Kind.REVISED, new Difference(time, bar, other));
          }
        });
    optimizedBars.forEach(
        (time, bar) -> {
          if (!legacyBars.containsKey(time)) {
            Kind kind =
                cannotBe(due, legacy.timeframe(), time)
                    ? Kind.EXTRA_IN_OPTIMIZED
                    : time.isBefore(legacyStart)
                            && later.computeIfAbsent(Generation.LEGACY, startsLater::test)
                        ? Kind.LEGACY_STARTS_LATER
                        : Kind.MISSING_IN_LEGACY;
            add(kind, new Difference(time, null, bar));
          }
        });
  }

  /** Whether the calendar says that there is no such bar; of years that it does not know it says nothing. */
  private static boolean cannotBe(DueBars due, Timeframe timeframe, Instant time) {
    try {
      return !due.isBar(timeframe, time);
    } catch (UnknownCalendarException e) {
      return false;
    }
  }

  private static NavigableMap<Instant, Candle> byTime(CandleSeries series) {
    NavigableMap<Instant, Candle> bars = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      bars.put(series.time(i), series.get(i));
    }
    return bars;
  }

  private void add(Kind kind, Difference difference) {
    byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(difference);
  }

  /** The kinds of difference there are, in a fixed order. */
  List<Kind> kinds() {
    return List.copyOf(byKind.keySet());
  }

  /** The legacy window with what the optimized one has, of these kinds alone. */
  CandleSeries exchanged(List<Kind> kinds) {
    NavigableMap<Instant, Candle> bars = new TreeMap<>(legacyBars);
    for (Kind kind : kinds) {
      for (Difference difference : byKind.get(kind)) {
        if (difference.optimized() == null) {
          bars.remove(difference.time());
        } else {
          bars.put(difference.time(), difference.optimized());
        }
      }
    }
    return CandleSeries.of(legacy.symbol(), legacy.timeframe(), List.copyOf(bars.values()));
  }

  /** What differs, for the operator. */
  String evidence(Kind kind) {
    List<Difference> differences = byKind.get(kind);
    Difference first = differences.getFirst();
    String time = MarketTime.text(first.time());
    String text =
        switch (kind) {
          case LEGACY_STARTS_LATER -> "legacy's window leaves out the bar of " + time;
          case OPTIMIZED_STARTS_LATER -> "optimized's window leaves out the bar of " + time;
          case MISSING_IN_LEGACY -> "legacy has no bar of " + time;
          case MISSING_IN_OPTIMIZED -> "optimized has no bar of " + time;
          case EXTRA_IN_LEGACY -> "legacy has a bar of %s, where none can be".formatted(time);
          case EXTRA_IN_OPTIMIZED -> "optimized has a bar of %s, where none can be".formatted(time);
          case REVISED ->
              "the bar of %s is %s on legacy and %s on optimized"
                  .formatted(time, values(first.legacy()), values(first.optimized()));
        };
    return differences.size() == 1
        ? text
        : "%s, and %d more".formatted(text, differences.size() - 1);
  }

  private static String values(Candle bar) {
    return "%s/%s/%s/%s/%d".formatted(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
  }
}
